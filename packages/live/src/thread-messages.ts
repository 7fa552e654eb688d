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
import type { WriterSettings } from "./writer.ts";

/** What the thread that writes is started with. */
export interface WriterData {
  readonly folder: string;
  readonly settings: WriterSettings;
}

export interface ReaderData {
  readonly folder: string;
}

/** Questions that a thread answers, by name: what is asked, and the answer. */
export interface WriterCalls {
  ingest: (batch: PostBatch) => Ingested;
  cursor: (feed: string) => string | null;
  forgetCursor: (feed: string) => void;
  posts: (refs: readonly PostRef[]) => readonly (Post | null)[];
  fates: (refs: readonly PostRef[]) => readonly ("there" | "deleted" | "unknown")[];
  trends: (ask: TrendAsk) => TrendAnswer;
  stats: () => { posts: number; bytes: number; oldestAtMs: number | null; newestAtMs: number | null };
  /** Shards that go under this retention; readers let go of them before they are dropped. */
  overdue: (retention: Retention) => readonly number[];
  trim: (ageMs: number) => void;
  retention: () => Retention | null;
  setRetention: (retention: Retention) => void;
  drop: (shards: readonly number[]) => void;
  shards: () => readonly number[];
  close: () => void;
}

export interface ReaderCalls {
  search: (query: PostQuery) => Omit<SearchAnswer, "indexLagMs">;
  letGo: (shards: readonly number[]) => void;
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
  | { readonly id: number; readonly error: { readonly code: PostsErrorCode; readonly message: string } };
