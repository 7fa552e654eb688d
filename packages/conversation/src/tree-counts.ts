import type { NodeId } from "./node.ts";
import { isVisible } from "./siblings.ts";
import type { Tree, TreeNode } from "./tree.ts";

export interface TreeCounts {
  /** Visible nodes without the root. */
  readonly messages: number;
  /** Visible nodes with nothing visible below; 1 for an empty conversation, whose root is its leaf. */
  readonly branches: number;
  /** Visible nodes with two or more visible children. */
  readonly forks: number;
  readonly archived: number;
  /** Messages on the longest visible branch. */
  readonly depthMax: number;
}

export function treeCounts(tree: Tree<TreeNode>): TreeCounts {
  const visibleChildren = new Map<NodeId, number>();
  const depths = new Map<NodeId, number>();
  let archived = 0;
  let depthMax = 0;
  for (const node of tree.nodes.values()) {
    if (!isVisible(node)) {
      archived++;
      continue;
    }
    const { parentId } = node;
    const depth = parentId === null ? 0 : (depths.get(parentId) ?? 0) + 1;
    depths.set(node.id, depth);
    depthMax = Math.max(depthMax, depth);
    if (parentId !== null) visibleChildren.set(parentId, (visibleChildren.get(parentId) ?? 0) + 1);
  }
  return {
    messages: depths.size - 1,
    branches: depths.size - visibleChildren.size,
    forks: [...visibleChildren.values()].filter((count) => count > 1).length,
    archived,
    depthMax,
  };
}
