import type {
  ConversationId,
  ConversationNode,
  ConversationStore,
  ConversationSummary,
  NodeId,
  OwnerId,
  PersonaMode,
  RunEvent,
  RunId,
  RunKind,
  ViewId,
} from "@grok/conversation";
import type { ModelDescription, ModelProvider } from "@grok/model";
import type { PostQuery, SearchAnswer } from "@grok/posts";
import type { SuggestedQuestions, SuggestRequest } from "./suggester.ts";
import type { Timers } from "./timers.ts";

/** The question that comes along with a run of kind "answer" or "summarise". */
export interface StartQuestion {
  readonly id: NodeId;
  /** The root, or a reply that has ended. */
  readonly parentId: NodeId;
  readonly text: string;
  /** The sibling question that this one rewrites. */
  readonly editedFrom: NodeId | null;
}

/** Posts are read where the question is not timeless ("auto"), always, or never. */
export type LiveUse = "auto" | "on" | "off";

interface StartCommon {
  /** Made with the first question where it does not exist; its root then gets `rootId`. */
  readonly conversationId: ConversationId;
  readonly rootId: NodeId;
  /** The new node that is to be written; also the id of the run. */
  readonly replyId: NodeId;
  /** "grok", "grok-mini" or the id of a model; empty is "grok". */
  readonly model: string;
  readonly mode: PersonaMode;
  readonly think: boolean;
  /** Whether posts are read for the reply. Default "auto". Continuing and summing up never read any. */
  readonly live?: LiveUse;
  /** The pane whose cursor moves to the reply, if any. */
  readonly viewId: ViewId | null;
}

/** `RunService.StartRun` of grok.v1 with its fields parsed; ids are checked here. */
export type StartRequest =
  /** `instructions`: of the conversation that the question begins, default none; one that is there keeps its own. */
  | (StartCommon & {
      readonly kind: "answer";
      readonly question: StartQuestion;
      readonly instructions?: string;
    })
  /** Another reply to the question `parentId`. */
  | (StartCommon & { readonly kind: "regenerate"; readonly parentId: NodeId })
  /** A sibling of the reply `continueFrom` that begins with its text and writes on. */
  | (StartCommon & { readonly kind: "continue"; readonly continueFrom: NodeId })
  /** An answer to `question`, which follows a reply, that sums up the branch that ends at `summariseFrom`. */
  | (StartCommon & {
      readonly kind: "summarise";
      readonly question: StartQuestion;
      readonly summariseFrom: NodeId;
    });

export interface StartedRun {
  readonly conversation: ConversationSummary;
  /** The question where one was stored, then the reply. */
  readonly nodes: readonly ConversationNode[];
}

/** Whose events these are: what a server needs to hand them to the right tabs. */
export interface RunInfo {
  readonly id: RunId;
  readonly conversationId: ConversationId;
  readonly ownerId: OwnerId;
  readonly kind: RunKind;
}

/** A run that goes on, as its readers have it after event `seq`. */
export interface RunSnapshot extends RunInfo {
  readonly seq: number;
  /** With the parts that the events up to `seq` amount to. */
  readonly node: ConversationNode;
}

export interface RunSettings {
  /** Deltas that come within this time become one event. */
  readonly emitEveryMs: number;
  /** How often new events reach the store. */
  readonly storeEveryMs: number;
  /** How often the text so far reaches the node itself. */
  readonly foldEveryMs: number;
  readonly heartbeatMs: number;
  /** A live run of the store without heartbeat for so long belongs to a dead process. */
  readonly staleAfterMs: number;
  /** How long a model may take to honour a stop before the reply is ended without it. */
  readonly stopGraceMs: number;
  readonly runsPerOwnerMax: number;
}

export const defaultRunSettings: RunSettings = {
  emitEveryMs: 40,
  storeEveryMs: 200,
  foldEveryMs: 3_000,
  heartbeatMs: 10_000,
  staleAfterMs: 30_000,
  stopGraceMs: 2_000,
  runsPerOwnerMax: 32,
};

