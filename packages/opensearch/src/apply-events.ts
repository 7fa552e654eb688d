// What events make of posts: from the documents that are there and the records in their order to what is to be written.
// Nothing here asks anybody, so applying the same records to what they have made before changes nothing.

import { type Engagement, type FeedEvent, type Post, type PostIntake, postKey } from "@grok/posts";
import type { PlacedRecord } from "./event-record.ts";
import { authorKey, documentOf, type PostDocument } from "./post-document.ts";
import type { Gone, StoredPost } from "./stored-posts.ts";
import { documentId, textHash } from "./words.ts";

/** What became of a record. */
export interface Outcome {
  readonly indexed: number;
  readonly known: number;
  readonly deletes: number;
}

export const nothingDone: Outcome = { indexed: 0, known: 0, deletes: 0 };

/** A post of this bout: as it was stored and as it is now. */
export interface PostChange {
  readonly id: string;
  readonly before: StoredPost | null;
  readonly now: PostDocument | null;
  readonly isChanged: boolean;
}

export interface Applied {
  readonly outcomes: readonly Outcome[];
  readonly posts: readonly PostChange[];
  readonly gone: ReadonlyMap<string, Gone>;
}

export interface Known {
  readonly stored: ReadonlyMap<string, StoredPost>;
  readonly gone: ReadonlyMap<string, Gone>;
  /** Of texts: what posts have in `said` that said them before. */
  readonly said: ReadonlyMap<string, string>;
}

type Record = PlacedRecord & { readonly event: Exclude<FeedEvent, { type: "delete-author" }> };

export function applyEvents(records: readonly Record[], known: Known, sayings: Sayings): Applied {
  const bout = new Bout(known, sayings);
  const outcomes = records.map((record) => bout.apply(record));
  return { outcomes, posts: [...bout.changes.values()], gone: bout.gone };
}

/** Ids of documents that `record` may change or must know. */
export function idsOf({ event }: Record): {
  readonly posts: readonly string[];
  readonly gone: readonly string[];
} {
  if (event.type !== "post") {
    const id = documentId(postKey(event.ref));
    return { posts: [id], gone: [] };
  }
  const { post } = event;
  const id = documentId(postKey(post));
  if (post.repostOf !== "") {
    const original = documentId(postKey({ source: post.source, id: post.repostOf }));
    return { posts: [original], gone: [id, original] };
  }
  return { posts: [id], gone: [id, authorId(post.source, post.author.id)] };
}

export function authorId(source: string, author: string): string {
  return documentId(`author ${authorKey(source, author)}`);
}

/** Which post said it first, as far as this process has seen. */
export class Sayings {
  #intake: PostIntake;
  readonly #create: () => PostIntake;
  /** Where another process knew better what was said first. */
  readonly #corrected = new Map<number, string>();

  constructor(create: () => PostIntake) {
    this.#create = create;
    this.#intake = create();
  }

  take(post: Post, order: number, before: string | undefined) {
    const { first, quality, spam } = this.#intake.take(post, order);
    let said = String(first?.number ?? order);
    if (first !== null) said = this.#corrected.get(first.number) ?? said;
    else if (before !== undefined && before !== said) {
      said = before;
      this.#correct(order, before);
    }
    return { said, quality, spam };
  }

  clear(): void {
    this.#intake = this.#create();
    this.#corrected.clear();
  }

  #correct(order: number, said: string): void {
    this.#corrected.set(order, said);
    // As many as the intake remembers at most; the oldest go first.
    if (this.#corrected.size > 200_000) this.#corrected.delete(this.#corrected.keys().next().value!);
  }
}

class Bout {
  readonly changes = new Map<string, PostChange>();
  readonly gone = new Map<string, Gone>();
  readonly #known: Known;
  readonly #sayings: Sayings;

  constructor(known: Known, sayings: Sayings) {
    this.#known = known;
    this.#sayings = sayings;
  }

  apply(record: Record): Outcome {
    const { event } = record;
    if (event.type === "delete") return this.#delete(record, documentId(postKey(event.ref)));
    if (event.type === "engagement") return this.#count(record, event);
    return event.post.repostOf === "" ? this.#take(record, event.post) : this.#repost(record, event.post);
  }

