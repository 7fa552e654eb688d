import type { FeedConnector, FeedKind, FeedOptions } from "@grok/posts";

/** A kind of feed: what people are told of it, and how one is made. Each lives in a folder of its own. */
export interface FeedModule {
  readonly kind: FeedKind;
  /**
   * Asks nothing of anybody: whether the source can be reached shows when it is read.
   * Throws `PostsError` "bad-input" that names the field and what would be right.
   */
  create(options: FeedOptions, tools: FeedTools): FeedConnector;
}

/** What a connector may use of the world, so that tests can be in charge of it. */
export interface FeedTools {
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0, inclusive, to 1, exclusive. */
  random(): number;
  readonly fetch: typeof fetch;
  readonly openSocket: OpenSocket;
  /** Resolves after `ms`, or as soon as `signal` aborts; never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Of this feed alone. */
  readonly state: FeedState;
  /** Makes the sample feed tell the same posts each time; without it they differ. */
  readonly sampleSeed?: number;
}

/** A few small texts that outlive the process and are no cursor: what was spent this month. */
export interface FeedState {
  /** Null where nothing is kept. */
  get(key: string): Promise<string | null>;
  /** `value` has at most 64 Ki UTF-16 units. */
  set(key: string, value: string): Promise<void>;
}

export interface FeedSocketOptions {
  /** Aborting closes the socket; `next` then resolves to null. */
  readonly signal: AbortSignal;
  /** A longer message is an error of the other side. */
  readonly messageBytesMax: number;
  /** Resolves no later than this. */
  readonly openWithinMs: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A WebSocket that is read by pulling: while nobody asks for the next message, the other side has to wait. */
export interface FeedSocket {
  /** Text or bytes as they were sent; null once closed. Throws `PostsError` "unreachable" where the connection broke. */
  next(): Promise<string | Uint8Array | null>;
  /** Messages that are here already: so many calls of `next` resolve at once. */
  readonly waiting: number;
  /** Why the other side closed; null while it is open, or where it said nothing. */
  readonly closedBecause: { readonly code: number; readonly reason: string } | null;
  /** Idempotent. */
  close(): void;
}

/**
 * Resolves once the connection is open. Throws `PostsError` "unreachable" where there is none, and `SocketRefused` where
 * the server answered with another status than 101.
 */
export type OpenSocket = (url: string, options: FeedSocketOptions) => Promise<FeedSocket>;

/** An HTTP answer in place of a WebSocket. */
export class SocketRefused extends Error {
  readonly status: number;
  /** The beginning of the body, at most 4 Ki units; what somebody else wrote. */
  readonly body: string;
  readonly retryAfter: string | null;

  constructor(status: number, body: string, retryAfter: string | null) {
    super(`The server answered ${status} instead of opening a WebSocket.`);
    this.name = "SocketRefused";
    this.status = status;
    this.body = body;
    this.retryAfter = retryAfter;
  }
}
