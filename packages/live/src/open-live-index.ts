import { mkdirSync } from "node:fs";
import {
  cleanPost,
  type FeedEvent,
  type IndexStats,
  type Ingested,
  type LiveIndex,
  type PostBatch,
  type PostQuery,
  type PostRef,
  PostsError,
  priorityOf,
  type Retention,
  type SearchAnswer,
  type TrendAnswer,
  type TrendAsk,
} from "@grok/posts";
import { lockFolder } from "./folder-lock.ts";
import { Thread } from "./thread.ts";
import type { ReaderCalls, WriterCalls } from "./thread-messages.ts";
import { defaultWriterSettings, type WriterSettings } from "./writer.ts";

const refsMax = 200;
const cursorLengthMax = 4_096;
const windowsMs: readonly number[] = [60_000, 600_000, 3_600_000, 86_400_000];
const bytesMin = 64 * 2 ** 20;
const retentionEveryMs = 60_000;
const readers = 1;

export interface LiveIndexOptions {
  /** Where none was ever set. Default: everything is kept. */
  readonly retention?: Retention;
  /** Events that may wait to be stored; beyond nine tenths the least important posts are left out. Default 50,000. */
  readonly queueMax?: number;
  readonly shards?: Partial<WriterSettings>;
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
 * `close` must be called; what a kill leaves is whole.
 */
export async function openLiveIndex(folder: string, options: LiveIndexOptions = {}): Promise<LiveIndex> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const release = lockFolder(folder);
  const index = new EmbeddedIndex(folder, options, release);
  try {
    await index.ready();
    return index;
  } catch (error) {
    await index.close();
    throw error;
  }
}

class EmbeddedIndex implements LiveIndex {
  readonly #writer: Thread<WriterCalls>;
  readonly #readers: Thread<ReaderCalls>[];
  readonly #queueMax: number;
  readonly #release: () => void;
  readonly #log: NonNullable<LiveIndexOptions["log"]>;
  #retention: Retention;
  #queued = 0;
  #dropped = 0;
  #nextReader = 0;
  #trouble = "";
  /** When each batch came that is not stored yet, in order. */
  readonly #waiting = new Map<number, number>();
  #lastBatch = 0;
  #closing: Promise<void> | null = null;
  readonly #retentionTimer: NodeJS.Timeout;