  #take(record: Record, post: Post): Outcome {
    const id = documentId(postKey(post));
    const { now } = this.#change(id);
    if (now === null) {
      if (this.#isGone(id, "post") || this.#isOfGoneAuthor(post)) return { ...nothingDone, known: 1 };
      this.#put(id, record, post, record.order);
      return { ...nothingDone, indexed: 1 };
    }
    // The record that made it, again after a crash: whoever waits is told what it has done.
    if (now.sequence === record.sequence) return { ...nothingDone, indexed: 1 };
    if (now.sequence > record.sequence) return { ...nothingDone, known: 1 };
    const engagement = highest(now.post.engagement, post.engagement);
    if (!saysSame(now.post, post)) {
      this.#put(id, record, { ...post, engagement }, now.order);
      return { ...nothingDone, indexed: 1 };
    }
    if (!isEqual(engagement, now.post.engagement)) this.#recount(id, record, now, engagement);
    return { ...nothingDone, known: 1 };
  }

  #put(id: string, record: Record, post: Post, order: number): void {
    const said = this.#sayings.take(post, order, this.#known.said.get(textHash(post)));
    const { sequence, partition } = record;
    this.#set(id, documentOf(post, { order, sequence, partition, ...said }));
  }

  #repost(record: Record, post: Post): Outcome {
    const id = documentId(postKey(post));
    const before = this.#gone(id);
    // The same record again must count where it did not count before.
    if (before !== undefined && !(before.kind === "repost" && before.sequence === record.sequence))
      return { ...nothingDone, known: 1 };
    this.gone.set(id, { kind: "repost", atMs: record.atMs, sequence: record.sequence });
    const original = documentId(postKey({ source: post.source, id: post.repostOf }));
    const { now } = this.#change(original);
    if (now !== null && now.sequence < record.sequence) {
      const { engagement } = now.post;
      this.#recount(original, record, now, { ...engagement, reposts: engagement.reposts + 1 });
    }
    return { ...nothingDone, indexed: 1 };
  }

  #count(record: Record, event: Extract<FeedEvent, { type: "engagement" }>): Outcome {
    const id = documentId(postKey(event.ref));
    const { now } = this.#change(id);
    if (now === null || now.sequence >= record.sequence) return nothingDone;
    const before = now.post.engagement;
    const value = (name: keyof Engagement) =>
      Math.max(0, "set" in event ? (event.set[name] ?? before[name]) : before[name] + (event.add[name] ?? 0));
    this.#recount(id, record, now, {
      likes: value("likes"),
      reposts: value("reposts"),
      replies: value("replies"),
    });
    return nothingDone;
  }

  #delete(record: Record, id: string): Outcome {
    this.gone.set(id, { kind: "post", atMs: record.atMs, sequence: record.sequence });
    const { now } = this.#change(id);
    if (now === null || now.sequence >= record.sequence) return nothingDone;
    this.#set(id, null);
    return { ...nothingDone, deletes: 1 };
  }

  #recount(id: string, { sequence }: Record, now: PostDocument, engagement: Engagement): void {
    const { order, partition, said, quality, spam } = now;
    const post = { ...now.post, engagement };
    this.#set(id, documentOf(post, { order, sequence, partition, said, quality, spam }));
  }

  #change(id: string): PostChange {
    const before = this.#known.stored.get(id) ?? null;
    return this.changes.get(id) ?? { id, before, now: before?.document ?? null, isChanged: false };
  }

  #set(id: string, now: PostDocument | null): void {
    this.changes.set(id, { ...this.#change(id), now, isChanged: true });
  }

  #gone(id: string): Gone | undefined {
    return this.gone.get(id) ?? this.#known.gone.get(id);
  }

  #isGone(id: string, kind: Gone["kind"]): boolean {
    return this.#gone(id)?.kind === kind;
  }

  /** What a closed account says later is new: it was opened again. */
  #isOfGoneAuthor({ source, author, createdAtMs }: Post): boolean {
    const gone = this.#gone(authorId(source, author.id));
    return gone !== undefined && createdAtMs <= gone.atMs;
  }
}

/** However often it was liked since, and whenever it came. */
function saysSame(a: Post, b: Post): boolean {
  const rest = (post: Post) =>
    JSON.stringify([
      post.text,
      post.author.id,
      post.author.handle,
      post.author.name,
      post.language,
      post.url,
      post.replyTo,
      post.media,
      post.links,
    ]);
  return rest(a) === rest(b);
}

/** Counts of a post that is told again may be older than what was counted since. */
function highest(a: Engagement, b: Engagement): Engagement {
  return {
    likes: Math.max(a.likes, b.likes),
    reposts: Math.max(a.reposts, b.reposts),
    replies: Math.max(a.replies, b.replies),
  };
}

function isEqual(a: Engagement, b: Engagement): boolean {
  return a.likes === b.likes && a.reposts === b.reposts && a.replies === b.replies;
}
