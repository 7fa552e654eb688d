// Everything that changes the index, in the order in which it came: one open shard that grows, sealed ones of which
// posts are only taken away, and the state beside them. Synchronous; a thread of its own runs it.

import { mkdirSync, rmSync } from "node:fs";
import {
  createPostIntake,
  type Engagement,
  type FeedEvent,
  facetToken,
  type Ingested,
  isFacet,
  type Post,
  type PostBatch,
  type PostIntake,
  type PostRef,
  postKey,
  postTokens,
  type Retention,
} from "@grok/posts";
import { hashKey, type KeyHash } from "./key-filter.ts";
import { numberOf, Shard, type ShardFacts, shardRowsMax } from "./shard.ts";
import { shardNumbers } from "./shard-numbers.ts";
import { StateDatabase } from "./state-database.ts";

/** Deletions are kept so long at least: sources replay a day or two, and a month is generous. */
const deletionsKeptMs = 30 * 86_400_000;

/** Changes of counts that are written along with every commit. */
const countsAtOnce = 1_000;
const trimRowsMax = 20_000;

export interface WriterSettings {
  /** A shard is sealed after so many rows, or so long. */
  readonly shardRows: number;
  readonly shardMs: number;
}

export const defaultWriterSettings: WriterSettings = { shardRows: 1_000_000, shardMs: 6 * 3_600_000 };

export interface PostPlace {
  readonly shard: Shard;
  readonly row: number;
}

/** Where counts of posts change, what came; `set` replaces. */
interface CountChange {
  readonly ref: PostRef;
  set: Partial<Engagement>;
  add: Partial<Engagement>;
  copies: number;
  copyAuthors: number;
}

export class Writer {
  readonly #folder: string;
  readonly #settings: WriterSettings;
  readonly #now: () => number;
  readonly #state: StateDatabase;
  readonly #shards: Shard[] = [];
  readonly #intake: PostIntake = createPostIntake();
  readonly #counts = new Map<string, CountChange>();
  /** Of posts since the last commit. */
  #open = false;
  #sealDue: Shard | null = null;

  constructor(folder: string, now: () => number, settings: WriterSettings = defaultWriterSettings) {
    this.#folder = folder;
    this.#settings = { ...settings, shardRows: Math.min(settings.shardRows, shardRowsMax - 1) };
    this.#now = now;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#state = new StateDatabase(folder);
    for (const number of shardNumbers(folder)) this.#shards.push(new Shard(folder, number, this.#keysMax));
    // A crash between the beginning of a shard and the sealing of the one before leaves that one open.
    for (const shard of this.#shards.slice(0, -1)) if (!shard.sealed) shard.seal();
    if (this.#shards.length === 0) this.#begin(1);
  }

  get #keysMax(): number {
    return this.#settings.shardRows;
  }

  get #current(): Shard {
    return this.#shards.at(-1)!;
  }

  shards(): readonly ShardFacts[] {
    return this.#shards.map((shard) => shard.facts());
  }

  shardNumbers(): readonly number[] {
    return this.#shards.map(({ number }) => number);
  }

  /** Undefined where it was dropped. */
  shard(number: number): Shard | undefined {
    return this.#shards.find((each) => each.number === number);
  }

  bytes(): number {
    return this.#shards.reduce((sum, shard) => sum + shard.bytes(), 0);
  }

