import { create, type MessageInitShape } from "@bufbuild/protobuf";
import type { ConversationNode, NodePart, Provenance } from "@grok/conversation";
import {
  type Node as NodeMessage,
  NodeSchema,
  type Part as PartMessage,
  type PartSchema,
  type Provenance as ProvenanceMessage,
} from "./gen/grok/v1/conversation_pb.js";
import {
  citationFromMessage,
  citationToMessage,
  readingFromMessage,
  readingToMessage,
} from "./live-message.ts";
import { modes, nameOf, origins, roles, statuses } from "./names.ts";
import { ProtocolError } from "./protocol-error.ts";

/** A node as it travels. Null becomes what proto3 has for it: empty text, 0, an absent message. */
export function nodeToMessage(node: ConversationNode): NodeMessage {
  return create(NodeSchema, {
    id: node.id,
    conversationId: node.conversationId,
    parentId: node.parentId ?? "",
    role: roles.numbers[node.role],
    status: statuses.numbers[node.status],
    origin: origins.numbers[node.origin],
    editedFrom: node.editedFrom ?? "",
    sourceId: node.sourceId ?? "",
    parts: node.parts.map(partToMessage),
    provenance: node.provenance ? provenanceToMessage(node.provenance) : undefined,
    citations: node.citations.map(citationToMessage),
    failure: node.failure ?? undefined,
    name: node.name,
    bookmarked: node.bookmarked,
    archivedAtMs: BigInt(node.archivedAtMs ?? 0),
    createdAtMs: BigInt(node.createdAtMs),
  });
}

/**
 * The node that a message tells. Ids and texts are taken as they are: checking them against a tree is the reader's
 * business. Throws `ProtocolError` for unknown roles, states, origins, modes and part kinds.
 */
export function nodeFromMessage(message: NodeMessage): ConversationNode {
  return {
    id: message.id,
    conversationId: message.conversationId,
    parentId: message.parentId === "" ? null : message.parentId,
    role: nameOf(roles, message.role),
    status: nameOf(statuses, message.status),
    origin: nameOf(origins, message.origin),
    editedFrom: message.editedFrom === "" ? null : message.editedFrom,
    sourceId: message.sourceId === "" ? null : message.sourceId,
    parts: message.parts.map(partFromMessage),
    provenance: message.provenance ? provenanceFromMessage(message.provenance) : null,
    citations: message.citations.map(citationFromMessage),
    failure: message.failure ? { code: message.failure.code, message: message.failure.message } : null,
    name: message.name,
    bookmarked: message.bookmarked,
    archivedAtMs: message.archivedAtMs === 0n ? null : Number(message.archivedAtMs),
    createdAtMs: Number(message.createdAtMs),
  };
}

function partToMessage(part: NodePart): MessageInitShape<typeof PartSchema> {
  return part.type === "text"
    ? { kind: { case: "text", value: { text: part.text } } }
    : { kind: { case: "reasoning", value: { text: part.text, durationMs: BigInt(part.durationMs) } } };
}

function partFromMessage({ kind }: PartMessage, index: number): NodePart {
  if (kind.case === "text") return { type: "text", text: kind.value.text };
  if (kind.case === "reasoning")
    return { type: "reasoning", text: kind.value.text, durationMs: Number(kind.value.durationMs) };
  throw new ProtocolError("bad-message", `part ${index} of the node is of no known kind`);
}

function provenanceToMessage(provenance: Provenance) {
  return {
    ...provenance,
    mode: modes.numbers[provenance.mode],
    firstTokenMs: BigInt(Math.round(provenance.firstTokenMs)),
    durationMs: BigInt(Math.round(provenance.durationMs)),
    notes: [...provenance.notes],
    live: provenance.live && readingToMessage(provenance.live),
  };
}

function provenanceFromMessage(message: ProvenanceMessage): Provenance {
  const { modelAsked, modelId, modelTitle, provider, think, deepSearch, finishReason, notes } = message;
  const { promptTokens, cachedTokens, outputTokens, contextTokens } = message;
  return {
    modelAsked,
    modelId,
    modelTitle,
    provider,
    mode: nameOf(modes, message.mode),
    think,
    deepSearch,
    answeredBy: message.answeredBy === "code" ? "code" : "model",
    finishReason,
    promptTokens,
    cachedTokens,
    outputTokens,
    contextTokens,
    firstTokenMs: Number(message.firstTokenMs),
    durationMs: Number(message.durationMs),
    notes: [...notes],
    ...(message.live && { live: readingFromMessage(message.live) }),
  };
}
