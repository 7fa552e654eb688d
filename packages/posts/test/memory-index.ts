// An index of posts in memory that looks at every post for every question. It is what larger indexes are compared with,
// and what tests of everything above an index use; it keeps the contract and forgets everything with the process.

import {
  checkBatch,
  checkRefs,
  checkRetention,
  checkTrendAsk,
  createTrendCounter,
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
  readPostQuery,
  relaxQuery,
  type SearchAnswer,
  type TrendAnswer,
  type TrendAsk,
  type TrendCounter,
} from "@grok/posts";
import { MemoryPosts } from "./memory-posts.ts";
import { hitsOf, matchesOf, type RankedPost, rankPosts, wordPostsOf } from "./memory-search.ts";

export interface MemoryIndexOptions {
  /** Default is the system's clock. */
  readonly now?: () => number;
}

export function createMemoryIndex({ now = Date.now }: MemoryIndexOptions = {}): LiveIndex {
  return new MemoryIndex(now);
}

class MemoryIndex implements LiveIndex {
  readonly #now: () => number;
  readonly #posts = new MemoryPosts();
  readonly #cursors = new Map<string, string>();
  #trends: TrendCounter = createTrendCounter();
  #retention: Retention = { ageMs: null, bytes: null };
  #closed = false;

  constructor(now: () => number) {
    this.#now = now;
  }

  async ingest(batch: PostBatch): Promise<Ingested> {
    this.#requireOpen();
    checkBatch(batch);
    const taken = { indexed: 0, known: 0, deletes: 0 };
    for (const event of batch.events) {
      if (event.type === "delete") taken.deletes += this.#posts.delete(event.ref);
      else if (event.type === "delete-author")
        taken.deletes += this.#posts.deleteAuthor(event.source, event.authorId);
      else if (event.type === "engagement") this.#posts.count(event);
      else {
        const outcome = this.#posts.take(event.post);
        if (outcome !== "nothing") taken[outcome.isNew ? "indexed" : "known"]++;
        if (outcome !== "nothing" && outcome.counts) this.#trends.add(outcome.counts);
      }
    }
    if (batch.cursor !== null) this.#cursors.set(batch.feedId, batch.cursor);
    this.#forgetOld();
    return { ...taken, dropped: 0 };
  }

  async cursor(feedId: string): Promise<string | null> {
    this.#requireOpen();
    return this.#cursors.get(feedId) ?? null;
  }

  async forgetCursor(feedId: string): Promise<void> {
    this.#requireOpen();
    this.#cursors.delete(feedId);
  }

  async search(query: PostQuery): Promise<SearchAnswer> {
    this.#requireOpen();
    const asked = readPostQuery(query);
    const page = readPage(query.after);
    this.#forgetOld();
    const asOfMs = this.#now();
    const stored = [...this.#posts.all()].filter(({ number }) => page === null || number <= page.top);
    let matches = matchesOf(stored, asked);
    let used = asked;
    if (matches.length === 0 && asked.words.length > 0) {
      used = relaxQuery(asked);
      matches = matchesOf(stored, used);
    }
    const ranked = rankPosts(matches, used, this.#posts, asOfMs, query.order);
    const limit = query.limit ?? 20;
    const rest = page === null ? ranked : ranked.filter(({ stored: { number } }) => number < page.below);
    const shown = rest.slice(0, limit);
    return {
      hits: hitsOf(shown, this.#posts),
      matched: matches.length,
      matchedIsExact: true,
      posts: this.#posts.size,
      wordPosts: wordPostsOf(asked, this.#posts),
      relaxed: used !== asked && matches.length > 0,
      searchedBackToMs: this.#posts.oldestAtMs ?? asOfMs,
      complete: true,
      indexLagMs: 0,
      asOfMs,
      next: query.order === "latest" && rest.length > limit ? writePage(shown, ranked, page) : null,
    };
  }

  async posts(refs: readonly PostRef[]): Promise<readonly (Post | null)[]> {
    this.#requireOpen();
    checkRefs(refs);
    this.#forgetOld();
    return refs.map((ref) => this.#posts.get(postKey(ref))?.post ?? null);
  }

  async fates(refs: readonly PostRef[]): Promise<readonly ("there" | "deleted" | "unknown")[]> {
    this.#requireOpen();
    checkRefs(refs);
    this.#forgetOld();
    return refs.map((ref) => this.#posts.fateOf(postKey(ref)));
  }

  async trends(ask: TrendAsk): Promise<TrendAnswer> {
    this.#requireOpen();
    checkTrendAsk(ask);
    const answer = this.#trends.trends(ask, this.#now());
    // The counter shows posts as they were said; here they are as they are now, without those that are gone.
    const asNow = (post: Post) => this.#posts.get(postKey(post))?.post ?? [];
    return {
      ...answer,
      trends: answer.trends.map((trend) => ({ ...trend, examples: trend.examples.flatMap(asNow) })),
    };
  }

  async stats(): Promise<IndexStats> {
    this.#requireOpen();
    this.#forgetOld();
    return {
      posts: this.#posts.size,
      bytes: this.#posts.bytes,
      oldestAtMs: this.#posts.oldestAtMs,
      newestAtMs: this.#posts.newestAtMs,
      queued: 0,
      queueMax: 1,
      dropped: 0,
      indexLagMs: 0,
      retention: this.#retention,
      trouble: "",
    };
  }

  async setRetention(retention: Retention): Promise<void> {
    this.#requireOpen();
    checkRetention(retention);
    this.#retention = retention;
    this.#forgetOld();
  }

  async clear(): Promise<void> {
    this.#requireOpen();
    this.#posts.clear();
    this.#trends = createTrendCounter();
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #forgetOld(): void {
    const { ageMs, bytes } = this.#retention;
    this.#posts.forget(ageMs === null ? null : this.#now() - ageMs, bytes);
  }

  #requireOpen(): void {
    if (this.#closed) throw new PostsError("closed", "the index of posts is closed; open it again");
  }
}

/** Of a page: what was the newest on the first one, and where this one begins. */
interface Page {
  readonly top: number;
  readonly below: number;
}

function readPage(after: string | undefined): Page | null {
  if (after === undefined) return null;
  const [, top, below] = /^(\d{1,15})-(\d{1,15})$/.exec(after) ?? [];
  if (top === undefined || below === undefined)
    throw new PostsError("bad-input", "this page is not known; begin again with the first");
  return { top: Number(top), below: Number(below) };
}

function writePage(shown: readonly RankedPost[], ranked: readonly RankedPost[], page: Page | null): string {
  return `${page?.top ?? ranked[0]!.stored.number}-${shown.at(-1)!.stored.number}`;
}
