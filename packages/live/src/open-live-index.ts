import { mkdirSync } from "node:fs";
import { type LiveIndex, PostsError, type Retention } from "@grok/posts";
import { EmbeddedIndex } from "./embedded-index.ts";
import { lockFolder } from "./folder-lock.ts";
import { defaultShardSettings, type ShardSettings } from "./shard-set.ts";
import { Thread } from "./thread.ts";
import type { ReaderCalls, WriterCalls } from "./thread-messages.ts";

export interface LiveIndexOptions {
  /** Where none was ever set. Default: everything is kept. */
  readonly retention?: Retention;
  /** Events that may wait to be stored; beyond nine tenths the least important posts are left out. Default 50,000. */
  readonly queueMax?: number;
  /** When a shard is followed by the next. Default: a million rows, or six hours unless it is small. */
  readonly shards?: Partial<ShardSettings>;
  /** Threads that search, one question at a time each. Default 2. */
  readonly readers?: number;
  /** Unix milliseconds. Default `Date.now`. */
  readonly now?: () => number;
  readonly log?: (
    level: "info" | "warn" | "error",
    message: string,
    fields?: Record<string, unknown>,
  ) => void;
}

/**
 * Opens the index that lies in `folder`, or begins it. Throws `PostsError`: "busy" where another process has it open.
 * `close` must be called; what a kill leaves is whole, but for counts of the last seconds.
 */
export async function openLiveIndex(folder: string, options: LiveIndexOptions = {}): Promise<LiveIndex> {
  const { retention = { ageMs: null, bytes: null }, queueMax = 50_000, readers = 2 } = options;
  const { now = Date.now, log = () => {} } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const release = lockFolder(folder);
  const onDeath = (error: unknown) => {
    index.fail(error);
    const reason = error instanceof PostsError ? error.message : String(error);
    log("error", "a thread of the live index ended", { reason });
  };
  const settings: ShardSettings = { ...defaultShardSettings, ...options.shards };
  const threads = Array.from(
    { length: readers },
    () =>
      new Thread<ReaderCalls>(new URL("./reader-thread.ts", import.meta.url), { folder }, { now, onDeath }),
  );
  const writer = new Thread<WriterCalls>(
    new URL("./writer-thread.ts", import.meta.url),
    { folder, settings },
    { now, onDeath, onBegan: (shard) => void index.show([shard]) },
  );
  const index: EmbeddedIndex = new EmbeddedIndex({
    writer,
    readers: threads,
    queueMax,
    retention,
    release,
    log,
  });
  try {
    await index.ready();
    return index;
  } catch (error) {
    await index.close();
    throw error;
  }
}
