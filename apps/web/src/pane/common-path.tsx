import { type NodeId, pathTo, resolveLeaf, siblingsOf } from "@grok/conversation";
import { useMemo } from "react";
import { panesInSight } from "../state/layout.ts";
import { useWorkspace } from "../state/store.ts";
import { viewOf } from "../state/views.ts";
import { useFormats, useWords } from "../words/words.ts";
import { usePlace } from "./place.ts";
import { useTree } from "./use-view.ts";

/**
 * How many messages this pane's path shares with that of another pane in sight on the same conversation (the longest
 * such stretch); 0 where nobody shows another branch of it.
 */
export function useCommon(ids: readonly NodeId[]): number {
  const { paneId, conversationId } = usePlace();
  const tree = useTree();
  // As text, so that the paths are walked when a cursor moves and not with every word that is written.
  const others = useWorkspace(({ panes, views }) =>
    panesInSight(panes.layout)
      .filter((pane) => pane !== paneId && views.shown[pane] === conversationId)
      .map((pane) => viewOf(views, pane, conversationId)?.leafId ?? "")
      .join(" "),
  );
  return useMemo(() => {
    if (tree === undefined || others === "") return 0;
    const shared = others.split(" ").map((cursor) => {
      const path = pathTo(tree, resolveLeaf(tree, cursor)).slice(1);
      let count = 0;
      while (count < ids.length && path[count]?.id === ids[count]) count++;
      // The same branch, or the beginning of it, is not another one.
      return count < ids.length && count < path.length ? count : 0;
    });
    return Math.max(...shared);
  }, [tree, others, ids]);
}

/** Stands where this pane's branch leaves the other's. */
export function BranchingOff({ nodeId, common }: { nodeId: NodeId; common: number }) {
  const { panes: words } = useWords();
  const formats = useFormats();
  const tree = useTree();
  if (tree === undefined || !tree.nodes.has(nodeId)) return null;
  const { ids, index } = siblingsOf(tree, nodeId);
  return (
    <div className="branching-off">
      <p className="common">{words.common(common, formats.number(common))}</p>
      {ids.length > 1 && <p className="which">{words.branchOf(index + 1, ids.length)}</p>}
    </div>
  );
}