  /** Takes a batch into the open transaction; `commit` makes it last. Throws `PostsError`, and then nothing of it stays. */
  take(batch: PostBatch): Ingested {
    if (!this.#open) this.#openTransaction();
    const counted = { indexed: 0, known: 0, deletes: 0, dropped: 0 };
    for (const event of batch.events) this.#takeEvent(event, counted);
    if (batch.cursor !== null) this.#state.setCursor(batch.feedId, batch.cursor);
    return counted;
  }

  /** Posts first, then the state: a cursor is never ahead of the posts it covers. */
  commit(): void {
    if (!this.#open) return;
    try {
      // Few changes of counts go along; many wait, so that each post is written once for all of them.
      if (this.#counts.size <= countsAtOnce) this.flushCounts();
      this.#open = false;
      this.#current.database.exec("COMMIT");
      this.#state.database.exec("COMMIT");
    } catch (error) {
      this.rollBack();
      throw error;
    }
    if (this.#current.rows >= this.#settings.shardRows || this.#isOld(this.#current)) this.#roll();
  }

  /** Forgets what was taken since the last commit. */
  rollBack(): void {
    this.#open = false;
    this.#current.rollBack();
    this.#state.database.rollBack();
  }

  /** Work that can wait until nothing else is to be done; true where there was some. */
  doUpkeep(): boolean {
    if (this.#sealDue === null) return false;
    const shard = this.#sealDue;
    this.#sealDue = null;
    shard.seal();
    return true;
  }

  /** Counts that came since the last time, into the rows of their posts. */
  flushCounts(): void {
    if (this.#counts.size === 0) return;
    const changes = [...this.#counts.values()];
    this.#counts.clear();
    const byShard = new Map<Shard, { row: number; change: CountChange }[]>();
    for (const change of changes) {
      const place = this.find(change.ref);
      if (place === null) continue;
      const rows = byShard.get(place.shard) ?? [];
      rows.push({ row: place.row, change });
      byShard.set(place.shard, rows);
    }
    for (const [shard, rows] of byShard) {
      const write = () => {
        for (const { row, change } of rows) writeCounts(shard, row, change);
      };
      if (shard.database.inTransaction) write();
      else shard.database.write(write);
    }
  }

  find(ref: PostRef, hash: KeyHash = hashKey(postKey(ref))): PostPlace | null {
    for (let at = this.#shards.length - 1; at >= 0; at--) {
      const shard = this.#shards[at]!;
      const row = shard.find(ref.source, ref.id, hash);
      if (row !== null) return { shard, row };
    }
    return null;
  }

  posts(refs: readonly PostRef[]): (Post | null)[] {
    return refs.map((ref) => {
      const place = this.find(ref);
      return place?.shard.post(place.row) ?? null;
    });
  }

  fates(refs: readonly PostRef[]): ("there" | "deleted" | "unknown")[] {
    return refs.map((ref) => (this.find(ref) ? "there" : this.#state.isDeleted(ref) ? "deleted" : "unknown"));
  }

  cursor(feed: string): string | null {
    return this.#state.cursor(feed);
  }

  forgetCursor(feed: string): void {
    this.commit();
    this.#state.forgetCursor(feed);
  }

  /** Numbers of shards that may go for good; the current one stays. */
  overdue({ ageMs, bytes }: Retention): number[] {
    const sealed = this.#shards.slice(0, -1);
    const oldestKept = ageMs === null ? Number.NEGATIVE_INFINITY : this.#now() - ageMs;
    const going = sealed.filter((shard) => (shard.facts().newestMs ?? 0) < oldestKept);
    let left = this.bytes() - going.reduce((sum, shard) => sum + shard.bytes(), 0);
    for (const shard of sealed) {
      if (bytes === null || left <= bytes) break;
      if (going.includes(shard)) continue;
      going.push(shard);
      left -= shard.bytes();
    }
    return going.map(({ number }) => number);
  }

  /** Takes the posts that are too old out of the oldest shard; what is left of them goes the next time. */
  trim(ageMs: number): void {
    this.commit();
    this.#shards[0]!.trim(this.#now() - ageMs, trimRowsMax);
  }

  retention(): Retention | null {
    return this.#state.retention();
  }

  setRetention(retention: Retention): void {
    this.commit();
    this.#state.setRetention(retention);
  }

  /** Takes shards and their files away. Readers must have let go of them. */
  drop(numbers: readonly number[]): void {
    for (const number of numbers) {
      const at = this.#shards.findIndex((shard) => shard.number === number);
      if (at === -1) continue;
      const [shard] = this.#shards.splice(at, 1);
      if (this.#sealDue === shard) this.#sealDue = null;
      shard!.close();
      for (const end of ["", "-wal", "-shm"]) rmSync(`${shard!.path}${end}`, { force: true });
    }
    if (this.#shards.length === 0) this.#begin(Math.max(0, ...numbers) + 1);
    this.#state.forgetDeletionsBefore(this.#now() - deletionsKeptMs);
  }

  close(): void {
    this.commit();
    this.flushCounts();
    for (const shard of this.#shards) shard.close();
    this.#state.database.close();
  }

  #takeEvent(event: FeedEvent, counted: { indexed: number; known: number; deletes: number }): void {
    if (event.type === "post") {
      this.#takePost(event.post, counted);
      return;
    }
    if (event.type === "delete") {
      this.#state.setDeleted(event.ref, this.#now());
      const place = this.find(event.ref);
      if (place === null) return;
      place.shard.delete(place.row);
      counted.deletes++;
      return;
    }
    if (event.type === "delete-author") {
      this.#state.setAuthorDeleted(event.source, event.authorId, this.#now());
      counted.deletes += this.#deleteAuthor(event.source, event.authorId);
      return;
    }
    const change = this.#countsOf(event.ref);
    if ("set" in event) change.set = { ...change.set, ...event.set };
    else
      for (const [name, more] of Object.entries(event.add)) add(change.add, name as keyof Engagement, more);
  }

  #takePost(post: Post, counted: { indexed: number; known: number }): void {
    if (post.repostOf !== "") {
      counted.known++;
      if (this.#shards.slice(-3, -1).some((shard) => shard.hasRepost(post.source, post.id))) return;
      if (!this.#current.takeRepost(post.source, post.id)) return;
      add(this.#countsOf({ source: post.source, id: post.repostOf }).add, "reposts", 1);
      return;
    }
    const hash = hashKey(postKey(post));
    const place = this.find(post, hash);
    if (place !== null) {
      const before = place.shard.post(place.row);
      if (sameWords(before, post)) {
        counted.known++;
        return;
      }
    } else if (this.#state.isDeleted(post) || this.#isOfDeletedAuthor(post)) {
      counted.known++;
      return;
    }
    const tokens = postTokens(post);
    const words = tokens.join(" ");
    const number = place
      ? numberOf(place.shard.number, place.row)
      : numberOf(this.#current.number, this.#current.rows + 1);
    const taken = this.#intake.take(post, number);
    const facts = {
      tokens: tokens.reduce((count, token) => count + (isFacet(token) ? 0 : 1), 0),
      quality: taken.quality,
      spam: taken.spam,
      said: taken.first?.number ?? 0,
    };
    if (place === null) this.#current.add(post, hash, facts, words);
    else {
      const engagement = place.shard.post(place.row).engagement;
      place.shard.replace(
        place.row,
        { ...post, engagement: highest(engagement, post.engagement) },
        facts,
        words,
      );
    }
    if (taken.first !== null) {
      const first = this.#countsOf(taken.first.ref);
      first.copies = taken.copies;
      first.copyAuthors = taken.copyAuthors;
    }
    counted.indexed++;
  }

  #deleteAuthor(source: Post["source"], authorId: string): number {
    const token = facetToken("author", authorId);
    let count = 0;
    for (const shard of this.#shards)
      for (const row of shard.rowsWith(token)) {
        const post = shard.post(row);
        if (post.source !== source || post.author.id !== authorId) continue;
        this.#state.setDeleted(post, this.#now());
        shard.delete(row);
        count++;
      }
    return count;
  }

  #isOfDeletedAuthor(post: Post): boolean {
    const atMs = this.#state.authorDeletedAtMs(post.source, post.author.id);
    return atMs !== null && post.createdAtMs <= atMs;
  }

  #countsOf(ref: PostRef): CountChange {
    const key = postKey(ref);
    let change = this.#counts.get(key);
    if (change === undefined) {
      change = { ref: { source: ref.source, id: ref.id }, set: {}, add: {}, copies: 0, copyAuthors: 0 };
      this.#counts.set(key, change);
    }
    return change;
  }

  #openTransaction(): void {
    this.#current.database.exec("BEGIN IMMEDIATE");
    try {
      this.#state.database.exec("BEGIN IMMEDIATE");
    } catch (error) {
      this.#current.rollBack();
      throw error;
    }
    this.#open = true;
  }

  #isOld(shard: Shard): boolean {
    const { oldestMs } = shard.rows === 0 ? { oldestMs: null } : this.#beganAt(shard);
    return oldestMs !== null && this.#now() - oldestMs > this.#settings.shardMs;
  }

  #beganAt(shard: Shard): { oldestMs: number | null } {
    const row = shard.database.get<{ at: number }>("SELECT arrived_at AS at FROM post ORDER BY row LIMIT 1");
    return { oldestMs: row?.at ?? null };
  }

  #roll(): void {
    if (this.#current.rows === 0) return;
    if (this.#sealDue !== null) this.doUpkeep();
    this.#sealDue = this.#current;
    this.#begin(this.#current.number + 1);
  }

  #begin(number: number): void {
    this.#shards.push(new Shard(this.#folder, number, this.#keysMax));
  }
}

function writeCounts(shard: Shard, row: number, { set, add: more, copies, copyAuthors }: CountChange): void {
  const value = (name: keyof Engagement) => [set[name] ?? null, more[name] ?? 0] as const;
  shard.database.run(
    `UPDATE post SET likes = max(0, coalesce(?, likes) + ?), reposts = max(0, coalesce(?, reposts) + ?),
       replies = max(0, coalesce(?, replies) + ?), copies = max(copies, ?), copy_authors = max(copy_authors, ?) WHERE row = ?`,
    ...value("likes"),
    ...value("reposts"),
    ...value("replies"),
    copies,
    copyAuthors,
    row,
  );
}

function add(
  counts: Partial<Record<keyof Engagement, number>>,
  name: keyof Engagement,
  more: number | undefined,
): void {
  counts[name] = (counts[name] ?? 0) + (more ?? 0);
}

function highest(a: Engagement, b: Engagement): Engagement {
  return {
    likes: Math.max(a.likes, b.likes),
    reposts: Math.max(a.reposts, b.reposts),
    replies: Math.max(a.replies, b.replies),
  };
}

/** Whether a post that came again says nothing new; counts come by events of their own. */
function sameWords(before: Post, now: Post): boolean {
  return (
    before.text === now.text &&
    before.url === now.url &&
    before.links.join(" ") === now.links.join(" ") &&
    before.media.join(" ") === now.media.join(" ") &&
    before.language === now.language
  );
}
