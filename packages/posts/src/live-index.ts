import type { FeedId } from "./feed.ts";
import type { FeedBatch } from "./feed-event.ts";
import type { Post, PostMedia, PostRef, PostSource } from "./post.ts";

/**
 * What to look for. `text` is in the language of `parsePostQuery`: words, "phrases", OR, -word, #tag, @user, $CASH,
 * from:, lang:, source:, has:, since:, until:. The other fields narrow it further.
 */
export interface PostQuery {
  /** At most 512 UTF-16 units; "" finds everything that the other fields let through. */
  readonly text: string;
  /** `latest`: newest first. `top`: by words, engagement and age together. */
  readonly order: "latest" | "top";
  /** From, inclusive, to, exclusive; compared with `createdAtMs`. */
  readonly sinceMs?: number;
  readonly untilMs?: number;
  readonly language?: string;
  readonly source?: PostSource;
  /** Ids or handles, at most 20: by any of the first, by none of the second. */
  readonly authors?: readonly string[];
  readonly excludedAuthors?: readonly string[];
  readonly media?: PostMedia | "link";
  /** 1 to 100. Default 20. */
  readonly limit?: number;
  /** `SearchAnswer.next` of the answer before; with `order` "latest" only. */
  readonly after?: string;
  /** How long it may look, in ms; what was found by then is the answer. Default 30. */
  readonly budgetMs?: number;
}

export interface PostHit {
  readonly post: Post;
  readonly score: number;
  /** Posts that say the same within a day, this one included, and by how many authors. */
  readonly copies: number;
  readonly copyAuthors: number;
  /** Why it stands lower than its words would put it: "repeats", "many-tags", "link-only" and so on; mostly empty. */
  readonly spam: readonly string[];
}

export interface SearchAnswer {
  /** No two say the same. Deleted posts never. */
  readonly hits: readonly PostHit[];
  /** Posts that matched as far as was looked; `matchedIsExact` where all of them were counted. */
  readonly matched: number;
  readonly matchedIsExact: boolean;
  /** How many posts the index holds as a whole, and how many of them hold each word of the query (words in query order). */
  readonly posts: number;
  readonly wordPosts: readonly { readonly word: string; readonly posts: number }[];
  /** No post matched all words, so those with some of them are told. */
  readonly relaxed: boolean;
  /** Everything that arrived since then was looked at. */
  readonly searchedBackToMs: number;
  /** Nothing older was left out for want of time. */
  readonly complete: boolean;
  /** How old the oldest post is that has arrived and cannot be found yet; 0 where there is none. */
  readonly indexLagMs: number;
  readonly asOfMs: number;
  /** For the page after this one; null at the end. */
  readonly next: string | null;
}

export interface TrendAsk {
  readonly windowMs: 60_000 | 600_000 | 3_600_000 | 86_400_000;
  /** "" is all languages. */
  readonly language: string;
  /** 1 to 50. */
  readonly limit: number;
}

export interface Trend {
  /** As people write it: "Leonids", "#rust", "first-quarter moon". */
  readonly term: string;
  /** Finds its posts. */
  readonly query: string;
  readonly language: string;
  readonly posts: number;
  /** Distinct, estimated (within 5 %). */
  readonly authors: number;
  /** Authors in this window against what the windows before let expect. */
  readonly factor: number;
  /** Since when it is in a burst; null where it is not. */
  readonly burstSinceMs: number | null;
  /** Distinct authors in twelve equal parts of the window, oldest first. */
  readonly series: readonly number[];
  /** Posts that explain it: of different authors, saying different things; at most 3. */
  readonly examples: readonly Post[];
}

export interface TrendAnswer {
  /** Strongest first. */
  readonly trends: readonly Trend[];
  readonly asOfMs: number;
  /** Since when posts were counted; trends of a younger index say less. */
  readonly countedSinceMs: number;
}

export interface PostBatch extends FeedBatch {
  readonly feedId: FeedId;
}

/** What became of a batch. Numbers are of posts, but `deletes`, of posts that were there. */
export interface Ingested {
  readonly indexed: number;
  /** The same post again. */
  readonly known: number;
  readonly deletes: number;
  /** Left out because more came than could be held. */
  readonly dropped: number;
}

export interface Retention {
  /** Older posts go; null keeps them. */
  readonly ageMs: number | null;
  /** On the disk. Whole shards go, oldest first; at least 64 MiB. */
  readonly bytes: number | null;
}

export interface IndexStats {
  readonly posts: number;
  readonly bytes: number;
  readonly oldestAtMs: number | null;
  readonly newestAtMs: number | null;
  /** Events accepted and not yet stored, and how many can wait. */
  readonly queued: number;
  readonly queueMax: number;
  readonly dropped: number;
  readonly indexLagMs: number;
  readonly retention: Retention;
  /** "" while all is well; else what is wrong and what to do, for people. */
  readonly trouble: string;
}

/**
 * Posts that can be found. Contract, checked for every implementation by `@grok/posts/contract`:
 * - `ingest` resolves once its posts are stored and can be found: what it acknowledged survives a kill. The cursor is
 *   stored with or after them, never before.
 * - The same batch again changes nothing. A deleted post is never found again, even if it comes after its deletion.
 * - Answers are true for the moment they name (`asOfMs`), and say how far they looked.
 * - Methods throw `PostsError` alone. `close` stores what was accepted, and is idempotent.
 */
export interface LiveIndex {
  ingest(batch: PostBatch): Promise<Ingested>;
  /** Null where the feed is new. */
  cursor(feedId: FeedId): Promise<string | null>;
  /** Also where none is known: nothing happens. */
  forgetCursor(feedId: FeedId): Promise<void>;
  search(query: PostQuery, signal?: AbortSignal): Promise<SearchAnswer>;
  /** As they are now, in the order asked for; null for a post that is deleted or was never there. At most 200. */
  posts(refs: readonly PostRef[]): Promise<readonly (Post | null)[]>;
  /** As `posts`, but tells deletion from absence: a post that fell to retention is "unknown". */
  fates(refs: readonly PostRef[]): Promise<readonly ("there" | "deleted" | "unknown")[]>;
  trends(ask: TrendAsk): Promise<TrendAnswer>;
  stats(): Promise<IndexStats>;
  setRetention(retention: Retention): Promise<void>;
  /** Forgets every post; cursors stay, so that nothing comes twice. */
  clear(): Promise<void>;
  close(): Promise<void>;
}
