import type { FeedBatch, FeedConnector, FeedNews, FeedOptions } from "@grok/posts";
import { type FeedModule, type FeedTools, openSocket, sleep } from "../src/index.ts";

/** The real world, but nobody sleeps longer than `sleepMaxMs`, and state is in memory. */
export function testTools({ sleepMaxMs = 15 }: { sleepMaxMs?: number } = {}): FeedTools {
  const state = new Map<string, string>();
  return {
    now: Date.now,
    random: () => 0.5,
    fetch,
    openSocket,
    sleep: (ms, signal) => sleep(Math.min(ms, sleepMaxMs), signal),
    state: {
      get: async (key) => state.get(key) ?? null,
      set: async (key, value) => {
        state.set(key, value);
      },
    },
    sampleSeed: 1,
  };
}

/** One reading of a connector, taken batch by batch. */
export interface Reading {
  readonly connector: FeedConnector;
  readonly news: readonly FeedNews[];
  readonly batches: readonly FeedBatch[];
  /** Of all posts so far, in order. */
  texts(): string[];
  /** Reads on until `done` says so after a batch, or the connector ends. */
  until(done: () => boolean): Promise<void>;
  /** Aborts; resolves once the connector has ended. */
  stop(): Promise<void>;
}

export function startReading(
  module: FeedModule,
  options: FeedOptions,
  cursor: string | null = null,
  tools = testTools(),
): Reading {
  const connector = module.create(options, tools);
  const stopping = new AbortController();
  const news: FeedNews[] = [];
  const batches: FeedBatch[] = [];
  const iterator = connector
    .read({ cursor, signal: stopping.signal, tell: (each) => news.push(each) })
    [Symbol.asyncIterator]();
  let pending: Promise<IteratorResult<FeedBatch>> | null = null;
  return {
    connector,
    news,
    batches,
    texts: () => batches.flatMap(({ events }) => events.flatMap((event) => textsOf(event))),
    async until(done) {
      while (!done()) {
        pending ??= iterator.next();
        const next = await pending;
        pending = null;
        if (next.done) return;
        batches.push(next.value);
      }
    },
    async stop() {
      stopping.abort();
      await pending?.catch(() => {});
      await iterator.return?.();
    },
  };
}

function textsOf(event: FeedBatch["events"][number]): string[] {
  return event.type === "post" ? [event.post.text] : [];
}
