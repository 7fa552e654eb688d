// What a drawn tree knows of messages whose bodies have not been read, and what the reader has closed and opened in it.

import type { ConversationId, NodeId, NodeOutline } from "@grok/conversation";
import type { Action } from "./action.ts";

export interface Outline {
  /** "stale": changes were missed, what is here is shown until it has been read again. */
  readonly phase: "reading" | "ready" | "stale" | "failed";
  readonly nodes: ReadonlyMap<NodeId, NodeOutline>;
  /** Messages whose branches are hidden. */
  readonly closed: ReadonlySet<NodeId>;
  /** A run of messages that holds one of these is shown message for message. */
  readonly opened: ReadonlySet<NodeId>;
}

export type Outlines = Readonly<Record<ConversationId, Outline>>;

export type OutlineAction =
  | { readonly type: "outline-requested"; readonly conversationId: ConversationId }
  | {
      readonly type: "outline-arrived";
      readonly conversationId: ConversationId;
      readonly nodes: readonly NodeOutline[];
    }
  | { readonly type: "outline-failed"; readonly conversationId: ConversationId }
  | {
      readonly type: "branches-closed";
      readonly conversationId: ConversationId;
      readonly ids: readonly NodeId[];
      readonly closed: boolean;
    }
  | {
      readonly type: "run-opened";
      readonly conversationId: ConversationId;
      readonly ids: readonly NodeId[];
      readonly open: boolean;
    };

export const noOutlines: Outlines = {};

export const blankOutline: Outline = {
  phase: "stale",
  nodes: new Map(),
  closed: new Set(),
  opened: new Set(),
};

export function reduceOutlines(outlines: Outlines, action: Action): Outlines {
  switch (action.type) {
    case "outline-requested":
      return change(outlines, action, { phase: "reading" });
    case "outline-arrived":
      return change(outlines, action, {
        phase: "ready",
        nodes: new Map(action.nodes.map((node) => [node.id, node])),
      });
    case "outline-failed":
      return change(outlines, action, { phase: "failed" });
    case "branches-closed": {
      const { closed } = outlines[action.conversationId] ?? blankOutline;
      return change(outlines, action, { closed: withIds(closed, action.ids, action.closed) });
    }
    case "run-opened": {
      const { opened } = outlines[action.conversationId] ?? blankOutline;
      return change(outlines, action, { opened: withIds(opened, action.ids, action.open) });
    }
    case "changes-arrived":
      return action.changes.some((arrived) => arrived.type === "hello" && arrived.reset)
        ? Object.fromEntries(
            Object.entries(outlines).map(([id, outline]) => [id, { ...outline, phase: "stale" }]),
          )
        : outlines;
    default:
      return outlines;
  }
}

function change(
  outlines: Outlines,
  { conversationId }: { conversationId: ConversationId },
  part: Partial<Outline>,
): Outlines {
  return { ...outlines, [conversationId]: { ...(outlines[conversationId] ?? blankOutline), ...part } };
}

function withIds(set: ReadonlySet<NodeId>, ids: readonly NodeId[], present: boolean): ReadonlySet<NodeId> {
  const changed = new Set(set);
  for (const id of ids) {
    if (present) changed.add(id);
    else changed.delete(id);
  }
  return changed;
}
