import type { NodeId } from "./node.ts";
import { nodeAt, type Tree, type TreeNode } from "./tree.ts";

/** A node that no archiving hides. Nothing below a hidden node is visible. */
export function isVisible(node: Pick<TreeNode, "archivedAtMs">): boolean {
  return node.archivedAtMs === null;
}

/** Ids of all children in id order, archived ones too; empty for a leaf. Throws "not-found". */
export function childrenOf(tree: Tree<TreeNode>, id: NodeId): readonly NodeId[] {
  nodeAt(tree, id);
  return tree.children.get(id) ?? [];
}

/** Ids of the children that are not archived, in id order. Throws "not-found". */
export function visibleChildrenOf(tree: Tree<TreeNode>, id: NodeId): NodeId[] {
  return childrenOf(tree, id).filter((child) => isVisible(nodeAt(tree, child)));
}

/** The versions of one message: what stands beside it under the same parent. */
export interface Siblings {
  /** Visible ones of the same role, the node itself among them, in id order: oldest first. */
  readonly ids: readonly NodeId[];
  /** Place of the node in `ids`, from 0: "2 / 3" is index 1 of 3. -1 where the node itself is archived. */
  readonly index: number;
}

/** Throws "not-found". The root is its own only version. */
export function siblingsOf(tree: Tree<TreeNode>, id: NodeId): Siblings {
  const { parentId, role } = nodeAt(tree, id);
  if (parentId === null) return { ids: [id], index: 0 };
  const ids = visibleChildrenOf(tree, parentId).filter((sibling) => nodeAt(tree, sibling).role === role);
  return { ids, index: ids.indexOf(id) };
}