  constructor(folder: string, options: LiveIndexOptions, release: () => void) {
    const { retention = { ageMs: null, bytes: null }, queueMax = 50_000, now = Date.now } = options;
    this.#retention = retention;
    this.#queueMax = queueMax;
    this.#release = release;
    this.#log = options.log ?? (() => {});
    const died = (error: unknown) => {
      this.#trouble = "The index stopped working. Start the program again; what was stored is safe.";
      this.#log("error", "a thread of the live index ended", { error: String(error).split(":", 1)[0] });
    };
    const settings = { ...defaultWriterSettings, ...options.shards };
    this.#writer = new Thread(
      new URL("./writer-thread.ts", import.meta.url),
      { folder, settings },
      now,
      died,
    );
    this.#readers = Array.from(
      { length: readers },
      () => new Thread(new URL("./reader-thread.ts", import.meta.url), { folder }, now, died),
    );
    this.#retentionTimer = setInterval(() => void this.#applyRetention().catch(() => {}), retentionEveryMs);
    this.#retentionTimer.unref();
  }

  async ready(): Promise<void> {
    this.#retention = (await this.#writer.ask("retention")) ?? this.#retention;
    await this.#applyRetention();
  }

  async ingest(batch: PostBatch): Promise<Ingested> {
    if (batch.cursor !== null && batch.cursor.length > cursorLengthMax)
      throw new PostsError(
        "bad-input",
        `a cursor has ${batch.cursor.length} characters; ${cursorLengthMax} can be`,
      );
    const { events, dropped } = this.#admitted(batch.events);
    const number = ++this.#lastBatch;
    this.#queued += events.length;
    this.#dropped += dropped;
    this.#waiting.set(number, Date.now());
    try {
      const counted = await this.#writer.ask("ingest", { ...batch, events });
      this.#trouble = "";
      return { ...counted, dropped };
    } catch (error) {
      if (error instanceof PostsError && error.code.startsWith("storage")) this.#trouble = error.message;
      throw error;
    } finally {
      this.#queued -= events.length;
      this.#waiting.delete(number);
    }
  }

  cursor(feedId: string): Promise<string | null> {
    return this.#writer.ask("cursor", feedId);
  }

  async forgetCursor(feedId: string): Promise<void> {
    await this.#writer.ask("forgetCursor", feedId);
  }

  async search(query: PostQuery, signal?: AbortSignal): Promise<SearchAnswer> {
    signal?.throwIfAborted();
    const reader = this.#readers[this.#nextReader++ % this.#readers.length]!;
    const answer = await reader.ask("search", query);
    return { ...answer, indexLagMs: this.#lagMs() };
  }

  async posts(refs: readonly PostRef[]) {
    requireFew(refs);
    return this.#writer.ask("posts", refs);
  }

  async fates(refs: readonly PostRef[]) {
    requireFew(refs);
    return this.#writer.ask("fates", refs);
  }

  async trends(ask: TrendAsk): Promise<TrendAnswer> {
    if (!Number.isInteger(ask.limit) || ask.limit < 1 || ask.limit > 50)
      throw new PostsError("bad-input", `${ask.limit} trends cannot be asked for; 1 to 50 can`);
    if (!windowsMs.includes(ask.windowMs))
      throw new PostsError(
        "bad-input",
        `trends are counted over ${windowsMs.join(", ")} ms, not over ${ask.windowMs}`,
      );
    return this.#writer.ask("trends", ask);
  }

  async stats(): Promise<IndexStats> {
    const stats = await this.#writer.ask("stats");
    return {
      ...stats,
      queued: this.#queued,
      queueMax: this.#queueMax,
      dropped: this.#dropped,
      indexLagMs: this.#lagMs(),
      retention: this.#retention,
      trouble: this.#trouble,
    };
  }

  async setRetention(retention: Retention): Promise<void> {
    for (const [name, limit] of Object.entries(retention))
      if (limit !== null && !(Number.isFinite(limit) && limit > 0))
        throw new PostsError("bad-input", `${limit} is no limit of ${name}; give a positive number, or none`);
    if (retention.bytes !== null && retention.bytes < bytesMin)
      throw new PostsError(
        "bad-input",
        `${retention.bytes} bytes are too few to keep posts in; give ${bytesMin} or more`,
      );
    await this.#writer.ask("setRetention", retention);
    this.#retention = retention;
    await this.#applyRetention();
  }

  async clear(): Promise<void> {
    await this.#drop(await this.#writer.ask("shards"));
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    clearInterval(this.#retentionTimer);
    try {
      await this.#writer.ask("close");
    } catch {
      // It ended by itself before; what it had acknowledged is stored.
    }
    await Promise.all([this.#writer, ...this.#readers].map((thread) => thread.end()));
    this.#release();
  }

  async #applyRetention(): Promise<void> {
    if (this.#retention.ageMs === null && this.#retention.bytes === null) return;
    await this.#drop(await this.#writer.ask("overdue", this.#retention));
    if (this.#retention.ageMs !== null) await this.#writer.ask("trim", this.#retention.ageMs);
  }

  async #drop(shards: readonly number[]): Promise<void> {
    if (shards.length === 0) return;
    await Promise.all(this.#readers.map((reader) => reader.ask("letGo", shards)));
    await this.#writer.ask("drop", shards);
  }

  /** Clean posts, and only the important ones when the queue is nearly full; everything but posts always gets in. */
  #admitted(events: readonly FeedEvent[]): { events: readonly FeedEvent[]; dropped: number } {
    const admitted: FeedEvent[] = [];
    let dropped = 0;
    for (const event of events) {
      if (event.type !== "post") {
        admitted.push(event);
        continue;
      }
      const post = cleanPost(event.post);
      if (post === null) continue;
      const fill = (this.#queued + admitted.length) / this.#queueMax;
      const least = fill < 0.9 ? 0 : fill < 0.94 ? 1 : fill < 0.97 ? 2 : fill < 1 ? 3 : 4;
      if (priorityOf(post) < least) dropped++;
      else admitted.push({ type: "post", post });
    }
    return { events: admitted, dropped };
  }

  #lagMs(): number {
    const [oldest] = this.#waiting.values();
    return oldest === undefined ? 0 : Math.max(0, Date.now() - oldest);
  }
}

function requireFew(refs: readonly PostRef[]): void {
  if (refs.length > refsMax)
    throw new PostsError("bad-input", `${refs.length} posts were asked for; ${refsMax} can be, at once`);
}
