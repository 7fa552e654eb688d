import type { FeedBatch, FeedConnector, FeedEvent, FeedNews } from "@grok/posts";
import type { FeedState, FeedTools } from "../src/feed-module.ts";
import { testTools } from "./test-tools.ts";

/** The tools of other tests, but a second is a second: what is silent or out of order is waited for as long as it says. */
export function patientTools(change: Partial<FeedTools> = {}): FeedTools {
  return { ...testTools({ sleepMaxMs: Number.POSITIVE_INFINITY }), ...change };
}

export function memoryState(): FeedState {
  const values = new Map<string, string>();
  return {
    get: async (key) => values.get(key) ?? null,
    set: async (key, value) => void values.set(key, value),
  };
}

/** A feed being read, batch by batch. */
export class Reading {
  readonly events: FeedEvent[] = [];
  readonly news: FeedNews[] = [];
  cursor: string | null;
  readonly #leaving = new AbortController();
  readonly #batches: AsyncIterator<FeedBatch>;

  constructor(connector: FeedConnector, cursor: string | null = null) {
    this.cursor = cursor;
    this.#batches = connector
      .read({ cursor, signal: this.#leaving.signal, tell: (news) => void this.news.push(news) })
      [Symbol.asyncIterator]();
  }

  /** Reads until `isEnough` of all events so far; false where the feed ended before. */
  async until(isEnough: (events: readonly FeedEvent[]) => boolean): Promise<boolean> {
    while (!isEnough(this.events)) {
      const { value, done } = await this.#batches.next();
      if (done) return false;
      this.events.push(...value.events);
      this.cursor = value.cursor ?? this.cursor;
    }
    return true;
  }

  /** Reads until there are so many posts, and tells their texts. */
  async posts(count: number): Promise<string[]> {
    await this.until((events) => events.filter(({ type }) => type === "post").length >= count);
    return this.texts;
  }

  get texts(): string[] {
    return this.events.flatMap((event) => (event.type === "post" ? [event.post.text] : []));
  }

  /** Aborts as the runner does, and waits for the end. */
  async leave(): Promise<void> {
    this.#leaving.abort();
    await this.#batches.next().catch(() => {});
    await this.#batches.return?.();
  }
}
