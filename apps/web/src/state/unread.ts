// Replies that ended where nobody was looking. Shown quietly until they have been on the screen.

import { type ConversationId, isAncestor, type NodeId } from "@grok/conversation";
import type { Action } from "./action.ts";
import { panesInSight } from "./layout.ts";
import type { Panes } from "./panes.ts";
import type { Trees } from "./trees.ts";
import { type Views, viewOf } from "./views.ts";

export interface Unread {
  readonly nodes: Readonly<Record<ConversationId, ReadonlySet<NodeId>>>;
  /** False while the tab is hidden: then nothing in it is being read. */
  readonly seen: boolean;
}

export type UnreadAction =
  | { readonly type: "unread-recalled"; readonly nodes: readonly (readonly [ConversationId, NodeId])[] }
  | { readonly type: "tab-seen"; readonly seen: boolean };

export const nothingUnread: Unread = { nodes: {}, seen: true };

/** More than anybody goes through; the oldest conversations are forgotten first. */
const conversationsMax = 200;

interface Shown {
  readonly panes: Panes;
  readonly views: Views;
  readonly trees: Trees;
}

/**
 * `shown`: the workspace after `action`, which says what is on the screen. `moved`: that is something else than before;
 * words that are written move nothing, and come all the time.
 */
export function reduceUnread(unread: Unread, action: Action, shown: Shown, moved: boolean): Unread {
  let after = action.type === "tab-seen" ? { ...unread, seen: action.seen } : unread;
  if (action.type === "unread-recalled")
    for (const [conversationId, nodeId] of action.nodes) after = add(after, conversationId, nodeId);
  if (action.type === "changes-arrived")
    for (const change of action.changes) {
      if (change.type !== "run-events" || change.events.at(-1)?.type !== "ended") continue;
      after = add(after, change.conversationId, change.runId);
    }
  if (after === unread && !moved) return unread;
  return Object.keys(after.nodes).length === 0 ? after : withoutSeen(after, shown);
}

function add(unread: Unread, conversationId: ConversationId, nodeId: NodeId): Unread {
  const { [conversationId]: known, ...others } = unread.nodes;
  const kept = Object.entries(others).slice(-(conversationsMax - 1));
  const nodes = { ...Object.fromEntries(kept), [conversationId]: new Set(known).add(nodeId) };
  return { ...unread, nodes };
}

function withoutSeen(unread: Unread, { panes, views, trees }: Shown): Unread {
  if (!unread.seen) return unread;
  let { nodes } = unread;
  for (const pane of panesInSight(panes.layout)) {
    const conversationId = views.shown[pane];
    const waiting = conversationId === undefined ? undefined : nodes[conversationId];
    if (conversationId === undefined || waiting === undefined) continue;
    const leafId = viewOf(views, pane, conversationId)?.leafId;
    const tree = trees.loaded[conversationId]?.tree;
    if (leafId == null || tree === undefined || !tree.nodes.has(leafId)) continue;
    const left = [...waiting].filter(
      (id) => !tree.nodes.has(id) || (id !== leafId && !isAncestor(tree, id, leafId)),
    );
    if (left.length === waiting.size) continue;
    const { [conversationId]: _, ...others } = nodes;
    nodes = left.length === 0 ? others : { ...others, [conversationId]: new Set(left) };
  }
  return nodes === unread.nodes ? unread : { ...unread, nodes };
}
