import { ConversationError } from "./conversation-error.ts";
import type { NodeId } from "./node.ts";
import { isVisible } from "./siblings.ts";
import { nodeAt, type Tree, type TreeNode } from "./tree.ts";

/**
 * Ids that archiving `id` hides: the node and all below it that is visible, parents first; empty where it is hidden
 * already. Throws "not-found", and "bad-input" for the root.
 */
export function nodesToArchive(tree: Tree<TreeNode>, id: NodeId): NodeId[] {
  if (nodeAt(tree, id).parentId === null)
    throw new ConversationError("bad-input", `node ${id} is the root; archive the conversation instead`);
  return collect(tree, id, isVisible);
}

/**
 * Ids that come back when the archiving that hid `id` is undone at `id`: the node and those below it hidden at the
 * same moment, parents first; empty where it is visible. What an earlier archiving hid below it stays hidden.
 *
 * Throws "not-found", and "wrong-place" where an ancestor is hidden: the node would not be seen.
 */
export function nodesToRestore(tree: Tree<TreeNode>, id: NodeId): NodeId[] {
  const { archivedAtMs, parentId } = nodeAt(tree, id);
  if (archivedAtMs === null) return [];
  // Nothing below a hidden node is visible, so a visible parent means that all ancestors are.
  if (parentId !== null && !isVisible(nodeAt(tree, parentId)))
    throw new ConversationError(
      "wrong-place",
      `node ${id} hangs from ${parentId}, which is archived; restore that one first`,
    );
  return collect(tree, id, (node) => node.archivedAtMs === archivedAtMs);
}

/** `id` and what hangs below it, going down only through nodes that `belongs` holds for. */
function collect(tree: Tree<TreeNode>, id: NodeId, belongs: (node: TreeNode) => boolean): NodeId[] {
  const found = belongs(nodeAt(tree, id)) ? [id] : [];
  for (const at of found)
    for (const child of tree.children.get(at) ?? []) if (belongs(nodeAt(tree, child))) found.push(child);
  return found;
}