export interface ResolvedModel {
  readonly provider: ModelProvider;
  readonly description: ModelDescription;
}

/** The posts that replies may be made from. What it throws is logged, and the reply goes on without. */
export interface RunPosts {
  /** There is something to search: a feed is on, or the index holds posts. */
  available(): boolean | Promise<boolean>;
  search(query: PostQuery, signal: AbortSignal): Promise<SearchAnswer>;
}

export interface RunManagerOptions {
  readonly store: ConversationStore;
  /** What a name stands for now; null where nothing of that name can answer. May throw `ModelError`. */
  readonly resolveModel: (name: string) => Promise<ResolvedModel | null>;
  /** Default: none, and no reply reads any. */
  readonly posts?: RunPosts;
  /** Unix milliseconds. Default `Date.now`. */
  readonly now?: () => number;
  readonly timers?: Timers;
  /** 0 up to, not including, 1; picks among ready answers. Default `Math.random`. */
  readonly random?: () => number;
  /** IANA name in which days begin and end for the model. Default: this machine's. */
  readonly timeZone?: string;
  /**
   * The three callbacks tell every change, in order, as soon as it is so; slow readers are the callee's matter.
   * They must not throw; what they throw is logged and dropped.
   */
  readonly onEvents?: (run: RunInfo, events: readonly RunEvent[]) => void;
  /** Nodes that a run added. The end of a reply comes as its `ended` event instead. */
  readonly onNodes?: (
    ownerId: OwnerId,
    conversationId: ConversationId,
    nodes: readonly ConversationNode[],
  ) => void;
  readonly onConversation?: (summary: ConversationSummary) => void;
  readonly log?: (
    level: "info" | "warn" | "error",
    message: string,
    fields?: Record<string, unknown>,
  ) => void;
  readonly settings?: Partial<RunSettings>;
}

/** All replies that are being written in this process, and the care of those that a process before left behind. */
export interface RunManager {
  /**
   * Stores question, empty reply and run in one transaction and answers; the writing goes on by itself.
   * Idempotent by reply id: a repeated call answers with what is stored and starts nothing.
   * Throws `RunError` or `ConversationError`, and then nothing was stored. A model that is missing or broken is no
   * error here: the question is kept and its reply fails visibly.
   */
  start(ownerId: OwnerId, request: StartRequest): Promise<StartedRun>;
  /** Ends a run within one token and resolves when it has ended; no error where it had ended before. */
  stop(ownerId: OwnerId, runId: RunId): Promise<void>;
  /** The owner's live runs, oldest first. */
  snapshot(ownerId: OwnerId): readonly RunSnapshot[];
  /**
   * Events numbered after `after`, then those to come, until `ended`. Leaving the loop frees it and stops nothing.
   * Where the events of an old run were dropped, its `ended` event alone comes. Throws "not-found" on first use.
   */
  events(ownerId: OwnerId, runId: RunId, after: number): AsyncIterable<RunEvent>;
  /**
   * Questions that one might ask after the reply `leafId`; nothing is stored. The model is asked only where it is good
   * at that and no reply is being written, for 20 s at most; a reply that begins meanwhile takes it over.
   * Throws "not-found", and "still-running" for a reply that is not whole.
   */
  suggestQuestions(
    ownerId: OwnerId,
    request: SuggestRequest,
    signal: AbortSignal,
  ): Promise<SuggestedQuestions>;
  /** To be called once before serving: ends every live run of the store, which a dead process left; returns how many. */
  recover(): Promise<number>;
  /** Ends runs of dead processes whose heartbeat is too old, never this process's own; returns how many. */
  reap(): Promise<number>;
  /** Resolves when no run is going on. */
  idle(): Promise<void>;
  /** Number of runs going on, of all owners. */
  readonly liveCount: number;
  /** Ends all replies as interrupted, their text kept and stored, and refuses new ones. Idempotent. */
  dispose(): Promise<void>;
}
