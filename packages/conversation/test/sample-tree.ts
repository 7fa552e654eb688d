import type { Citation, Conversation, ConversationNode, NodeShape, Provenance } from "@grok/conversation";
import { newConversation, questionNode, replyNode, rootNode } from "@grok/conversation";

/** 2026-01-01T00:00:00Z: when everything in the samples begins. */
export const sampleStartMs = 1_767_225_600_000;

/** The UUIDv7 number `n` of the samples: greater `n`, greater id. */
export function sampleId(n: number): string {
  const time = (sampleStartMs + n).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${n.toString(16).padStart(12, "0")}`;
}

export function sampleConversation(
  n: number,
  change: Partial<Parameters<typeof newConversation>[0]> = {},
): Conversation {
  return newConversation({
    id: sampleId(n),
    ownerId: "ada",
    rootId: sampleId(n + 1),
    createdAtMs: sampleStartMs + n,
    ...change,
  });
}

type Parent = Pick<ConversationNode, "id" | "conversationId">;

export function sampleQuestion(n: number, parent: Parent, text = `question ${n}`): ConversationNode {
  return questionNode({ id: sampleId(n), createdAtMs: sampleStartMs + n }, parent, text);
}

/** A reply that a run is writing. */
export function sampleReply(n: number, question: Parent): ConversationNode {
  return replyNode({ id: sampleId(n), createdAtMs: sampleStartMs + n }, question, sampleProvenance);
}

/** A reply that is there, whole. */
export function sampleAnswer(n: number, question: Parent, text = `answer ${n}`): ConversationNode {
  return { ...sampleReply(n, question), status: "done", parts: [{ type: "text", text }] };
}

export const sampleProvenance: Provenance = {
  modelAsked: "grok",
  modelId: "tiny-1",
  modelTitle: "Tiny 1",
  provider: "llama",
  mode: "fun",
  think: true,
  deepSearch: false,
  answeredBy: "model",
  finishReason: "stop",
  promptTokens: 31,
  cachedTokens: 12,
  outputTokens: 200,
  contextTokens: 8192,
  firstTokenMs: 40,
  durationMs: 1700,
  notes: ["small-model-unchecked"],
  live: {
    query: "leonids",
    asOfMs: 1_700_000_000_000,
    postsMatched: 412,
    searchedBackToMs: 0,
    complete: true,
  },
};

export const sampleCitations: readonly Citation[] = [
  {
    number: 1,
    source: "bluesky",
    sourceId: "at://did:plc:mira/app.bsky.feed.post/3k",
    author: "Mira",
    handle: "mira.example",
    quote: "Three in twenty minutes",
    url: "https://example.org/mira/3k",
    postedAtMs: 1_699_999_990_000,
  },
];

/**
 * A conversation with two questions, of which the first has two answers (of these the second goes on):
 * root 2 - question 3 - answers 4, 5; 5 - question 6 - answer 7; root 2 - question 8 - answer 9.
 */
export function sampleTree(): {
  conversation: Conversation;
  root: ConversationNode;
  nodes: ConversationNode[];
} {
  const conversation = sampleConversation(1);
  const root = rootNode(conversation);
  const question3 = sampleQuestion(3, root);
  const answer4 = sampleAnswer(4, question3);
  const answer5: ConversationNode = { ...sampleAnswer(5, question3), origin: "regenerated" };
  const question6 = sampleQuestion(6, answer5);
  const answer7 = sampleAnswer(7, question6);
  const question8: ConversationNode = {
    ...sampleQuestion(8, root),
    origin: "edited",
    editedFrom: question3.id,
  };
  const answer9 = sampleAnswer(9, question8);
  return {
    conversation,
    root,
    nodes: [question3, answer4, answer5, question6, answer7, question8, answer9],
  };
}

export function shapeOf(node: ConversationNode, lastChildId: string | null = null): NodeShape {
  const { id, parentId, role, status, origin, archivedAtMs } = node;
  return { id, parentId, role, status, origin, archivedAtMs, lastChildId };
}
