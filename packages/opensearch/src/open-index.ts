import { randomUUID } from "node:crypto";
import {
  admitEvents,
  checkBatch,
  checkRefs,
  checkRetention,
  checkTrendAsk,
  type FeedId,
  type IndexStats,
  type Ingested,
  type LiveIndex,
  type Post,
  type PostBatch,
  type PostQuery,
  type PostRef,
  PostsError,
  postKey,
  type Retention,
  type SearchAnswer,
  type TrendAnswer,
  type TrendAsk,
} from "@grok/posts";
import { Client } from "@opensearch-project/opensearch";
import { nothingDone } from "./apply-events.ts";
import { postsErrorOf } from "./ask.ts";
import { EventLog } from "./event-log.ts";
import { encodeRecord, partitionsOf } from "./event-record.ts";
import { FeedCursors } from "./feed-cursors.ts";
import { type Done, Indexer } from "./indexer.ts";
import type { KafkaAccess } from "./kafka-access.ts";
import { type Names, namesOf } from "./names.ts";
import { PostKeeper } from "./post-keeper.ts";
import { decodeNews, doneNews, encodeNews, recordsDone } from "./process-news.ts";
import { makeIndices } from "./schema.ts";
import { searchPosts } from "./search-posts.ts";
import { StateDocuments } from "./state-documents.ts";
import { findGone, findStored } from "./stored-posts.ts";
import { type ReadRecord, TopicReader } from "./topic-reader.ts";
import { openTopics, type TopicFacts } from "./topics.ts";
import { TrendTail } from "./trend-tail.ts";
import { WaitingBatches } from "./waiting-batches.ts";
import { documentId } from "./words.ts";

const keepEveryMs = 60_000;
const requestTimeoutMs = 30_000;

export interface OpenSearchIndexOptions {
  /** Address of OpenSearch: "https://search.example:9200". */
  readonly node: string;
  readonly auth?: { readonly username: string; readonly password: string } | null;
  /** The whole value of the header Authorization, instead of `auth`. */
  readonly authorization?: string | null;
  readonly kafka: KafkaAccess;
  /** Begins the names of everything that belongs to this installation; several may share the servers. */
  readonly indexPrefix: string;
  /** Of new indices and topics; those that are there keep theirs. Default 1 shard and 12 partitions. */
  readonly shards?: number;
  readonly partitions?: number;
  /** Where none was ever set. Default: everything is kept. */
  readonly retention?: Retention;
  /** Events that may wait to be indexed; beyond nine tenths the least important posts are left out. Default 50,000. */
  readonly queueMax?: number;
  /** Unix milliseconds. Default `Date.now`. */
  readonly now?: () => number;
  readonly log?: (
    level: "info" | "warn" | "error",
    message: string,
    fields?: Record<string, unknown>,
  ) => void;
}

/**
 * Opens the index in OpenSearch, behind Kafka; makes what is missing there. Any number of processes may have it open
 * at the same time and share the work. Throws `PostsError`: "unreachable", "refused", "bad-input" for a prefix that
 * cannot be. `close` must be called; what a kill leaves is whole.
 */
export async function openOpenSearchIndex(options: OpenSearchIndexOptions): Promise<LiveIndex> {
  const names = namesOf(options.indexPrefix);
  const client = new Client({
    node: options.node,
    requestTimeout: requestTimeoutMs,
    maxRetries: 2,
    ...(options.auth ? { auth: { ...options.auth } } : {}),
    ...(options.authorization ? { headers: { authorization: options.authorization } } : {}),
  });
  try {
    await makeIndices(client, names, options.shards ?? 1);
    const topic = await openTopics(client, names, options.kafka, options.partitions);
    const retention = await new StateDocuments(client, names).retention();
    const index = new ScaledIndex(client, names, topic, options, retention);
    try {
      await index.begin();
      return index;
    } catch (error) {
      await index.close();
      throw error;
    }
  } catch (error) {
    await client.close();
    throw postsErrorOf(error);
  }
}

class ScaledIndex implements LiveIndex {
  readonly #self = randomUUID();
  readonly #client: Client;
  readonly #names: Names;
  readonly #topic: TopicFacts;
  readonly #options: OpenSearchIndexOptions;
  readonly #now: () => number;
  readonly #queueMax: number;
  readonly #events: EventLog;
  readonly #news: EventLog;
  readonly #indexer: Indexer;
  readonly #state: StateDocuments;
  readonly #cursors: FeedCursors;
  readonly #keeper: PostKeeper;
  readonly #waiting = new WaitingBatches();
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #readers: TopicReader[] = [];
  #trends: TrendTail | null = null;
  #timer: NodeJS.Timeout | null = null;
  #retention: Retention;
  #queued = 0;
  #dropped = 0;
  /** Records of this process that are in the topic. */
  #sent = 0;
  #lastOrder = 0;
  #trouble = "";
  #closing: Promise<void> | null = null;

