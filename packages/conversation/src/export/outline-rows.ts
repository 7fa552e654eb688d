import type { NodeId } from "../node.ts";
import { visibleChildrenOf } from "../siblings.ts";
import type { Tree, TreeNode } from "../tree.ts";

/** A visible message in an outline. */
export interface OutlineRow {
  readonly id: NodeId;
  /** Forks above it, from 1: what follows without a choice stands on the level of what it follows. */
  readonly level: number;
}

/** Visible messages of a tree, each branch down to its end before the next one. */
export function outlineRows(tree: Tree<TreeNode>): OutlineRow[] {
  const rows: OutlineRow[] = [];
  const waiting: OutlineRow[] = [{ id: tree.rootId, level: 1 }];
  for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
    if (row.id !== tree.rootId) rows.push(row);
    const children = visibleChildrenOf(tree, row.id);
    const level = children.length > 1 && row.id !== tree.rootId ? row.level + 1 : row.level;
    for (const id of children.toReversed()) waiting.push({ id, level });
  }
  return rows;
}
