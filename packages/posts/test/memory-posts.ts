import {
  cleanPost,
  createPostIntake,
  type Engagement,
  type FeedEvent,
  type Post,
  type PostRef,
  type PostSource,
  postKey,
  postTokens,
} from "@grok/posts";

/** A post as it is held, with what is known of it besides. */
export interface StoredPost {
  readonly post: Post;
  readonly tokens: readonly string[];
  /** In the order of arrival; a new version keeps it. */
  readonly number: number;
  /** Number of the post that said it first; its own where it did. */
  readonly saying: number;
  readonly quality: number;
  readonly spam: readonly string[];
}

/** What became of a post: it was new or not; `counts` is it where it counts for trends. */
export type Taken = { readonly isNew: boolean; readonly counts: Post | null } | "nothing";

const noEngagement: Engagement = { likes: 0, reposts: 0, replies: 0 };

/** The posts of a memory index, by key and in the order of arrival. */
export class MemoryPosts {
  readonly #posts = new Map<string, StoredPost>();
  readonly #deleted = new Set<string>();
  /** Of reposts: the key of what they pass on. */
  readonly #reposts = new Map<string, string>();
  #intake = createPostIntake();
  #count = 0;

  get size(): number {
    return this.#posts.size;
  }

  /** About what they take. */
  get bytes(): number {
    let bytes = 0;
    for (const stored of this.#posts.values()) bytes += bytesOf(stored);
    return bytes;
  }

  get oldestAtMs(): number | null {
    return this.#posts.size === 0 ? null : Math.min(...this.#times());
  }

  get newestAtMs(): number | null {
    return this.#posts.size === 0 ? null : Math.max(...this.#times());
  }

  all(): IterableIterator<StoredPost> {
    return this.#posts.values();
  }

  get(key: string): StoredPost | null {
    return this.#posts.get(key) ?? null;
  }

  fateOf(key: string): "there" | "deleted" | "unknown" {
    return this.#posts.has(key) ? "there" : this.#deleted.has(key) ? "deleted" : "unknown";
  }

  take(told: Post): Taken {
    const post = cleanPost(told);
    if (post === null) return "nothing";
    const key = postKey(post);
    if (this.#deleted.has(key) || this.#reposts.has(key)) return { isNew: false, counts: null };
    if (post.repostOf !== "") return this.#takeRepost(key, post);
    const before = this.#posts.get(key);
    if (before !== undefined && isSame(before.post, post)) {
      this.#change(before, highest(before.post.engagement, post.engagement));
      return { isNew: false, counts: null };
    }
    const number = before?.number ?? ++this.#count;
    const { first, quality, spam } = this.#intake.take(post, number);
    const engagement = highest(before?.post.engagement ?? noEngagement, post.engagement);
    const held = { ...post, engagement };
    const saying = first?.number ?? number;
    this.#posts.set(key, { post: held, tokens: postTokens(held), number, saying, quality, spam });
    return { isNew: true, counts: first === null && before === undefined ? post : null };
  }

  /** How many posts went: none where it was not there. */
  delete(ref: PostRef): number {
    const key = postKey(ref);
    this.#deleted.add(key);
    return this.#posts.delete(key) ? 1 : 0;
  }

  deleteAuthor(source: PostSource, authorId: string): number {
    const theirs = [...this.#posts.values()].filter(
      ({ post }) => post.source === source && post.author.id === authorId,
    );
    for (const { post } of theirs) this.delete(post);
    return theirs.length;
  }

  count(event: Extract<FeedEvent, { type: "engagement" }>): void {
    const stored = this.#posts.get(postKey(event.ref));
    if (stored === undefined) return;
    const before = stored.post.engagement;
    const value = (name: keyof Engagement) =>
      "set" in event ? (event.set[name] ?? before[name]) : before[name] + (event.add[name] ?? 0);
    this.#change(stored, { likes: value("likes"), reposts: value("reposts"), replies: value("replies") });
  }

  /** Posts of the same saying, the given one included. */
  copiesOf({ saying }: StoredPost): readonly StoredPost[] {
    return [...this.#posts.values()].filter((other) => other.saying === saying);
  }

  /** Lets go of what arrived before, and of the oldest until the rest takes no more room than that. */
  forget(beforeMs: number | null, bytesMax: number | null): void {
    if (beforeMs !== null)
      for (const [key, { post }] of this.#posts) if (post.arrivedAtMs < beforeMs) this.#posts.delete(key);
    if (bytesMax === null) return;
    let bytes = this.bytes;
    for (const [key, stored] of this.#posts) {
      if (bytes <= bytesMax) break;
      bytes -= bytesOf(stored);
      this.#posts.delete(key);
    }
  }

  clear(): void {
    this.#posts.clear();
    this.#reposts.clear();
    this.#intake = createPostIntake();
  }

  #takeRepost(key: string, post: Post): Taken {
    const original = postKey({ source: post.source, id: post.repostOf });
    this.#reposts.set(key, original);
    const stored = this.#posts.get(original);
    if (stored !== undefined)
      this.#change(stored, { ...stored.post.engagement, reposts: stored.post.engagement.reposts + 1 });
    return { isNew: true, counts: null };
  }

  #change(stored: StoredPost, { likes, reposts, replies }: Engagement): void {
    const engagement = {
      likes: Math.max(0, likes),
      reposts: Math.max(0, reposts),
      replies: Math.max(0, replies),
    };
    this.#posts.set(postKey(stored.post), { ...stored, post: { ...stored.post, engagement } });
  }

  #times(): number[] {
    return [...this.#posts.values()].map(({ post }) => post.arrivedAtMs);
  }
}

/** Whether a post is the same again, however often it was liked since and whenever it came. */
function isSame(a: Post, b: Post): boolean {
  const rest = (post: Post) => JSON.stringify({ ...post, engagement: null, arrivedAtMs: 0, createdAtMs: 0 });
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

function bytesOf({ post, tokens }: StoredPost): number {
  return 200 + 2 * post.text.length + 16 * tokens.length;
}
