// What the map draws: lines, which are runs of messages between two forks. Never the whole of a large tree, but what
// lies around the place where one is; the rest is counted, and opens on a click.

import type { NodeId, Tree, TreeNode } from "@grok/conversation";
import { foldRun } from "./fold-run.ts";
import { countBelow, type Sieve, shownChildren } from "./sieve.ts";
import type { Routes, Stroke } from "./strokes.ts";

export interface MapStop {
  /** The message; of a folded run its first. */
  readonly nodeId: NodeId;
  readonly kind: "question" | "reply" | "run";
  readonly count: number;
  /** Of the line that arrives here. */
  readonly stroke: Stroke;
}

export interface MapLine {
  /** The first message. */
  readonly id: NodeId;
  /** At least one. */
  readonly stops: readonly MapStop[];
  /** Index of the line that it leaves, or -1. */
  readonly parent: number;
  /** Whether branches leave its end, drawn or not. */
  readonly fork: boolean;
  /** Messages in branches of its end that are not drawn. */
  readonly hidden: number;
  /** Messages above its beginning that are not drawn; only of the first line. */
  readonly above: number;
}

export interface MapInput {
  readonly tree: Tree<TreeNode>;
  readonly sieve: Sieve;
  readonly routes: Routes;
  readonly kept: ReadonlySet<NodeId>;
  /** Runs that hold one of these are drawn message for message. */
  readonly opened: ReadonlySet<NodeId>;
  /** Lines, by their first message, all of whose branches are to be drawn. */
  readonly widened: ReadonlySet<NodeId>;
  /** Where one is; the root when nowhere. */
  readonly focus: NodeId;
  /** Most stops that are drawn without being asked for. */
  readonly stopsMax: number;
}

/** Branches of one fork that are drawn unasked. */
const branchesMax = 6;
/** And when asked for. */
const widenedMax = 40;

interface Run {
  readonly ids: readonly NodeId[];
  readonly stops: readonly MapStop[];
  /** First messages of the branches that leave it. */
  readonly below: readonly NodeId[];
}

/** Lines with parents before children, children in id order; empty where nothing is said yet. */
export function mapLines(input: MapInput): MapLine[] {
  const { tree, sieve, routes, widened, stopsMax } = input;
  const runs = new Map<NodeId, Run>();
  const chosen = new Set<NodeId>();
  let stops = 0;
  const choose = (start: NodeId) => {
    if (chosen.has(start)) return;
    chosen.add(start);
    stops += runFrom(start).stops.length;
  };

  // The way up from where one is, then the ways to other panes where they join it soon, then whatever is near.
  const tops = shownChildren(tree, tree.rootId, sieve);
  const way = wayUp(input.focus, stopsMax / 2);
  for (const start of way) choose(start);
  const whole = way.length === 0 || tops.includes(way.at(-1)!);
  for (const end of routes.ends.keys()) {
    const other = wayUp(end, (stopsMax - stops) / 2);
    const joins = other.some((start) => chosen.has(start)) || (whole && tops.includes(other.at(-1)!));
    if (joins) other.forEach(choose);
  }
  const near = [...chosen];
  const chooseNear = (start: NodeId, asked: boolean) => {
    if (chosen.has(start) || (stops >= stopsMax && !asked)) return;
    choose(start);
    near.push(start);
  };
  if (whole) for (const top of tops) chooseNear(top, false);
  for (const start of near) {
    for (const child of nearBranches(start)) chooseNear(child, widened.has(start));
    const above = parentLine(start);
    if (above !== null) chooseNear(above, false);
  }
  return inOrder();

  /** First messages of the lines from `id` upwards, nearest first, as long as their stops are no more than `room`. */
  function wayUp(id: NodeId, room: number): NodeId[] {
    const found: NodeId[] = [];
    let taken = 0;
    for (let start = lineOf(id); start !== null; start = parentLine(start)) {
      taken += runFrom(start).stops.length;
      if (taken > room && found.length > 0) break;
      found.push(start);
    }
    return found;
  }

  /** The first message of the line that `id` is on; null for the root. */
  function lineOf(id: NodeId): NodeId | null {
    let at = tree.nodes.get(id);
    while (at !== undefined && at.parentId !== null) {
      if (at.parentId === tree.rootId || shownChildren(tree, at.parentId, sieve).length > 1) return at.id;
      at = tree.nodes.get(at.parentId);
    }
    return null;
  }

  function parentLine(start: NodeId | undefined): NodeId | null {
    const parentId = start === undefined ? null : (tree.nodes.get(start)?.parentId ?? null);
    return parentId === null ? null : lineOf(parentId);
  }

  function runFrom(start: NodeId): Run {
    const known = runs.get(start);
    if (known !== undefined) return known;
    const ids = [start];
    let below = shownChildren(tree, start, sieve);
    for (; below.length === 1; below = shownChildren(tree, below[0]!, sieve)) ids.push(below[0]!);
    const keeps = (id: NodeId) => input.kept.has(id) || routes.ends.has(id);
    const drawn = foldRun(ids, keeps, input.opened).map(({ start: at, count }): MapStop => {
      const nodeId = ids[at]!;
      const kind = count > 1 ? "run" : tree.nodes.get(nodeId)!.role === "user" ? "question" : "reply";
      return { nodeId, kind, count, stroke: routes.strokes.get(nodeId) ?? "thin" };
    });
    const run = { ids, stops: drawn, below };
    runs.set(start, run);
    return run;
  }

  /** Branches that may be drawn beside the chosen ones: those with a pane on them first, then the first ones. */
  function nearBranches(start: NodeId): readonly NodeId[] {
    const { below } = runFrom(start);
    if (widened.has(start)) return below.slice(0, widenedMax);
    if (below.length <= branchesMax) return below;
    const rank = (id: NodeId) => (chosen.has(id) || routes.strokes.has(id) ? 0 : 1);
    return below.toSorted((left, right) => rank(left) - rank(right)).slice(0, branchesMax);
  }

  function inOrder(): MapLine[] {
    const lines: MapLine[] = [];
    const first = [...chosen].filter((id) => {
      const above = parentLine(id);
      return above === null || !chosen.has(above);
    });
    first.sort();
    const waiting = first.map((id) => ({ id, parent: -1 })).reverse();
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const run = runFrom(at.id);
      const drawn = run.below.filter((id) => chosen.has(id));
      const left = run.below.filter((id) => !chosen.has(id));
      const index = lines.push({
        id: at.id,
        stops: run.stops,
        parent: at.parent,
        fork: run.below.length > 1,
        hidden: left.reduce((sum, id) => sum + 1 + countBelow(tree, id, sieve), 0),
        above: at.parent === -1 ? depthOf(at.id) : 0,
      });
      for (const id of drawn.toReversed()) waiting.push({ id, parent: index - 1 });
    }
    return lines;
  }

  /** Messages above `id`. */
  function depthOf(id: NodeId): number {
    let depth = -1;
    for (let at = tree.nodes.get(id)?.parentId; at != null; at = tree.nodes.get(at)?.parentId) depth++;
    return depth;
  }
}
