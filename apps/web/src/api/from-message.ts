import {
  type Conversation,
  FoundBy,
  MeaningSearch,
  nameOf,
  nodeFromMessage,
  roles,
  runEventFromMessage,
  type SearchHit,
  type SearchResponse,
  type SubscribeResponse,
} from "@grok/protocol";
import type { Change, ChangeBody } from "../state/change.ts";
import type { ConversationRow } from "../state/conversation-row.ts";
import type { Hit, MeaningState } from "../state/search.ts";
import { modelsFromMessage } from "./models-from-message.ts";

export function rowFromMessage(message: Conversation): ConversationRow {
  const { id, title, branches, running, instructions } = message;
  return {
    id,
    title,
    createdAtMs: Number(message.createdAtMs),
    updatedAtMs: Number(message.updatedAtMs),
    archivedAtMs: message.archivedAtMs === 0n ? null : Number(message.archivedAtMs),
    branches,
    running,
    instructions,
  };
}

export function hitFromMessage(message: SearchHit): Hit {
  const { conversationId, conversationTitle, nodeId, excerpt, matches } = message;
  return {
    conversationId,
    conversationTitle,
    nodeId: nodeId === "" ? null : nodeId,
    role: nodeId === "" ? "root" : nameOf(roles, message.role),
    excerpt,
    matches: [...matches],
    createdAtMs: Number(message.createdAtMs),
    foundBy: waysFound[message.foundBy] ?? "words",
  };
}

const waysFound: Partial<Record<FoundBy, Hit["foundBy"]>> = {
  [FoundBy.MEANING]: "meaning",
  [FoundBy.BOTH]: "both",
};

const meaningKinds: Partial<Record<MeaningSearch, MeaningState["kind"]>> = {
  [MeaningSearch.DONE]: "done",
  [MeaningSearch.NO_MODEL]: "no-model",
  [MeaningSearch.LEFT_OUT]: "left-out",
};

export function meaningFromMessage({ meaning, unread }: SearchResponse): MeaningState {
  return { kind: meaningKinds[meaning] ?? "none", unread: Number(unread) };
}

/**
 * A change as the reducers take it; null for a kind that this version does not know.
 * Throws `ProtocolError` where the message cannot be what it claims to be.
 */
export function changeFromMessage(message: SubscribeResponse): Change | null {
  const body = bodyOf(message.kind);
  return body === null ? null : { number: Number(message.change), ...body };
}

function bodyOf(kind: SubscribeResponse["kind"]): ChangeBody | null {
  switch (kind.case) {
    case "hello":
      return {
        type: "hello",
        epoch: kind.value.epoch,
        after: Number(kind.value.change),
        reset: kind.value.reset,
      };
    case "runSnapshot": {
      const { runId, conversationId, seq, node } = kind.value;
      if (node === undefined) return null;
      return { type: "run-snapshot", runId, conversationId, seq: Number(seq), node: nodeFromMessage(node) };
    }
    case "runEvents": {
      const { runId, conversationId, events } = kind.value;
      return { type: "run-events", runId, conversationId, events: events.map(runEventFromMessage) };
    }
    case "nodes": {
      const { conversationId, nodes } = kind.value;
      return { type: "nodes", conversationId, nodes: nodes.map(nodeFromMessage) };
    }
    case "conversation":
      return kind.value.conversation === undefined
        ? null
        : { type: "conversation", row: rowFromMessage(kind.value.conversation) };
    case "models":
      return { type: "models", snapshot: modelsFromMessage(kind.value) };
    case "heartbeat":
      return { type: "heartbeat" };
    default:
      return null;
  }
}
