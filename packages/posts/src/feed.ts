import type { FeedBatch } from "./feed-event.ts";
import type { PostSource } from "./post.ts";
import type { PostsError } from "./posts-error.ts";

/** Names one feed of an installation: "bluesky", "rss-2". Lower-case letters, digits and "-", at most 40. */
export type FeedId = string;

/** One field of a feed's settings, enough to draw a form and to check what came back. */
export interface FeedField {
  readonly name: string;
  /** English; the page has its own words for the names it knows. */
  readonly label: string;
  readonly help: string;
  /** `secret` is stored apart, never told again; `list`: texts, one a line; `switch`: "true" or "". */
  readonly type: "text" | "secret" | "number" | "list" | "choice" | "switch" | "address";
  readonly choices: readonly string[];
  readonly required: boolean;
  readonly fallback: string;
}

/** Settings as they are typed: every value a text (a list joined by line breaks), parsed by the feed's own schema. */
export type FeedOptions = Readonly<Record<string, string>>;

/** A feed that the user has set up. */
export interface FeedSettings {
  readonly id: FeedId;
  readonly source: PostSource;
  readonly title: string;
  /** Nothing is asked of the source while it is off. */
  readonly on: boolean;
  readonly options: FeedOptions;
}

/** A kind of feed that can be set up. */
export interface FeedKind {
  readonly source: PostSource;
  readonly title: string;
  /** One sentence: what comes, from where, what it costs. */
  readonly summary: string;
  /** Works without an account or key. */
  readonly keyless: boolean;
  /** Asks nothing of the network. */
  readonly local: boolean;
  readonly fields: readonly FeedField[];
}

export interface FeedAsk {
  /** Go on after this; null: from now on (or from where a source naturally begins). */
  readonly cursor: string | null;
  /** Aborting ends the iteration within a second, without an error. */
  readonly signal: AbortSignal;
  /** Tells how it stands; may be called at any time, must not throw. */
  readonly tell: (news: FeedNews) => void;
}

export type FeedNews =
  /** Connected: posts come from now on. */
  | { readonly type: "live" }
  /** Between two polls. */
  | { readonly type: "waiting"; readonly untilMs: number }
  /** Something in what came could not be read and was left out; counted, the last one shown. */
  | { readonly type: "unreadable"; readonly count: number; readonly message: string }
  /** What the source has cost this month, and where it stops. */
  | { readonly type: "spent"; readonly usd: number; readonly budgetUsd: number }
  /** The source left something out, or the cursor was too old: there may be a gap. */
  | { readonly type: "gap"; readonly message: string };

/**
 * One source, read once. Contract, checked for every connector by the suite in `packages/feeds/test`:
 * - `read` asks for nothing before its first `next()`, and holds nothing after it ended, threw, was aborted or left.
 * - Batches come at least once: after any end, reading again from the last stored cursor misses nothing that the
 *   source still has. A batch's cursor covers its own events and everything before, never more.
 * - It ends by itself only where the source has no more (a file). Everything else throws a `PostsError`.
 * - Memory is bounded: a reader that does not ask for the next batch makes the source wait, or loses with a "gap".
 */
export interface FeedConnector {
  read(ask: FeedAsk): AsyncIterable<FeedBatch>;
  /**
   * How long to wait, in ms, before reading again after the nth failure in a row (1 is the first), as the source
   * demands; null where trying again cannot help (a wrong key, a spent budget).
   */
  retryAfterMs(error: PostsError, failures: number): number | null;
  /**
   * Whether reading can wait while the index is busy without losing anything (a file, a poll, a stream with a cursor).
   * Where it cannot, what the index has no room for is dropped by priority, and counted.
   */
  readonly canWait: boolean;
}

/** How a feed stands, for people. */
export interface FeedHealth {
  readonly id: FeedId;
  readonly state: "off" | "connecting" | "live" | "waiting" | "retrying" | "failed" | "ended";
  readonly sinceMs: number;
  /** Of the last minute. */
  readonly postsPerMinute: number;
  /** Since the program started. */
  readonly posts: number;
  readonly dropped: number;
  readonly unreadable: number;
  readonly errors: number;
  /** From `createdAtMs` to stored, of the last batch that had posts; null before the first. */
  readonly lagMs: number | null;
  /** What went wrong last, in words for people; "" where nothing did. */
  readonly lastError: string;
  /** When it is tried again, or polled; null where it is not. */
  readonly nextAtMs: number | null;
  readonly spent: { readonly usd: number; readonly budgetUsd: number } | null;
}
