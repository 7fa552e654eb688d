import { pathTo, resolveLeaf } from "@grok/conversation";
import { useMemo } from "react";
import { useWorkspace } from "../state/store.ts";
import { usePlace } from "./place.ts";
import { useTree, useView } from "./use-view.ts";

/** What the user has called the branch that this pane shows: the last name on its path, or "". */
export function useBranchName(): string {
  const { conversationId } = usePlace();
  const tree = useTree();
  const leafId = useView((view) => view.leafId);
  const bodies = useWorkspace(({ trees }) => trees.loaded[conversationId]?.bodies);
  const told = useWorkspace(({ outlines }) => outlines[conversationId]?.nodes);
  return useMemo(() => {
    if (tree === undefined || leafId == null) return "";
    const nameOf = (id: string) => bodies?.get(id)?.name ?? told?.get(id)?.name ?? "";
    const named = pathTo(tree, resolveLeaf(tree, leafId)).findLast(({ id }) => nameOf(id) !== "");
    return named === undefined ? "" : nameOf(named.id);
  }, [tree, leafId, bodies, told]);
}
