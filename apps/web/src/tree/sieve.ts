import type { NodeId, Tree, TreeNode } from "@grok/conversation";

/** Which nodes of a tree are looked at. */
export interface Sieve {
  readonly showArchived: boolean;
  /** Only these; with a node its ancestors have to be among them. Null: all. */
  readonly only: ReadonlySet<NodeId> | null;
}

export const everything: Sieve = { showArchived: false, only: null };

const none: readonly NodeId[] = [];

/** The children that the sieve lets through, in id order. Answers with the tree's own list where it holds back none. */
export function shownChildren(tree: Tree<TreeNode>, id: NodeId, sieve: Sieve): readonly NodeId[] {
  const children = tree.children.get(id);
  if (children === undefined) return none;
  return children.every((child) => isShown(tree, child, sieve))
    ? children
    : children.filter((child) => isShown(tree, child, sieve));
}

function isShown(tree: Tree<TreeNode>, id: NodeId, { showArchived, only }: Sieve): boolean {
  if (only !== null && !only.has(id)) return false;
  return showArchived || tree.nodes.get(id)?.archivedAtMs === null;
}

/** `ids` and all that stands above them: what a sieve needs in order to show just these. */
export function withAncestors(tree: Tree<TreeNode>, ids: Iterable<NodeId>): Set<NodeId> {
  const found = new Set<NodeId>();
  for (const id of ids)
    for (let at: NodeId | null = id; at !== null && !found.has(at); at = tree.nodes.get(at)?.parentId ?? null)
      if (tree.nodes.has(at)) found.add(at);
  return found;
}

/** Messages below `id` that the sieve lets through. */
export function countBelow(tree: Tree<TreeNode>, id: NodeId, sieve: Sieve): number {
  let count = 0;
  const waiting = [id];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
    for (const child of shownChildren(tree, at, sieve)) {
      count++;
      waiting.push(child);
    }
  return count;
}
