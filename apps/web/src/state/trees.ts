// Conversations that are open somewhere: the whole shape of each tree, and the bodies read so far. All tree rules are
// the conversation package's; here is only when they are applied.

import {
  buildTree,
  ConversationError,
  type ConversationId,
  type ConversationNode,
  type NodeId,
  type NodeShape,
  pathTo,
  type Tree,
  withNodes,
} from "@grok/conversation";
import type { Action } from "./action.ts";
import type { Runs } from "./runs.ts";

export interface LoadedTree {
  readonly tree: Tree<NodeShape>;
  readonly bodies: ReadonlyMap<NodeId, ConversationNode>;
  /** False until the first question has reached the server. */
  readonly stored: boolean;
  /** Something came that does not fit the tree: it has to be read again. */
  readonly stale: boolean;
}

export interface Trees {
  readonly loaded: Readonly<Record<ConversationId, LoadedTree>>;
  /** Nodes told of while the answer to "open" was on its way, which may have been composed before. */
  readonly early: Readonly<Record<ConversationId, readonly ConversationNode[]>>;
}

export const noTrees: Trees = { loaded: {}, early: {} };

type Ended = Runs["ended"];

/** `ended`: of the runs after the same action. */
export function reduceTrees(trees: Trees, action: Action, ended: Ended): Trees {
  switch (action.type) {
    case "conversation-begun": {
      const { root } = action;
      const begun: LoadedTree = {
        tree: buildTree([shapeOf(root)]),
        bodies: new Map([[root.id, root]]),
        stored: false,
        stale: false,
      };
      return withTree(trees, root.conversationId, begun);
    }
    case "open-requested":
      return { ...trees, early: { ...trees.early, [action.conversationId]: [] } };
    case "open-failed":
      return { ...trees, early: without(trees.early, action.conversationId) };
    case "conversation-opened": {
      const { row, shape, nodes } = action;
      const early = trees.early[row.id] ?? [];
      const bodies = trees.loaded[row.id]?.bodies ?? new Map();
      const opened: LoadedTree = { tree: buildTree(shape), bodies, stored: true, stale: false };
      const merged = merge(opened, [...nodes, ...early], ended);
      return { ...withTree(trees, row.id, merged), early: without(trees.early, row.id) };
    }
    case "nodes-arrived":
      return mergeInto(trees, action.conversationId, action.nodes, ended);
    case "nodes-flagged":
      return flag(trees, action);
    case "run-asked": {
      const { conversationId } = action.reply;
      const known = trees.loaded[conversationId];
      if (known === undefined) return trees;
      return withTree(trees, conversationId, merge(known, action.nodes, ended));
    }
    case "run-accepted": {
      const known = trees.loaded[action.conversationId];
      return known === undefined || known.stored
        ? trees
        : withTree(trees, action.conversationId, { ...known, stored: true });
    }
    case "run-refused":
      return takeBack(trees, action.conversationId, action.nodeIds);
    case "cursor-moved":
      return remember(trees, action.conversationId, action.leafId);
    case "changes-arrived":
      return action.changes.reduce((before, change) => {
        if (change.type === "hello") return change.reset ? allStale(before) : before;
        if (change.type === "nodes") return mergeInto(before, change.conversationId, change.nodes, ended);
        if (change.type === "run-snapshot")
          return mergeInto(before, change.conversationId, [change.node], ended);
        if (change.type !== "run-events") return before;
        const last = change.events.at(-1);
        return last?.type === "ended" ? mergeInto(before, change.conversationId, [last.node], ended) : before;
      }, trees);
    default:
      return trees;
  }
}

/** Of two states of one node, the later: text never changes after the end, and an end is never taken back. */
export function laterBody(known: ConversationNode | undefined, arrived: ConversationNode): ConversationNode {
  if (known === undefined || known.status === "running" || arrived.status !== "running") return arrived;
  return withFlagsOf(arrived, known);
}

function withFlagsOf(
  { name, bookmarked, archivedAtMs }: ConversationNode,
  node: ConversationNode,
): ConversationNode {
  return { ...node, name, bookmarked, archivedAtMs };
}

