import type { NodeId, Tree, TreeNode } from "@grok/conversation";
import type { OutlineRow } from "./outline-rows.ts";

/** Index of the row of each message that has one of its own, or of the run that begins with it. */
export function rowIndices(rows: readonly OutlineRow[]): ReadonlyMap<NodeId, number> {
  return new Map(rows.map((row, at) => [row.nodeId, at]));
}

/** The row of `id`, or of the nearest message above it that has one; 0 where none has. */
export function rowOf(tree: Tree<TreeNode>, indices: ReadonlyMap<NodeId, number>, id: NodeId | null): number {
  for (let at = id; at !== null; at = tree.nodes.get(at)?.parentId ?? null) {
    const row = indices.get(at);
    if (row !== undefined) return row;
  }
  return 0;
}

/** Index of the first row below `at` in the tree, or -1. */
export function firstChildRow(rows: readonly OutlineRow[], at: number): number {
  return rows[at + 1]?.parent === at ? at + 1 : -1;
}

/**
 * The beginning of the branch before (-1) or after (1) the one that `at` stands on, or -1. The way leads through the
 * nearest fork above that has one on that side.
 */
export function siblingRow(rows: readonly OutlineRow[], at: number, step: -1 | 1): number {
  for (let row = at; row !== -1; row = rows[row]!.parent) {
    const { begins, parent, branch, branches } = rows[row]!;
    if (!begins || branch + step < 1 || branch + step > branches) continue;
    for (let next = row + step; next >= 0 && next < rows.length; next += step)
      if (rows[next]!.begins && rows[next]!.parent === parent) return next;
  }
  return -1;
}

/** The next row after `at`, going round, whose label begins with `typed`; -1 where none does. */
export function typedRow(labels: (row: number) => string, count: number, at: number, typed: string): number {
  const wanted = typed.toLocaleLowerCase();
  // A first letter goes on to the next such row; more letters may stay where they are.
  const from = typed.length === 1 ? 1 : 0;
  for (let step = from; step < count + from; step++) {
    const row = (at + step) % count;
    if (labels(row).toLocaleLowerCase().startsWith(wanted)) return row;
  }
  return -1;
}
