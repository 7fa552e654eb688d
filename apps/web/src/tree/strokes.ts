import { type NodeId, pathTo, type Tree, type TreeNode } from "@grok/conversation";

/** How a line is drawn: "pen" leads to pane 1, "ink" to another pane, "thin" to none. */
export type Stroke = "pen" | "ink" | "thin";

/** A pane that shows the conversation. */
export interface PaneEnd {
  /** As its region is named: from 1. */
  readonly number: number;
  /** Where its path ends. */
  readonly leafId: NodeId;
}

export interface Routes {
  /** Of every node on the way to a pane's end; a node that is not here is on none. */
  readonly strokes: ReadonlyMap<NodeId, Stroke>;
  /** Numbers of the panes that end at a node, in their order. */
  readonly ends: ReadonlyMap<NodeId, readonly number[]>;
}

/** Ends that are not in the tree are left out. Where the ways of several panes coincide, pane 1 is drawn. */
export function routesOf(tree: Tree<TreeNode>, panes: readonly PaneEnd[]): Routes {
  const strokes = new Map<NodeId, Stroke>();
  const ends = new Map<NodeId, number[]>();
  for (const { number, leafId } of panes) {
    if (!tree.nodes.has(leafId)) continue;
    ends.set(leafId, [...(ends.get(leafId) ?? []), number]);
    const stroke: Stroke = number === 1 ? "pen" : "ink";
    for (const { id } of pathTo(tree, leafId)) strokes.set(id, stronger(strokes.get(id) ?? "thin", stroke));
  }
  return { strokes, ends };
}

const strength: Readonly<Record<Stroke, number>> = { thin: 0, ink: 1, pen: 2 };

/** Which of two lines in one place is seen. */
export function stronger(left: Stroke, right: Stroke): Stroke {
  return strength[left] >= strength[right] ? left : right;
}
