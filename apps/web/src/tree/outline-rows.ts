// The response tree as a list of rows. A run of messages stays in one column; every fork moves its branches in by one
// step. All loops, no recursion: a conversation may be as deep and as wide as it likes.

import type { NodeId, Tree, TreeNode } from "@grok/conversation";
import { foldRun, runLengthMax } from "./fold-run.ts";
import { countBelow, type Sieve, shownChildren } from "./sieve.ts";
import { type Routes, type Stroke, stronger } from "./strokes.ts";

/** A line that passes a row on its way from a fork to a later branch. */
export interface Rail {
  /** Depth of the fork that it comes from. */
  readonly depth: number;
  readonly stroke: Stroke;
  /** The next one outwards. */
  readonly outer: Rail | null;
}

export interface OutlineRow {
  /** The message; of a folded run its first. */
  readonly nodeId: NodeId;
  readonly kind: "question" | "reply" | "run";
  /** Messages that it stands for: 1, or those of the run. */
  readonly count: number;
  /** Forks above. */
  readonly depth: number;
  /** It is the first of a branch and leaves the rail of the fork above. */
  readonly begins: boolean;
  /** Its place among the branches of the fork above, from 1, and how many there are; 0 where it does not begin one. */
  readonly branch: number;
  readonly branches: number;
  readonly stroke: Stroke;
  /** Of the line that leaves it downwards; null where nothing is shown below. */
  readonly below: Stroke | null;
  /** Children that are shown when it is expanded; over 1 it is a fork. */
  readonly forks: number;
  /** Null for a leaf. A folded run counts as not expanded. */
  readonly expanded: boolean | null;
  /** Messages below that are hidden because it is closed. */
  readonly hidden: number;
  readonly rails: Rail | null;
  /** Index of the row above it in the tree, or -1. */
  readonly parent: number;
  /** Among the rows of the same depth under the same fork, from 1. */
  readonly position: number;
  readonly setSize: number;
  readonly archived: boolean;
}

export interface OutlineInput {
  readonly tree: Tree<TreeNode>;
  readonly sieve: Sieve;
  readonly routes: Routes;
  /** What lies below these is hidden. */
  readonly closed: ReadonlySet<NodeId>;
  /** A run that holds one of these is not folded. */
  readonly opened: ReadonlySet<NodeId>;
  /** Never folded: what has a name or a mark, what is new, what was found. */
  readonly kept: ReadonlySet<NodeId>;
  /** Default `runLengthMax`; a list of a few marked messages folds all others. */
  readonly runLengthMax?: number;
}

interface Branch {
  readonly id: NodeId;
  readonly depth: number;
  readonly branch: number;
  readonly branches: number;
  readonly rails: Rail | null;
  readonly parent: number;
  /** Rows of this depth under this fork, counted as they come. */
  readonly set: { size: number };
}

type Draft = { -readonly [K in keyof OutlineRow]: OutlineRow[K] };

/** Rows from top to bottom; the root is not among them. Branches in id order, each whole before the next. */
export function outlineRows(input: OutlineInput): OutlineRow[] {
  const { tree, sieve, routes, closed, opened, kept } = input;
  const rows: Draft[] = [];
  const sets: { size: number }[] = [];
  const strokeOf = (id: NodeId): Stroke => routes.strokes.get(id) ?? "thin";
  const keeps = (id: NodeId) => kept.has(id) || routes.ends.has(id) || closed.has(id);
  const waiting: Branch[] = [];
  fork(tree.rootId, -1, -1, null);

  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const run = [at.id];
    let below = shownChildren(tree, at.id, sieve);
    for (
      let last = at.id;
      below.length === 1 && !closed.has(last);
      below = shownChildren(tree, last, sieve)
    ) {
      last = below[0]!;
      run.push(last);
    }
    let parent = at.parent;
    for (const { start, count } of foldRun(run, keeps, opened, input.runLengthMax ?? runLengthMax)) {
      const nodeId = run[start]!;
      const node = tree.nodes.get(nodeId)!;
      const next = run[start + count];
      at.set.size++;
      sets.push(at.set);
      parent =
        rows.push({
          nodeId,
          kind: count > 1 ? "run" : node.role === "user" ? "question" : "reply",
          count,
          depth: at.depth,
          begins: start === 0,
          branch: start === 0 ? at.branch : 0,
          branches: start === 0 ? at.branches : 0,
          stroke: strokeOf(nodeId),
          below: next === undefined ? null : strokeOf(next),
          forks: next === undefined ? 0 : 1,
          expanded: count > 1 ? false : next === undefined ? null : true,
          hidden: 0,
          rails: at.rails,
          parent,
          position: at.set.size,
          setSize: 0,
          archived: node.archivedAtMs !== null,
        }) - 1;
    }
    if (below.length === 0) continue;
    const last = rows[parent]!;
    const lastId = run.at(-1)!;
    last.forks = below.length;
    if (closed.has(lastId)) {
      last.expanded = false;
      last.hidden = countBelow(tree, lastId, sieve);
    } else {
      last.expanded = true;
      last.below = fork(lastId, at.depth, parent, at.rails);
    }
  }
  for (const [at, row] of rows.entries()) row.setSize = sets[at]!.size;
  return rows;

  /** Puts the branches of a fork in line, the first on top; answers with the line that leaves it. */
  function fork(id: NodeId, depth: number, parent: number, rails: Rail | null): Stroke {
    const ids = shownChildren(tree, id, sieve);
    const set = { size: 0 };
    let later: Stroke | null = null;
    for (let at = ids.length - 1; at >= 0; at--) {
      const child = ids[at]!;
      waiting.push({
        id: child,
        depth: depth + 1,
        branch: ids.length > 1 ? at + 1 : 0,
        branches: ids.length > 1 ? ids.length : 0,
        // The root is not drawn, and neither are lines from it.
        rails: later === null || depth < 0 ? rails : { depth, stroke: later, outer: rails },
        parent,
        set,
      });
      later = stronger(later ?? "thin", strokeOf(child));
    }
    return later ?? "thin";
  }
}
