import type { ConversationNode, NodeId, RunEventBody, RunKind } from "@grok/conversation";
import type { ChatMessage, GenerateRequest, ModelDescription, ModelPart } from "@grok/model";
import type { PostQuery, SearchAnswer } from "@grok/posts";
import type { AnswerBlocks } from "./answer-blocks.ts";
import type { LiveTurn } from "./live/live-turn.ts";
import type { Generated } from "./prompt.ts";

// One reply, from the question to the finished node, as a reducer: `beginTurn` and `stepTurn` decide, a driver does
// what the effects say and reports back as inputs. Nothing here waits, reads a clock or can fail.

/** Everything that a reply is made from, read before it begins. */
export interface TurnAsk {
  /** Running, as it was stored; of kind "continue" it holds the text that it goes on from. */
  readonly reply: ConversationNode;
  readonly kind: RunKind;
  /** Root first; ends with the question that `reply` hangs on. */
  readonly path: readonly ConversationNode[];
  /** What the user wants the model to be told before this conversation, or empty. */
  readonly instructions: string;
  /** Nodes of the branch that the reply is to sum up, oldest first, never the root; null where it sums up none. */
  readonly source: readonly ConversationNode[] | null;
  /** Token ids of replies on `path`, and of the one that `reply` continues under that one's own id. */
  readonly generated: ReadonlyMap<NodeId, Generated>;
  readonly model: ModelDescription;
  /** `ModelProvider.name`. */
  readonly provider: string;
  /** IANA name; decides which day it is. */
  readonly timeZone: string;
  /** 0 up to, not including, 1: chooses among ready answers. */
  readonly pick: number;
  readonly nowMs: number;
  /** Whether posts are read: where the question is not timeless, always, or never. */
  readonly live: "auto" | "on" | "off";
  /** There is something to search: a feed is on, or the index holds posts. */
  readonly postsAvailable: boolean;
}

export type TurnInput = { readonly atMs: number } & (
  | { readonly type: "part"; readonly part: ModelPart }
  /** The answer to the effect "count-tokens"; null where the model could not count. */
  | { readonly type: "counted"; readonly count: { readonly tokens: number; readonly exact: boolean } | null }
  /** The answer to the effect "search-posts"; null where the index could not be asked, or not in time. */
  | { readonly type: "posts-found"; readonly answer: SearchAnswer | null }
  /** Something outside the model's stream broke: the stream itself, the store. */
  | { readonly type: "broken"; readonly code: string; readonly message: string }
  /** By the user, or because the server goes down. */
  | { readonly type: "stop"; readonly by: "user" | "shutdown" }
  /** The model did not honour a "cancel" in time, or its stream is over without a last part. */
  | { readonly type: "stream-lost" }
  /** Only that time has passed. */
  | { readonly type: "time" }
);

export interface TurnEnd {
  /** Whole, no longer running. */
  readonly node: ConversationNode;
  /** Token ids of its whole text, an opener left out as in prompts, where they are known. */
  readonly generated: Generated | null;
}

export type TurnEffect =
  | { readonly type: "count-tokens"; readonly modelId: string; readonly messages: readonly ChatMessage[] }
  /** Comes again only after the last part of the answer before. */
  | { readonly type: "ask"; readonly request: GenerateRequest }
  | { readonly type: "search-posts"; readonly query: PostQuery }
  /** Tell readers; never "ended", which the driver makes of the effect "end". */
  | { readonly type: "emit"; readonly event: RunEventBody }
  /** Abort the model's stream, and go on reading it to its last part. */
  | { readonly type: "cancel" }
  /** Always the last effect of a turn. */
  | { readonly type: "end"; readonly end: TurnEnd };

export interface TurnState {
  readonly ask: TurnAsk;
  /** `planning`: the model is asked what else to search for. */
  readonly phase: "searching" | "planning" | "counting" | "waiting" | "writing" | "ended";
  readonly messages: readonly ChatMessage[];
  readonly blocks: AnswerBlocks;
  readonly start: Extract<ModelPart, { type: "start" }> | null;
  readonly firstTokenAtMs: number | null;
  /** Words of the program, to be told before the first of the model's; "" where there are none, or no more. */
  readonly opener: string;
  readonly stoppedBy: "user" | "shutdown" | null;
  /** Whether readers know that nothing comes for a while. */
  readonly waitTold: boolean;
  /** Of a reply that cites posts and is continued: what may become a mark that cites; see `dropMarks`. */
  readonly heldMark: string;
  /** What is known of posts; null where none are read. */
  readonly live: LiveTurn | null;
}

export interface TurnStep {
  readonly state: TurnState;
  readonly effects: readonly TurnEffect[];
}
