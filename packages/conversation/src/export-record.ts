// One conversation or node as one line of JSON (docs/export-format.md). Fields stand in a fixed order and those that
// hold their default are left out, so equal content gives equal lines: what is compared or hashed is the line.

import type { Citation, Conversation, ConversationNode, LiveReading, NodePart, Provenance } from "./node.ts";

export function conversationLine(conversation: Conversation): string {
  const { id, rootId, title, titledBy, createdAtMs, updatedAtMs, archivedAtMs, instructions } = conversation;
  return JSON.stringify({
    type: "conversation",
    id,
    rootId,
    title,
    titledBy,
    createdAtMs,
    updatedAtMs,
    ...(archivedAtMs !== null && { archivedAtMs }),
    ...(instructions !== "" && { instructions }),
  });
}

/** `node` must not be the root: that follows from its conversation. A running reply is written as interrupted. */
export function nodeLine(node: ConversationNode): string {
  const { id, conversationId, parentId, role, origin, editedFrom, sourceId, createdAtMs, parts } = node;
  return JSON.stringify({
    type: "node",
    id,
    conversationId,
    parentId,
    role,
    // No run stands behind a line of a file.
    status: node.status === "running" ? "interrupted" : node.status,
    origin,
    ...(editedFrom !== null && { editedFrom }),
    ...(sourceId !== null && { sourceId }),
    createdAtMs,
    parts: parts.map(partRecord),
    ...(node.provenance !== null && { provenance: provenanceRecord(node.provenance) }),
    ...(node.citations.length > 0 && { citations: node.citations.map(citationRecord) }),
    ...(node.failure !== null && { failure: { code: node.failure.code, message: node.failure.message } }),
    ...(node.name !== "" && { name: node.name }),
    ...(node.bookmarked && { bookmarked: true }),
    ...(node.archivedAtMs !== null && { archivedAtMs: node.archivedAtMs }),
  });
}

/**
 * Whether two nodes are the same message. Name, bookmark and archiving do not count: they may have changed since the
 * node was written, and writing it again must stay harmless.
 */
export function sameMessage(left: ConversationNode, right: ConversationNode): boolean {
  return messageLine(left) === messageLine(right);
}

function messageLine(node: ConversationNode): string {
  return nodeLine({ ...node, name: "", bookmarked: false, archivedAtMs: null });
}

function partRecord(part: NodePart): NodePart {
  return part.type === "text"
    ? { type: "text", text: part.text }
    : { type: "reasoning", text: part.text, durationMs: part.durationMs };
}

function provenanceRecord(from: Provenance): Provenance {
  return {
    modelAsked: from.modelAsked,
    modelId: from.modelId,
    modelTitle: from.modelTitle,
    provider: from.provider,
    mode: from.mode,
    think: from.think,
    deepSearch: from.deepSearch,
    answeredBy: from.answeredBy,
    finishReason: from.finishReason,
    promptTokens: from.promptTokens,
    cachedTokens: from.cachedTokens,
    outputTokens: from.outputTokens,
    contextTokens: from.contextTokens,
    firstTokenMs: from.firstTokenMs,
    durationMs: from.durationMs,
    notes: from.notes,
    ...(from.live && { live: liveRecord(from.live) }),
  };
}

function liveRecord({ query, asOfMs, postsMatched, searchedBackToMs, complete }: LiveReading): LiveReading {
  return { query, asOfMs, postsMatched, searchedBackToMs, complete };
}

function citationRecord(from: Citation): Citation {
  return {
    number: from.number,
    source: from.source,
    sourceId: from.sourceId,
    author: from.author,
    handle: from.handle,
    quote: from.quote,
    url: from.url,
    postedAtMs: from.postedAtMs,
  };
}
