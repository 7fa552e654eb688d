import { type NodeId, pathTo, resolveLeaf, siblingsOf } from "@grok/conversation";
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
  return useWorkspace(({ panes, views, trees }) => {
    const tree = trees.loaded[conversationId]?.tree;
    if (tree === undefined) return 0;
    let most = 0;
    for (const other of panesInSight(panes.layout)) {
      if (other === paneId || views.shown[other] !== conversationId) continue;
      const leafId = viewOf(views, other, conversationId)?.leafId ?? null;
      const path = pathTo(tree, resolveLeaf(tree, leafId)).slice(1);
      let shared = 0;
      while (shared < ids.length && path[shared]?.id === ids[shared]) shared++;
      // The same branch, or the beginning of it, is not another one.
      if (shared < ids.length && shared < path.length) most = Math.max(most, shared);
    }
    return most;
  });
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
