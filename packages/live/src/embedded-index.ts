import {
  admitEvents,
  checkBatch,
  checkRefs,
  checkRetention,
  checkTrendAsk,
  type IndexStats,
  type Ingested,
  type LiveIndex,
  type PostBatch,
  type PostQuery,
  type PostRef,
  PostsError,
  type Retention,
  type SearchAnswer,
  type TrendAnswer,
  type TrendAsk,
} from "@grok/posts";
import type { Thread } from "./thread.ts";
import type { ReaderCalls, ShownShard, WriterCalls } from "./thread-messages.ts";

const retentionEveryMs = 60_000;
/** Posts go in small pieces, so that those that arrive need not wait; after so many the rest waits for the next time. */
const trimsMax = 500;
/** One batch must fit into the room that a shard keeps for it. */
const batchEventsMax = 20_000;

export interface IndexParts {
  readonly writer: Thread<WriterCalls>;
  readonly readers: readonly Thread<ReaderCalls>[];
  readonly queueMax: number;
  /** Where none was ever set. */
  readonly retention: Retention;
  /** Lets others have the folder. */
  readonly release: () => void;
  readonly log: (level: "warn", message: string, fields: Record<string, unknown>) => void;
}

/** The side of the index that is called: checks, the queue, and which thread does what. */
export class EmbeddedIndex implements LiveIndex {
  readonly #parts: IndexParts;
  #retention: Retention;
  #queued = 0;
  #dropped = 0;
  #nextReader = 0;
  #trouble = "";
  /** When each batch came that is not stored yet, oldest first. */
  readonly #waiting = new Set<{ readonly sinceMs: number; readonly stored: Promise<Ingested> }>();
  #closing: Promise<void> | null = null;
  #sweeping: Promise<void> = Promise.resolve();
  readonly #retentionTimer: NodeJS.Timeout;

  constructor(parts: IndexParts) {
    this.#parts = parts;
    this.#retention = parts.retention;
    this.#retentionTimer = setInterval(() => this.#applyInTime(), retentionEveryMs);
    this.#retentionTimer.unref();
  }

  async ready(): Promise<void> {
    const { writer } = this.#parts;
    await this.show(await writer.ask("begin"));
    this.#retention = (await writer.ask("retention")) ?? this.#retention;
    await this.#applyRetention();
  }

  /** Makes shards known to those who search. */
  async show(shards: readonly ShownShard[]): Promise<void> {
    await Promise.allSettled(this.#parts.readers.map((reader) => reader.ask("show", shards)));
  }

  /** A thread has ended by itself. */
  fail(error: unknown): void {
    const reason = error instanceof PostsError ? ` (${error.message})` : "";
    this.#trouble = `The index stopped working${reason}. Start the program again; what was stored is safe.`;
  }

  async ingest(batch: PostBatch): Promise<Ingested> {
    this.#requireOpen();
    checkBatch(batch);
    const { length } = batch.events;
    if (length > batchEventsMax)
      throw new PostsError(
        "bad-input",
        `a batch has ${length} events; ${batchEventsMax} can be taken at once`,
      );
    const { events, dropped } = admitEvents(batch.events, this.#queued, this.#parts.queueMax);
    this.#queued += events.length;
    this.#dropped += dropped;
    const stored = this.#parts.writer.ask("ingest", { ...batch, events });
    const waiting = { sinceMs: performance.now(), stored };
    this.#waiting.add(waiting);
    try {
      const counted = await stored;
      this.#trouble = "";
      return { ...counted, dropped };
    } catch (error) {
      if (error instanceof PostsError && error.code.startsWith("storage")) this.#trouble = error.message;
      throw error;
    } finally {
      this.#queued -= events.length;
      this.#waiting.delete(waiting);
    }
  }

  async cursor(feedId: string): Promise<string | null> {
    this.#requireOpen();
    return this.#parts.writer.ask("cursor", feedId);
  }

  async forgetCursor(feedId: string): Promise<void> {
    this.#requireOpen();
    await this.#parts.writer.ask("forgetCursor", feedId);
  }

  async search(query: PostQuery, signal?: AbortSignal): Promise<SearchAnswer> {
    this.#requireOpen();
    signal?.throwIfAborted();
    const { readers } = this.#parts;
    const reader = readers[this.#nextReader++ % readers.length]!;
    const answer = await reader.ask("search", query);
    return { ...answer, indexLagMs: this.#lagMs() };
  }

  async posts(refs: readonly PostRef[]) {
    this.#requireOpen();
    checkRefs(refs);
    return this.#parts.writer.ask("posts", refs);
  }

  async fates(refs: readonly PostRef[]) {
    this.#requireOpen();
    checkRefs(refs);
    return this.#parts.writer.ask("fates", refs);
  }

  async trends(ask: TrendAsk): Promise<TrendAnswer> {
    this.#requireOpen();
    checkTrendAsk(ask);
    return this.#parts.writer.ask("trends", ask);
  }

  async stats(): Promise<IndexStats> {
    this.#requireOpen();
    const stats = await this.#parts.writer.ask("stats");
    return {
      ...stats,
      queued: this.#queued,
      queueMax: this.#parts.queueMax,
      dropped: this.#dropped,
      indexLagMs: this.#lagMs(),
      retention: this.#retention,
      trouble: this.#trouble,
    };
  }

  async setRetention(retention: Retention): Promise<void> {
    this.#requireOpen();
    checkRetention(retention);
    await this.#parts.writer.ask("setRetention", retention);
    this.#retention = retention;
    await this.#applyRetention();
  }

  async clear(): Promise<void> {
    this.#requireOpen();
    await this.#drop(await this.#parts.writer.ask("leave"));
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    clearInterval(this.#retentionTimer);
    const { writer, readers, release } = this.#parts;
    await Promise.allSettled([this.#sweeping, ...[...this.#waiting].map(({ stored }) => stored)]);
    try {
      await writer.ask("close");
    } catch {
      // It ended by itself before, or the disk is full; what it had acknowledged is stored.
    }
    await Promise.all([writer, ...readers].map((thread) => thread.end()));
    release();
  }

  #applyInTime(): void {
    this.#sweeping = this.#applyRetention().catch((error) => {
      this.#parts.log("warn", "old posts could not be taken away", { reason: String(error) });
    });
  }

  async #applyRetention(): Promise<void> {
    const { ageMs, bytes } = this.#retention;
    if (ageMs === null && bytes === null) return;
    const { writer } = this.#parts;
    await this.#drop(await writer.ask("overdue", this.#retention));
    if (ageMs === null) return;
    for (let times = 0; times < trimsMax && this.#closing === null; times++)
      if (!(await writer.ask("trim", ageMs))) return;
  }

  async #drop(shards: readonly number[]): Promise<void> {
    if (shards.length === 0) return;
    const { writer, readers } = this.#parts;
    await Promise.all(readers.map((reader) => reader.ask("letGo", shards)));
    await writer.ask("drop", shards);
  }

  #lagMs(): number {
    const [oldest] = this.#waiting;
    return oldest === undefined ? 0 : Math.round(performance.now() - oldest.sinceMs);
  }

  #requireOpen(): void {
    if (this.#closing !== null) throw new PostsError("closed", "the index of posts is closed; open it again");
  }
}
