/** UUIDv7 in lower-case text form, made by whoever writes first (RFC 9562, section 5.7). */
export type NodeId = string;
export type ConversationId = string;
export type OwnerId = string;
/** A pane of a tab; made by the client. */
export type ViewId = string;

export type NodeRole = "root" | "user" | "assistant";

/**
 * Where a node is in its life. Only `running` changes, and only to one of the others; text never changes after that.
 * - `stopped`: the user ended it; `interrupted`: the server or engine went away; in both what was written stands.
 */
export type NodeStatus = "running" | "done" | "stopped" | "interrupted" | "failed";

/** How a node came to be. */
export type NodeOrigin = "typed" | "generated" | "edited" | "regenerated" | "continued" | "imported";

export type NodePart =
  | { type: "text"; text: string }
  | { type: "reasoning"; text: string; durationMs: number };

export type PersonaMode = "regular" | "fun";

/** What made a reply: everything needed to say "as of" and "by whom" honestly later. */
export interface Provenance {
  /** As asked for: "grok". */
  modelAsked: string;
  /** As answered; empty where code answered. */
  modelId: string;
  modelTitle: string;
  provider: string;
  mode: PersonaMode;
  think: boolean;
  deepSearch: boolean;
  /** `code`: the program itself chose the words (identity, greetings, arithmetic with a model too small for them). */
  answeredBy: "model" | "code";
  /** stop, length, context-full, loop, cancelled; empty while running. */
  finishReason: string;
  promptTokens: number;
  cachedTokens: number;
  outputTokens: number;
  contextTokens: number;
  /** From asking to the first token. */
  firstTokenMs: number;
  durationMs: number;
  /** Message keys for people: "small-model-unchecked". */
  notes: readonly string[];
  /** Absent where no posts were read. */
  live?: LiveReading;
}

/** What a reply knows of the posts that were read for it. */
export interface LiveReading {
  /** What was looked for, as it can be typed into the search of posts. */
  query: string;
  asOfMs: number;
  postsMatched: number;
  searchedBackToMs: number;
  /** Nothing older was left out for want of time. */
  complete: boolean;
}

/** A passage that a reply cites, as it was when the reply was written. */
export interface Citation {
  /** As it stands in the text: [1]. From 1, each once. */
  number: number;
  /** Where the post was said: "bluesky". */
  source: string;
  /** The post's id there. */
  sourceId: string;
  /** For people; may be "". */
  author: string;
  /** Without "@". */
  handle: string;
  /** Word for word from the post. */
  quote: string;
  /** http or https, or "". */
  url: string;
  postedAtMs: number;
}

export interface NodeFailure {
  /** Stable: "engine-lost", "context-full" and so on. */
  code: string;
  message: string;
}

/**
 * One message of a conversation. A node stores its parent alone; children, depth and paths are derived, so that
 * nothing can disagree. Siblings stand in the order of their ids. Every conversation has exactly one node of role
 * `root`, without text, the only one whose parent is null.
 */
export interface ConversationNode {
  readonly id: NodeId;
  readonly conversationId: ConversationId;
  readonly parentId: NodeId | null;
  readonly role: NodeRole;
  readonly status: NodeStatus;
  readonly origin: NodeOrigin;
  /** A sibling whose text this one was made from. */
  readonly editedFrom: NodeId | null;
  /** Of a summary: the end of the branch that it sums up, in the same conversation. */
  readonly sourceId: NodeId | null;
  readonly parts: readonly NodePart[];
  readonly provenance: Provenance | null;
  /** In the order of their numbers; empty in questions and in replies that cite nothing. */
  readonly citations: readonly Citation[];
  readonly failure: NodeFailure | null;
  readonly name: string;
  readonly bookmarked: boolean;
  /**
   * Set on a node and everything below it that one archiving hid, to that moment; an undo clears exactly the nodes
   * with the same moment. Null is visible.
   */
  readonly archivedAtMs: number | null;
  readonly createdAtMs: number;
}

export interface Conversation {
  readonly id: ConversationId;
  readonly ownerId: OwnerId;
  readonly rootId: NodeId;
  readonly title: string;
  /** `code` titles may be replaced by better ones; `user` titles never. */
  readonly titledBy: "code" | "user" | "import";
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly archivedAtMs: number | null;
  /** What the model is told before the first question, in the user's words, or empty. */
  readonly instructions: string;
}

/** The answer of a node as text, its parts joined; reasoning left out. */
export function textOf(node: Pick<ConversationNode, "parts">): string {
  return node.parts.map((part) => (part.type === "text" ? part.text : "")).join("");
}
