import { pathTo, resolveLeaf } from "@grok/conversation";
import { useWorkspace } from "../state/store.ts";
import { viewOf } from "../state/views.ts";
import { usePlace } from "./place.ts";

/** What the user has called the branch that this pane shows: the last name on its path, or "". */
export function useBranchName(): string {
  const { paneId, conversationId } = usePlace();
  return useWorkspace(({ views, trees, outlines }) => {
    const loaded = trees.loaded[conversationId];
    const leafId = viewOf(views, paneId, conversationId)?.leafId;
    if (loaded === undefined || leafId == null) return "";
    const told = outlines[conversationId]?.nodes;
    const nameOf = (id: string) => loaded.bodies.get(id)?.name ?? told?.get(id)?.name ?? "";
    const named = pathTo(loaded.tree, resolveLeaf(loaded.tree, leafId)).findLast(
      (node) => nameOf(node.id) !== "",
    );
    return named === undefined ? "" : nameOf(named.id);
  });
}