function mergeInto(
  trees: Trees,
  conversationId: ConversationId,
  nodes: readonly ConversationNode[],
  ended: Ended,
): Trees {
  const early = trees.early[conversationId];
  const waiting =
    early === undefined
      ? trees
      : { ...trees, early: { ...trees.early, [conversationId]: [...early, ...nodes] } };
  const known = waiting.loaded[conversationId];
  return known === undefined ? waiting : withTree(waiting, conversationId, merge(known, nodes, ended));
}

function merge(known: LoadedTree, nodes: readonly ConversationNode[], ended: Ended): LoadedTree {
  if (nodes.length === 0) return known;
  const bodies = new Map(known.bodies);
  const shapes = new Map<NodeId, NodeShape>();
  for (const node of nodes) {
    const end = ended.get(node.id);
    const told = laterBody(bodies.get(node.id), node);
    // The end tells the text for good; name, bookmark and archiving may have changed since.
    const body = end === undefined ? told : laterBody(told, withFlagsOf(node, end));
    bodies.set(node.id, body);
    const before = known.tree.nodes.get(node.id);
    if (before?.status !== body.status || before.archivedAtMs !== body.archivedAtMs)
      shapes.set(node.id, { ...shapeOf(body), lastChildId: before?.lastChildId ?? null });
  }
  if (shapes.size === 0) return { ...known, bodies };
  try {
    return { ...known, tree: withNodes(known.tree, shapes.values()), bodies };
  } catch (error) {
    if (!(error instanceof ConversationError)) throw error;
    return { ...known, stale: true };
  }
}

/** Archived, or brought back; bodies may not have been read. */
function flag(
  trees: Trees,
  { conversationId, ids, archivedAtMs }: Extract<Action, { type: "nodes-flagged" }>,
): Trees {
  const known = trees.loaded[conversationId];
  if (known === undefined) return trees;
  const bodies = new Map(known.bodies);
  const shapes = ids.flatMap((id) => {
    const body = bodies.get(id);
    if (body !== undefined) bodies.set(id, { ...body, archivedAtMs });
    const shape = known.tree.nodes.get(id);
    return shape === undefined ? [] : [{ ...shape, archivedAtMs }];
  });
  return withTree(trees, conversationId, { ...known, tree: withNodes(known.tree, shapes), bodies });
}

/** Changes were missed: everything has to be read again when it is looked at. */
function allStale(trees: Trees): Trees {
  const loaded = Object.entries(trees.loaded).map(([id, known]) => [id, { ...known, stale: known.stored }]);
  return { ...trees, loaded: Object.fromEntries(loaded) };
}

/** Removes nodes that the server refused; nothing can hang below them. */
function takeBack(trees: Trees, conversationId: ConversationId, nodeIds: readonly NodeId[]): Trees {
  const known = trees.loaded[conversationId];
  if (known === undefined) return trees;
  const gone = new Set(nodeIds);
  const bodies = new Map([...known.bodies].filter(([id]) => !gone.has(id)));
  const tree = buildTree([...known.tree.nodes.values()].filter((node) => !gone.has(node.id)));
  return withTree(trees, conversationId, { ...known, tree, bodies });
}

/** Every fork on the way to `leafId` remembers the way taken. */
function remember(trees: Trees, conversationId: ConversationId, leafId: NodeId): Trees {
  const known = trees.loaded[conversationId];
  if (known === undefined || !known.tree.nodes.has(leafId)) return trees;
  const path = pathTo(known.tree, leafId);
  const turned = path.flatMap((node, at) => {
    const next = path[at + 1];
    return next !== undefined && node.lastChildId !== next.id ? [{ ...node, lastChildId: next.id }] : [];
  });
  if (turned.length === 0) return trees;
  return withTree(trees, conversationId, { ...known, tree: withNodes(known.tree, turned) });
}

function shapeOf(node: ConversationNode): NodeShape {
  const { id, parentId, role, status, origin, archivedAtMs } = node;
  return { id, parentId, role, status, origin, archivedAtMs, lastChildId: null };
}

function withTree(trees: Trees, conversationId: ConversationId, tree: LoadedTree): Trees {
  return { ...trees, loaded: { ...trees.loaded, [conversationId]: tree } };
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  const { [key]: _, ...rest } = record;
  return rest;
}