  constructor(
    client: Client,
    names: Names,
    topic: TopicFacts,
    options: OpenSearchIndexOptions,
    retention: Retention | null,
  ) {
    const { kafka } = options;
    const log = options.log ?? (() => {});
    this.#client = client;
    this.#names = names;
    this.#topic = topic;
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#queueMax = options.queueMax ?? 50_000;
    this.#retention = retention ?? options.retention ?? { ageMs: null, bytes: null };
    this.#events = new EventLog(names.events, kafka);
    this.#news = new EventLog(names.news, kafka);
    this.#state = new StateDocuments(client, names);
    this.#cursors = new FeedCursors(this.#state);
    this.#keeper = new PostKeeper(client, names);
    this.#indexer = new Indexer({
      client,
      names,
      generation: topic.generation,
      tell: (done) => this.#tell(done),
      log,
    });
  }

  /** Begins to index, and resolves once it is heard what others have indexed. */
  async begin(): Promise<void> {
    const { kafka } = this.#options;
    const onTrouble = (error: unknown) => this.#noteTrouble(error);
    await this.#indexer.warmUp(this.#now());
    const news = new TopicReader({
      topic: this.#names.news,
      kafka,
      group: null,
      take: async (records) => this.#hear(records),
      onTrouble,
    });
    const events = new TopicReader({
      topic: this.#names.events,
      kafka,
      group: this.#names.indexers,
      onAssigned: () => this.#indexer.refresh(),
      take: async (records) => {
        await this.#indexer.take(records);
        this.#trouble = "";
      },
      onTrouble,
    });
    this.#readers.push(events, news);
    this.#trends = await TrendTail.open({
      topic: this.#names.events,
      kafka,
      sinceMs: await this.#state.clearedAtMs(),
      self: this.#self,
      onTrouble,
    });
    await Promise.all([news.beginning, events.beginning]);
    this.#timer = setInterval(() => void this.#keep().catch(onTrouble), keepEveryMs);
    this.#timer.unref();
  }

  ingest(batch: PostBatch): Promise<Ingested> {
    return this.#track(async () => {
      checkBatch(batch);
      const { events, dropped } = admitEvents(batch.events, this.#queued, this.#queueMax);
      this.#dropped += dropped;
      const posts = this.#send(events);
      return { ...(await this.#cursors.after(batch.feedId, batch.cursor, posts)), dropped };
    });
  }

  cursor(feedId: FeedId): Promise<string | null> {
    return this.#track(() => this.#state.cursor(feedId));
  }

  forgetCursor(feedId: FeedId): Promise<void> {
    return this.#track(() => this.#state.forgetCursor(feedId));
  }

  search(query: PostQuery, signal?: AbortSignal): Promise<SearchAnswer> {
    return this.#track(() =>
      searchPosts(query, {
        client: this.#client,
        index: this.#names.posts,
        arrivedSinceMs: this.#keptSinceMs(),
        indexLagMs: this.#lagMs(),
        nowMs: this.#now(),
        signal,
      }),
    );
  }

  posts(refs: readonly PostRef[]): Promise<readonly (Post | null)[]> {
    return this.#track(async () => {
      checkRefs(refs);
      const found = await this.#find(refs);
      return refs.map((ref) => found.get(documentId(postKey(ref))) ?? null);
    });
  }

  fates(refs: readonly PostRef[]): Promise<readonly ("there" | "deleted" | "unknown")[]> {
    return this.#track(async () => {
      checkRefs(refs);
      const ids = refs.map((ref) => documentId(postKey(ref)));
      const [found, gone] = await Promise.all([this.#find(refs), findGone(this.#client, this.#names, ids)]);
      return ids.map((id) =>
        found.has(id) ? "there" : gone.get(id)?.kind === "post" ? "deleted" : "unknown",
      );
    });
  }

  trends(ask: TrendAsk): Promise<TrendAnswer> {
    return this.#track(async () => {
      checkTrendAsk(ask);
      const answer = await this.#trends!.trends(ask, this.#now(), this.#sent);
      // The counter shows posts as they were said; here they are as they are now, without those that are gone.
      const examples = await this.#find(answer.trends.flatMap((trend) => trend.examples));
      return {
        ...answer,
        trends: answer.trends.map((trend) => ({
          ...trend,
          examples: trend.examples.flatMap((post) => examples.get(documentId(postKey(post))) ?? []),
        })),
      };
    });
  }

  stats(): Promise<IndexStats> {
    return this.#track(async () => ({
      ...(await this.#keeper.numbers(this.#keptSinceMs())),
      queued: this.#queued,
      queueMax: this.#queueMax,
      dropped: this.#dropped,
      indexLagMs: this.#lagMs(),
      retention: this.#retention,
      trouble: this.#trouble,
    }));
  }

  setRetention(retention: Retention): Promise<void> {
    return this.#track(async () => {
      checkRetention(retention);
      await this.#state.setRetention(retention);
      this.#retention = { ageMs: retention.ageMs, bytes: retention.bytes };
      await this.#keeper.apply(this.#retention, this.#now());
    });
  }

  clear(): Promise<void> {
    return this.#track(async () => {
      await this.#indexer.exclusively(() => this.#keeper.clear());
      // Whoever starts later must not count again what was forgotten.
      await this.#state.setCleared(Date.now());
      this.#forget();
      await this.#news.write([{ partition: 0, value: encodeNews({ type: "cleared", by: this.#self }) }]);
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    // What was accepted is stored first.
    await Promise.allSettled(this.#underWay);
    await Promise.all([...this.#readers, this.#trends].map((reader) => reader?.close()));
    await Promise.allSettled([this.#events.close(), this.#news.close()]);
    await this.#client.close();
  }

  async #send(events: PostBatch["events"]) {
    const atMs = this.#now();
    const records = events.flatMap((event) =>
      partitionsOf(event, this.#topic.partitions).map((partition) => ({ event, partition })),
    );
    if (records.length === 0) return nothingDone;
    this.#queued += events.length;
    try {
      return await this.#waiting.run(records.length, Date.now(), async (batch) => {
        await this.#events.write(
          records.map(({ event, partition }, at) => ({
            partition,
            value: encodeRecord({ from: this.#self, batch, at, atMs, order: this.#nextOrder(), event }),
          })),
        );
        this.#sent += records.length;
      });
    } finally {
      this.#queued -= events.length;
    }
  }

  /** Grows with every post, over restarts too; of several processes about by time. */
  #nextOrder(): number {
    this.#lastOrder = Math.max(this.#lastOrder + 1, Date.now() * 1_000);
    return this.#lastOrder;
  }

  /** Tells whoever waits for these records, here or in another process. */
  async #tell(done: readonly Done[]): Promise<void> {
    const others: Done[] = [];
    for (const each of done) {
      const { from, batch, at } = each.record;
      if (from === this.#self) this.#waiting.settle({ batch, at, ...each.outcome });
      else others.push(each);
    }
    await this.#news.write(doneNews(others).map((news) => ({ partition: 0, value: encodeNews(news) })));
  }

  #hear(records: readonly ReadRecord[]): void {
    for (const { value } of records) {
      const news = decodeNews(value);
      if (news?.type === "done" && news.to === this.#self)
        for (const done of recordsDone(news)) this.#waiting.settle(done);
      else if (news?.type === "cleared" && news.by !== this.#self) this.#forget();
    }
  }

  #forget(): void {
    this.#indexer.forget();
    this.#trends?.clear();
  }

  async #find(refs: readonly PostRef[]): Promise<Map<string, Post>> {
    const ids = [...new Set(refs.map((ref) => documentId(postKey(ref))))];
    const keptSinceMs = this.#keptSinceMs() ?? Number.NEGATIVE_INFINITY;
    const found = await findStored(this.#client, this.#names, ids);
    return new Map(
      found
        .filter(({ document }) => document.post.arrivedAtMs >= keptSinceMs)
        .map(({ id, document }) => [id, document.post]),
    );
  }

  /** Another process may have set another retention. */
  async #keep(): Promise<void> {
    this.#retention = (await this.#state.retention()) ?? this.#retention;
    await this.#keeper.apply(this.#retention, this.#now());
  }

  #keptSinceMs(): number | null {
    const { ageMs } = this.#retention;
    return ageMs === null ? null : this.#now() - ageMs;
  }

  #lagMs(): number {
    const sinceMs = this.#waiting.oldestSinceMs;
    return sinceMs === null ? 0 : Math.max(0, Date.now() - sinceMs);
  }

  #noteTrouble(error: unknown): void {
    const { code, message } = postsErrorOf(error);
    this.#trouble = `${message[0]?.toUpperCase()}${message.slice(1)}.`;
    this.#options.log?.("error", "the index in OpenSearch is in trouble", {
      code,
      reason: String(error).slice(0, 200),
    });
  }

  /** Runs `work` unless this is closed; closing waits for it. What fails is a `PostsError`, or says that it was aborted. */
  async #track<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closing !== null) throw new PostsError("closed", "the index of posts is closed; open it again");
    const running = work();
    this.#underWay.add(running);
    try {
      return await running;
    } catch (error) {
      if (error instanceof Error && error.name === "AbortError") throw error;
      throw postsErrorOf(error);
    } finally {
      this.#underWay.delete(running);
    }
  }
}
