import { ConversationError } from "./conversation-error.ts";
import type { NodeId } from "./node.ts";
import { nodeAt, type Tree, type TreeNode } from "./tree.ts";

/** The nodes from the root down to `id`, both included. Throws "not-found". */
export function pathTo<N extends TreeNode>(tree: Tree<N>, id: NodeId): N[] {
  const path: N[] = [];
  for (let at: NodeId | null = id; at !== null; ) {
    const node: N = nodeAt(tree, at);
    path.push(node);
    // `buildTree` lets no cycle through; a tree put together by hand must not hang the program either.
    if (path.length > tree.nodes.size)
      throw new ConversationError("bad-input", `the way up from node ${id} leads in a circle`);
    at = node.parentId;
  }
  return path.reverse();
}

/** Whether `ancestorId` lies above `id`; a node is not its own ancestor. Throws "not-found" for `id`. */
export function isAncestor(tree: Tree<TreeNode>, ancestorId: NodeId, id: NodeId): boolean {
  return pathTo(tree, id).some((node) => node.id === ancestorId && node.id !== id);
}
