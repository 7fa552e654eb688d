// Makers of conversations and nodes. Ids and times come from the caller; whether a node may stand where it says is
// decided by `validateNewNode`.

import { ConversationError } from "./conversation-error.ts";
import type {
  Conversation,
  ConversationId,
  ConversationNode,
  NodeId,
  NodeOrigin,
  NodePart,
  OwnerId,
  PersonaMode,
  Provenance,
} from "./node.ts";

/** What is new about every node: its id, made by whoever writes first, and the time. */
export interface Stamp {
  readonly id: NodeId;
  readonly createdAtMs: number;
}

type Place = Pick<ConversationNode, "id" | "conversationId">;

export function newConversation(from: {
  readonly id: ConversationId;
  readonly ownerId: OwnerId;
  readonly rootId: NodeId;
  readonly createdAtMs: number;
  /** Default "", to be titled by code. */
  readonly title?: string;
  readonly titledBy?: Conversation["titledBy"];
}): Conversation {
  const { id, ownerId, rootId, createdAtMs, title = "", titledBy = "code" } = from;
  return {
    id,
    ownerId,
    rootId,
    title,
    titledBy,
    createdAtMs,
    updatedAtMs: createdAtMs,
    archivedAtMs: null,
    instructions: "",
  };
}

/** The root of a conversation: wholly given by it, which is why exports leave it out. */
export function rootNode(
  conversation: Pick<Conversation, "id" | "rootId" | "createdAtMs">,
): ConversationNode {
  return {
    id: conversation.rootId,
    conversationId: conversation.id,
    parentId: null,
    role: "root",
    status: "done",
    origin: "typed",
    ...unmarked,
    parts: [],
    createdAtMs: conversation.createdAtMs,
  };
}

/** A question under `parent`: the root or a reply. `editedFrom`: the question that it rewrites, a sibling to be. */
export function questionNode(
  stamp: Stamp,
  parent: Place,
  text: string,
  editedFrom: NodeId | null = null,
): ConversationNode {
  return {
    ...below(stamp, parent.conversationId, parent.id, "user", editedFrom === null ? "typed" : "edited"),
    status: "done",
    editedFrom,
    parts: [{ type: "text", text }],
  };
}

/** The empty, running reply to `question`. `provenance`: as far as it is known at the start. */
export function replyNode(
  stamp: Stamp,
  question: Place,
  provenance: Provenance | null = null,
): ConversationNode {
  return { ...below(stamp, question.conversationId, question.id, "assistant", "generated"), provenance };
}

/** Another empty, running reply to the question that `reply` answers. */
export function regeneratedReply(
  stamp: Stamp,
  reply: ConversationNode,
  provenance: Provenance | null = null,
): ConversationNode {
  return { ...besideReply(stamp, reply, "regenerated"), provenance };
}

/** In the provenance of a reply that a model wrote on after the user had edited its beginning. */
export const continuedFromEditNote = "continued-from-edit";

/** A running sibling of `reply` that begins with what it says and is to be written on. */
export function continuedReply(
  stamp: Stamp,
  reply: ConversationNode,
  provenance: Provenance | null = null,
): ConversationNode {
  const edited =
    reply.origin === "edited" || (reply.provenance?.notes.includes(continuedFromEditNote) ?? false);
  return {
    ...besideReply(stamp, reply, "continued"),
    provenance: provenance && edited ? { ...provenance, notes: [continuedFromEditNote] } : provenance,
    editedFrom: reply.id,
    parts: reply.parts,
    citations: reply.citations,
  };
}

/** A finished sibling of `reply` with `text` as the user saved it, and of its citations those that `text` still makes. */
export function editedReply(stamp: Stamp, reply: ConversationNode, text: string): ConversationNode {
  const parts: NodePart[] = [{ type: "text", text }];
  const citations = reply.citations.filter(({ number }) => text.includes(`[${number}]`));
  return { ...besideReply(stamp, reply, "edited"), status: "done", editedFrom: reply.id, parts, citations };
}

function besideReply(stamp: Stamp, reply: ConversationNode, origin: NodeOrigin): ConversationNode {
  if (reply.role !== "assistant" || reply.parentId === null)
    throw new ConversationError("bad-input", `node ${reply.id} is no reply (its role is ${reply.role})`);
  if (reply.status === "running" && origin !== "regenerated")
    throw new ConversationError("bad-input", `reply ${reply.id} is still being written; stop it first`);
  // A version of a summary sums up the same branch.
  return {
    ...below(stamp, reply.conversationId, reply.parentId, "assistant", origin),
    sourceId: reply.sourceId,
  };
}

function below(
  { id, createdAtMs }: Stamp,
  conversationId: ConversationId,
  parentId: NodeId,
  role: "user" | "assistant",
  origin: NodeOrigin,
): ConversationNode {
  return {
    id,
    conversationId,
    parentId,
    role,
    status: "running",
    origin,
    ...unmarked,
    parts: [],
    createdAtMs,
  };
}

const unmarked = {
  editedFrom: null,
  sourceId: null,
  provenance: null,
  citations: [],
  failure: null,
  name: "",
  bookmarked: false,
  archivedAtMs: null,
} as const;

/** The provenance of a reply that is about to be written: what was asked for, and nothing else yet. */
export function askedProvenance(asked: {
  modelAsked: string;
  mode: PersonaMode;
  think: boolean;
}): Provenance {
  return {
    ...asked,
    modelId: "",
    modelTitle: "",
    provider: "",
    deepSearch: false,
    answeredBy: "model",
    finishReason: "",
    promptTokens: 0,
    cachedTokens: 0,
    outputTokens: 0,
    contextTokens: 0,
    firstTokenMs: 0,
    durationMs: 0,
    notes: [],
  };
}
