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
import type { Client } from "@opensearch-project/opensearch";
import { postsErrorOf } from "./ask.ts";
import { Exchange } from "./exchange.ts";
import { FeedCursors } from "./feed-cursors.ts";
import { Indexer } from "./indexer.ts";
import type { Names } from "./names.ts";
import type { OpenSearchIndexOptions } from "./open-index.ts";
import { PostKeeper } from "./post-keeper.ts";
import { searchPosts } from "./search-posts.ts";
import { StateDocuments } from "./state-documents.ts";
import { findGone, findStored } from "./stored-posts.ts";
import { TopicReader } from "./topic-reader.ts";
import type { TopicFacts } from "./topics.ts";
import { TrendTail } from "./trend-tail.ts";
import { documentId } from "./words.ts";

const keepEveryMs = 60_000;

/** The index as it is called: checks, what is asked of which server, and what ends with it. */
export class ScaledIndex implements LiveIndex {
  readonly #client: Client;
  readonly #names: Names;
  readonly #options: OpenSearchIndexOptions;
  readonly #now: () => number;
  readonly #queueMax: number;
  readonly #exchange: Exchange;
  readonly #indexer: Indexer;
  readonly #state: StateDocuments;
  readonly #cursors: FeedCursors;
  readonly #keeper: PostKeeper;
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #readers: TopicReader[] = [];
  #trends: TrendTail | null = null;
  #timer: NodeJS.Timeout | null = null;
  #retention: Retention;
  #dropped = 0;
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
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#queueMax = options.queueMax ?? 50_000;
    this.#retention = retention ?? options.retention ?? { ageMs: null, bytes: null };
    this.#exchange = new Exchange({
      names,
      kafka,
      partitions: topic.partitions,
      now: this.#now,
      onCleared: () => this.#forget(),
    });
    this.#state = new StateDocuments(client, names);
    this.#cursors = new FeedCursors(this.#state);
    this.#keeper = new PostKeeper(client, names);
    this.#indexer = new Indexer({
      client,
      names,
      generation: topic.generation,
      tell: (done) => this.#exchange.tell(done),
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
      take: async (records) => this.#exchange.hear(records),
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
      self: this.#exchange.self,
      onTrouble,
    });
    await Promise.all([news.beginning, events.beginning]);
    this.#timer = setInterval(() => void this.#keep().catch(onTrouble), keepEveryMs);
    this.#timer.unref();
  }

  ingest(batch: PostBatch): Promise<Ingested> {
    return this.#track(async () => {
      checkBatch(batch);
      const { events, dropped } = admitEvents(batch.events, this.#exchange.queued, this.#queueMax);
      this.#dropped += dropped;
      const posts = this.#exchange.send(events);
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
        indexLagMs: this.#exchange.lagMs(),
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
      const answer = await this.#trends!.trends(ask, this.#now(), this.#exchange.sent);
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
      queued: this.#exchange.queued,
      queueMax: this.#queueMax,
      dropped: this.#dropped,
      indexLagMs: this.#exchange.lagMs(),
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
      await this.#exchange.tellCleared();
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
    await this.#exchange.close();
    await this.#client.close();
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
