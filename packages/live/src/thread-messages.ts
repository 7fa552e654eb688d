import type {
  Ingested,
  Post,
  PostBatch,
  PostQuery,
  PostRef,
  PostsErrorCode,
  Retention,
  SearchAnswer,
  TrendAnswer,
  TrendAsk,
} from "@grok/posts";
import type { ShardSettings } from "./shard-set.ts";

/** What the thread that writes is started with. */
export interface WriterData {
  readonly folder: string;
  readonly settings: ShardSettings;
}

export interface ReaderData {
  readonly folder: string;
}

/** What readers must know of a shard: the buffer of its `RowFacts` is the writer's own. */
export interface ShownShard {
  readonly number: number;
  readonly facts: SharedArrayBuffer;
}

/** Questions that a thread answers, by name: what is asked, and the answer. */
export interface WriterCalls {
  /** Begins to tell trends of the posts before this start. */
  begin: () => readonly ShownShard[];
  ingest: (batch: PostBatch) => Ingested;
  cursor: (feed: string) => string | null;
  forgetCursor: (feed: string) => void;
  posts: (refs: readonly PostRef[]) => readonly (Post | null)[];
  fates: (refs: readonly PostRef[]) => readonly ("there" | "deleted" | "unknown")[];
  trends: (ask: TrendAsk) => TrendAnswer;
  stats: () => { posts: number; bytes: number; oldestAtMs: number | null; newestAtMs: number | null };
  retention: () => Retention | null;
  setRetention: (retention: Retention) => void;
  /** Shards that go under this retention; readers let go of them before they are dropped. */
  overdue: (retention: Retention) => readonly number[];
  /** Takes some posts that are too old out of the oldest shard; true where there may be more. */
  trim: (ageMs: number) => boolean;
  /** Forgets everything before now: the shards that go. */
  leave: () => readonly number[];
  drop: (shards: readonly number[]) => void;
  close: () => void;
}

export interface ReaderCalls {
  show: (shards: readonly ShownShard[]) => void;
  letGo: (shards: readonly number[]) => void;
  search: (query: PostQuery) => Omit<SearchAnswer, "indexLagMs">;
}

export interface Question {
  readonly id: number;
  readonly call: string;
  readonly argument: unknown;
  /** The time of whoever asks: one clock for all threads. */
  readonly nowMs: number;
}

export type Answer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { readonly code: PostsErrorCode; readonly message: string } }
  /** Unasked: a shard was begun. */
  | { readonly began: ShownShard };
