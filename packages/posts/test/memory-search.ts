import {
  countTerm,
  idf,
  isFacet,
  matchesPost,
  type ParsedPostQuery,
  type PostHit,
  type PostQuery,
  type QueryTerm,
  type SearchAnswer,
  scorePost,
} from "@grok/posts";
import type { MemoryPosts, StoredPost } from "./memory-posts.ts";

export interface RankedPost {
  readonly stored: StoredPost;
  readonly score: number;
}

/** Every post that `query` asks for. */
export function matchesOf(stored: readonly StoredPost[], query: ParsedPostQuery): StoredPost[] {
  return stored.filter(({ post }) => matchesPost(query, post));
}

/** Best first by `order`, of those that say the same the first alone. */
export function rankPosts(
  matches: readonly StoredPost[],
  query: ParsedPostQuery,
  posts: MemoryPosts,
  nowMs: number,
  order: PostQuery["order"],
): RankedPost[] {
  const terms = query.words.flat();
  const idfs = terms.map((term) => idf(posts.size, holding(term, posts)));
  const authors = authorsBySaying(posts);
  const ranked = matches.map((stored) => ({ stored, score: scoreOf(stored, terms, idfs, authors, nowMs) }));
  ranked.sort((a, b) => (order === "top" ? b.score - a.score : 0) || b.stored.number - a.stored.number);
  const seen = new Set<number>();
  return ranked.filter(({ stored: { saying } }) => !seen.has(saying) && seen.add(saying));
}

export function hitsOf(ranked: readonly RankedPost[], posts: MemoryPosts): PostHit[] {
  return ranked.map(({ stored, score }) => {
    const copies = posts.copiesOf(stored);
    return {
      post: stored.post,
      score,
      copies: copies.length,
      copyAuthors: new Set(copies.map(({ post }) => `${post.source} ${post.author.id}`)).size,
      spam: stored.spam,
    };
  });
}

export function wordPostsOf(query: ParsedPostQuery, posts: MemoryPosts): SearchAnswer["wordPosts"] {
  return query.words.flat().map((term) => ({ word: term.text, posts: holding(term, posts) }));
}

function scoreOf(
  { post, tokens, quality, saying }: StoredPost,
  terms: readonly QueryTerm[],
  idfs: readonly number[],
  authors: ReadonlyMap<number, ReadonlySet<string>>,
  nowMs: number,
): number {
  return scorePost(idfs, {
    counts: terms.map((term) => countTerm(tokens, term)),
    tokens: tokens.filter((token) => !isFacet(token)).length,
    ageMs: nowMs - post.createdAtMs,
    likes: post.engagement.likes,
    reposts: post.engagement.reposts,
    quality,
    copyAuthors: authors.get(saying)!.size,
  });
}

function holding(term: QueryTerm, posts: MemoryPosts): number {
  let count = 0;
  for (const { tokens } of posts.all()) if (countTerm(tokens, term) > 0) count++;
  return count;
}

function authorsBySaying(posts: MemoryPosts): Map<number, Set<string>> {
  const authors = new Map<number, Set<string>>();
  for (const { post, saying } of posts.all()) {
    const author = `${post.source} ${post.author.id}`;
    const known = authors.get(saying);
    if (known === undefined) authors.set(saying, new Set([author]));
    else known.add(author);
  }
  return authors;
}
