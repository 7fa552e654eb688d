import type { NodeId, Tree } from "@grok/conversation";

/**
 * The topmost node of the archiving that hides `id`, which is the one to bring back; null where `id` is in sight or not
 * in the tree.
 */
export function hiddenAbove(tree: Tree, id: NodeId): NodeId | null {
  let top: NodeId | null = null;
  for (let node = tree.nodes.get(id); node !== undefined && node.archivedAtMs !== null; ) {
    top = node.id;
    node = node.parentId === null ? undefined : tree.nodes.get(node.parentId);
  }
  return top;
}
