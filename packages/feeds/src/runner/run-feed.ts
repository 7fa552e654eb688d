import type { FeedConnector, FeedHealth, FeedId, LiveIndex } from "@grok/posts";
import { backOffMs } from "../back-off.ts";
import type { FeedTools } from "../feed-module.ts";
import {
  type FeedHappening,
  type FeedStanding,
  failuresNow,
  healthOf,
  newStanding,
  stand,
} from "./feed-state.ts";
import { asPostsError, IndexFailure, readFeed } from "./read-feed.ts";

/** One line for each thing worth knowing later; never the words of posts. */
export type FeedLog = (
  level: "debug" | "info" | "warn" | "error",
  message: string,
  fields?: Readonly<Record<string, unknown>>,
) => void;

/** Added to every wait before another try, so that feeds that failed together do not come back together. */
const jitter = 0.2;

export interface RunFeedParts {
  readonly id: FeedId;
  readonly index: Pick<LiveIndex, "ingest" | "cursor">;
  readonly tools: Pick<FeedTools, "now" | "random" | "sleep">;
  readonly onHealth: ((health: FeedHealth) => void) | undefined;
  readonly log: FeedLog;
}

/** One feed, from being switched on to being switched off, over any number of failures. Its counts outlive both. */
export class FeedRun {
  readonly #parts: RunFeedParts;
  #standing: FeedStanding;
  #stopping: AbortController | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(parts: RunFeedParts) {
    this.#parts = parts;
    this.#standing = newStanding(parts.id, parts.tools.now());
  }

  get health(): FeedHealth {
    return healthOf(this.#standing, this.#parts.tools.now());
  }

  /** Ends what ran before, all of it stored, and then reads with what `connect` makes. */
  start(connect: () => FeedConnector): void {
    const before = this.stop();
    const stopping = new AbortController();
    this.#stopping = stopping;
    this.happen({ type: "started" });
    this.#running = before.then(() => this.#run(connect, stopping.signal));
  }

  /** Resolves once nothing is on its way into the index any more. */
  stop(): Promise<void> {
    if (this.#stopping !== null) {
      this.#stopping.abort();
      this.#stopping = null;
      this.happen({ type: "stopped" });
    }
    return this.#running;
  }

  happen(happening: FeedHappening): void {
    this.#standing = stand(this.#standing, happening, this.#parts.tools.now());
    this.#parts.onHealth?.(this.health);
  }

  async #run(connect: () => FeedConnector, signal: AbortSignal): Promise<void> {
    const { id, index, tools, log } = this.#parts;
    let connector: FeedConnector;
    try {
      connector = connect();
    } catch (error) {
      this.#fail(error, null);
      return;
    }
    while (!signal.aborted) {
      try {
        await readFeed({
          feedId: id,
          connector,
          index,
          now: tools.now,
          signal,
          happen: (happening) => this.#happenWhile(signal, happening),
        });
        if (signal.aborted) return;
        this.happen({ type: "ended" });
        log("info", "a feed has no more posts", { feed: id });
        return;
      } catch (error) {
        if (signal.aborted) {
          log("warn", "a feed that was switched off left posts unstored", { feed: id, error });
          return;
        }
        const waitMs = this.#retryAfterMs(connector, error);
        this.#fail(error, waitMs);
        if (waitMs === null) return;
        await tools.sleep(waitMs, signal);
        if (!signal.aborted) this.happen({ type: "started" });
      }
    }
  }

  /** What was stored counts whenever it was; anything else only while the feed is on. */
  #happenWhile(signal: AbortSignal, happening: FeedHappening): void {
    if (!signal.aborted || happening.type === "stored") this.happen(happening);
  }

  #retryAfterMs(connector: FeedConnector, thrown: unknown): number | null {
    const failures = failuresNow(this.#standing, this.#parts.tools.now()) + 1;
    const error = asPostsError(thrown);
    const isKnown = error === thrown;
    const waitMs =
      thrown instanceof IndexFailure
        ? error.code === "closed"
          ? null
          : backOffMs(failures, { firstMs: 1_000, maxMs: 60_000 })
        : isKnown
          ? connector.retryAfterMs(error, failures)
          : null;
    return waitMs === null ? null : Math.ceil(waitMs * (1 + jitter * this.#parts.tools.random()));
  }

  #fail(thrown: unknown, waitMs: number | null): void {
    const { id, tools, log } = this.#parts;
    const error = asPostsError(thrown);
    this.happen({ type: "failed", error, againAtMs: waitMs === null ? null : tools.now() + waitMs });
    const known = error === thrown || thrown instanceof IndexFailure;
    log(known ? "warn" : "error", known ? "a feed failed" : "a feed failed in a way it does not know", {
      feed: id,
      code: error.code,
      ...(known ? {} : { error: thrown }),
      ...(waitMs === null ? {} : { againInMs: waitMs }),
    });
  }
}
