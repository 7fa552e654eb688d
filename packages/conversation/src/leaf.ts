// A cursor is a node id, never an index and never "the newest": what a pane shows survives new siblings, archiving
// and reloads.

import type { NodeId } from "./node.ts";
import { isVisible, visibleChildrenOf } from "./siblings.ts";
import { nodeAt, type Tree, type TreeNode } from "./tree.ts";

/** Which child of a node was looked at last, if any. */
export type LastChild = (id: NodeId) => NodeId | null | undefined;

/**
 * The visible leaf reached from `id` by always taking the child last looked at, else the newest one; `id` itself
 * where nothing visible lies below it.
 *
 * `lastChild`: default the nodes' own `lastChildId`. Answers that are archived or no child of the node are ignored.
 * Throws "not-found".
 */
export function leafBelow(
  tree: Tree<TreeNode>,
  id: NodeId,
  lastChild: LastChild = ownLastChild(tree),
): NodeId {
  let at = id;
  for (;;) {
    const visible = visibleChildrenOf(tree, at);
    const newest = visible.at(-1);
    if (newest === undefined) return at;
    const remembered = lastChild(at);
    at = remembered != null && visible.includes(remembered) ? remembered : newest;
  }
}

/**
 * Where a pane whose cursor was saved as `cursor` stands now. A visible node stays, in the middle of a branch too:
 * somebody may be about to branch there. From a hidden one the way leads up to the nearest visible ancestor and down
 * again to a leaf; from one that is not in the tree (or null), down from the root.
 */
export function resolveLeaf(
  tree: Tree<TreeNode>,
  cursor: NodeId | null,
  lastChild: LastChild = ownLastChild(tree),
): NodeId {
  let node = cursor === null ? undefined : tree.nodes.get(cursor);
  if (node !== undefined && isVisible(node)) return node.id;
  while (node !== undefined && !isVisible(node) && node.parentId !== null) node = nodeAt(tree, node.parentId);
  return leafBelow(tree, node?.id ?? tree.rootId, lastChild);
}

function ownLastChild(tree: Tree<TreeNode>): LastChild {
  return (id) => tree.nodes.get(id)?.lastChildId;
}
