// Everything that changes the index, in the order in which it came. Synchronous; a thread of its own runs it.

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
  PostsError,
  postKey,
  postTokens,
} from "@grok/posts";
import { CountChanges } from "./count-changes.ts";
import { hashKey } from "./hash-key.ts";
import { numberOf } from "./post-number.ts";
import type { PostPlace, ShardSet } from "./shard-set.ts";
import type { StateDatabase } from "./state-database.ts";

/** Reposts are known again for so many shards: a source that repeats itself does so soon. */
const repostShards = 3;

interface Counted {
  indexed: number;
  known: number;
  deletes: number;
  dropped: number;
}

export class Writer {
  readonly #shards: ShardSet;
  readonly #state: StateDatabase;
  readonly #now: () => number;
  readonly #onNew: (post: Post) => void;
  readonly #counts = new CountChanges();
  #intake: PostIntake = createPostIntake();

  /** `onNew` is told of every post that says something new. */
  constructor(shards: ShardSet, state: StateDatabase, now: () => number, onNew: (post: Post) => void) {
    this.#shards = shards;
    this.#state = state;
    this.#now = now;
    this.#onNew = onNew;
  }

  /** Counts that wait to be written. */
  get waiting(): number {
    return this.#counts.size;
  }

  /** Takes a batch into the open transactions; `commit` makes it last. Throws `PostsError`; then call `rollBack`. */
  take(batch: PostBatch): Ingested {
    this.#state.begin();
    const counted = { indexed: 0, known: 0, deletes: 0, dropped: 0 };
    for (const event of batch.events) this.#takeEvent(event, counted);
    if (batch.cursor !== null) this.#state.setCursor(batch.feedId, batch.cursor);
    return counted;
  }

  /** Posts first, then the state: a cursor is never ahead of the posts it covers. Throws `PostsError`; nothing stays then. */
  commit(): void {
    try {
      this.#counts.flush(this.#shards);
      this.#shards.commit();
      this.#state.commit();
    } catch (error) {
      this.rollBack();
      throw error;
    }
  }

  /** Takes posts of the oldest shard away that arrived before, `rowsMax` at most; returns how many. Throws `PostsError`. */
  trim(beforeMs: number, rowsMax: number): number {
    const [oldest] = this.#shards.all;
    try {
      oldest!.begin();
      const count = oldest!.trim(beforeMs, rowsMax);
      this.commit();
      return count;
    } catch (error) {
      this.rollBack();
      throw error;
    }
  }

  /** All counts that wait. */
  writeCounts(): void {
    this.#counts.flush(this.#shards, this.#counts.size);
    this.commit();
  }

  /** Forgets what was taken since the last commit. */
  rollBack(): void {
    this.#shards.rollBack();
    this.#state.rollBack();
  }

  /** Shows the intake a post that was taken before this start: what says the same later is known as a copy. */
  recall(post: Post, number: number): void {
    this.#intake.take(post, number);
  }

  /** Forgets what it knows of the posts that went. */
  forget(): void {
    this.#intake = createPostIntake();
    this.#counts.clear();
  }

  #takeEvent(event: FeedEvent, counted: Counted): void {
    switch (event.type) {
      case "post":
        if (event.post.repostOf === "") this.#takePost(event.post, counted);
        else this.#takeRepost(event.post, counted);
        return;
      case "delete": {
        this.#state.setDeleted(event.ref, this.#now());
        const place = this.#shards.find(event.ref);
        if (place !== null) this.#delete(place, counted);
        return;
      }
      case "delete-author":
        this.#state.setAuthorDeleted(event.source, event.authorId, this.#now());
        this.#deleteAuthor(event.source, event.authorId, counted);
        return;
      case "engagement":
        if ("set" in event) this.#counts.set(event.ref, event.set);
        else this.#counts.add(event.ref, event.add);
    }
  }

  #takePost(post: Post, counted: Counted): void {
    const hash = hashKey(postKey(post));
    const place = this.#shards.find(post, hash);
    const before = place?.shard.post(place.row) ?? null;
    if (before !== null && sameWords(before, post)) {
      counted.known++;
      const engagement = highest(before.engagement, post.engagement);
      if (!sameCounts(before.engagement, engagement)) this.#counts.set(post, engagement);
      return;
    }
    if (place === null && (this.#state.isDeleted(post) || this.#isOfDeletedAuthor(post))) {
      counted.known++;
      return;
    }
    const { shard, row } = place ?? { shard: this.#shards.current, row: this.#shards.current.rows + 1 };
    if (place === null && shard.isFull)
      throw new PostsError("storage-full", "the disk has no room for more posts. Free some, then it goes on");
    const { first, copies, copyAuthors, quality, spam } = this.#intake.take(
      post,
      numberOf(shard.number, row),
    );
    const tokens = postTokens(post);
    const taken = { words: wordsAmong(tokens), quality, spam, said: first?.number ?? 0 };
    shard.begin();
    if (before === null) shard.add(post, hash, taken, tokens.join(" "));
    else {
      const engagement = highest(before.engagement, post.engagement);
      shard.replace(row, { ...post, arrivedAtMs: before.arrivedAtMs, engagement }, taken, tokens.join(" "));
    }
    if (first !== null) this.#counts.setCopies(first.ref, copies, copyAuthors);
    else if (before === null) this.#onNew(post);
    counted.indexed++;
  }

  #takeRepost(post: Post, counted: Counted): void {
    counted.known++;
    const { source, id, repostOf } = post;
    const older = this.#shards.all.slice(-repostShards, -1);
    if (older.some((shard) => shard.hasRepost(source, id))) return;
    const { current } = this.#shards;
    current.begin();
    if (current.takeRepost(source, id)) this.#counts.add({ source, id: repostOf }, { reposts: 1 });
  }

  #deleteAuthor(source: Post["source"], authorId: string, counted: Counted): void {
    const token = facetToken("author", authorId);
    for (const shard of this.#shards.all)
      for (const row of shard.rowsWith(token)) {
        const post = shard.post(row);
        if (post.source !== source || post.author.id !== authorId) continue;
        this.#state.setDeleted(post, this.#now());
        this.#delete({ shard, row }, counted);
      }
  }

  #delete({ shard, row }: PostPlace, counted: Counted): void {
    shard.begin();
    shard.delete(row);
    counted.deletes++;
  }

  #isOfDeletedAuthor(post: Post): boolean {
    const atMs = this.#state.authorDeletedAtMs(post.source, post.author.id);
    return atMs !== null && post.createdAtMs <= atMs;
  }
}

function wordsAmong(tokens: readonly string[]): number {
  let count = 0;
  for (const token of tokens) if (!isFacet(token)) count++;
  return count;
}

function highest(a: Engagement, b: Engagement): Engagement {
  return {
    likes: Math.max(a.likes, b.likes),
    reposts: Math.max(a.reposts, b.reposts),
    replies: Math.max(a.replies, b.replies),
  };
}

function sameCounts(a: Engagement, b: Engagement): boolean {
  return a.likes === b.likes && a.reposts === b.reposts && a.replies === b.replies;
}

/** Whether a post that came again says nothing new. */
function sameWords(before: Post, now: Post): boolean {
  return (
    before.text === now.text &&
    before.url === now.url &&
    before.links.join(" ") === now.links.join(" ") &&
    before.media.join(" ") === now.media.join(" ") &&
    before.language === now.language
  );
}
