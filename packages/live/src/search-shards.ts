// Looks through shards, newest first, until there are enough posts or no more time. "Latest" takes them as they come.
// "Top" scores candidates: the newest that match and, of the rest, those that people reacted to, because nothing else
// can lead; how near that comes to scoring every match is measured (docs/benchmarks.md).

import {
  countTerm,
  ftsQueryOf,
  ftsTerm,
  idf,
  isFacet,
  matchesPost,
  type ParsedPostQuery,
  type PostHit,
  postTokens,
  scorePost,
} from "@grok/posts";
import type { Database } from "./database.ts";
import { numberOf } from "./shard.ts";
import { type PostRow, postOf } from "./shard-schema.ts";

/** A shard as a reader has it. */
export interface OpenShard {
  readonly number: number;
  readonly database: Database;
}

export interface ShardSearch {
  readonly query: ParsedPostQuery;
  readonly order: "latest" | "top";
  readonly limit: number;
  /** Only rows below this number of all posts; null is from the newest on. */
  readonly below: number | null;
  readonly nowMs: number;
  /** On the clock of `performance.now()`. */
  readonly deadlineMs: number;
}

export interface NumberedHit extends PostHit {
  readonly number: number;
  /** What it says the same as: the number of the first such post, or its own. */
  readonly said: number;
}

export interface ShardAnswer {
  /** Best first; no two say the same. */
  readonly hits: readonly NumberedHit[];
  readonly matched: number;
  readonly matchedIsExact: boolean;
  readonly posts: number;
  readonly wordPosts: readonly { readonly word: string; readonly posts: number }[];
  readonly searchedBackToMs: number;
  readonly complete: boolean;
}

/** Rows that are read at once. */
const pageRows = 200;
/** Candidates of one shard for "top": the newest, and those that people reacted to. */
const newestMax = 1_500;
const engagedMax = 1_500;
/** Counting goes no further in one shard. */
const countMax = 10_000;

/** `shards`: newest first. Always looks through the newest at least, and counts as far as time allows. */
export function searchShards(shards: readonly OpenShard[], search: ShardSearch): ShardAnswer {
  const posts = shards.reduce((sum, shard) => sum + postsOf(shard), 0);
  const words = search.query.words.flat();
  const wordPosts = words.map((term) => ({ word: term.text, posts: 0 }));
  const hits: NumberedHit[] = [];
  let matched = 0;
  let matchedIsExact = true;
  let searchedBackToMs = search.nowMs;
  let complete = true;
  for (const [at, shard] of shards.entries()) {
    if (search.below !== null && numberOf(shard.number, 0) >= search.below) continue;
    const isLate = performance.now() >= search.deadlineMs;
    const hasAll = search.order === "latest" && hits.length >= search.limit;
    if (at > 0 && (isLate || hasAll)) {
      matchedIsExact = false;
      complete = hasAll;
      break;
    }
    words.forEach((term, i) => {
      wordPosts[i]!.posts += docCount(shard, ftsTerm(term));
    });
    const count = countMatches(shard, search.query);
    matched += count.matched;
    matchedIsExact &&= count.isExact;
    if (count.matched > 0)
      hits.push(...(search.order === "latest" ? latest(shard, search) : candidates(shard, search)));
    searchedBackToMs = Math.min(searchedBackToMs, oldestOf(shard) ?? search.nowMs);
  }
  const scored =
    search.order === "latest"
      ? hits
      : scoreAll(
          hits,
          search,
          wordPosts.map(({ posts: holding }) => idf(posts, holding)),
        );
  return {
    hits: withoutCopies(scored).slice(0, search.limit),
    matched,
    matchedIsExact,
    posts,
    wordPosts,
    searchedBackToMs,
    complete,
  };
}

function latest(shard: OpenShard, search: ShardSearch): NumberedHit[] {
  const found: NumberedHit[] = [];
  let below = search.below === null ? Number.MAX_SAFE_INTEGER : search.below - numberOf(shard.number, 0);
  for (;;) {
    const rows = rowsBelow(shard, search.query, below, pageRows);
    for (const row of rows) {
      const hit = hitOf(shard, row, search.query);
      if (hit !== null) found.push(hit);
    }
    const distinct = new Set(found.map(({ said }) => said)).size;
    const last = rows.at(-1);
    if (rows.length < pageRows || last === undefined || distinct >= search.limit) return found;
    if (performance.now() >= search.deadlineMs && found.length > 0) return found;
    below = last.row;
  }
}

function candidates(shard: OpenShard, search: ShardSearch): NumberedHit[] {
  const newest = rowsBelow(shard, search.query, Number.MAX_SAFE_INTEGER, newestMax);
  const oldest = newest.at(-1);
  const engaged =
    newest.length < newestMax || oldest === undefined ? [] : engagedBelow(shard, search.query, oldest.row);
  return [...newest, ...engaged].flatMap((row) => hitOf(shard, row, search.query) ?? []);
}

const matching = "FROM post_words w CROSS JOIN post p ON p.row = w.rowid WHERE post_words MATCH ?";
const inTime = "created_at >= ? AND created_at < ?";

function rowsBelow(shard: OpenShard, query: ParsedPostQuery, below: number, limit: number): PostRow[] {
  const match = ftsQueryOf(query);
  const times = timesOf(query);
  if (match === null)
    return shard.database.all<PostRow>(
      `SELECT * FROM post WHERE row < ? AND ${inTime} ORDER BY row DESC LIMIT ?`,
      below,
      ...times,
      limit,
    );
  return shard.database.all<PostRow>(
    `SELECT p.* ${matching} AND w.rowid < ? AND ${inTime} ORDER BY w.rowid DESC LIMIT ?`,
    match,
    below,
    ...times,
    limit,
  );
}

function engagedBelow(shard: OpenShard, query: ParsedPostQuery, below: number): PostRow[] {
  const match = ftsQueryOf(query);
  const weight = "likes + 2 * reposts";
  const times = timesOf(query);
  if (match === null)
    return shard.database.all<PostRow>(
      `SELECT * FROM post WHERE row < ? AND ${inTime} ORDER BY ${weight} DESC LIMIT ?`,
      below,
      ...times,
      engagedMax,
    );
  return shard.database.all<PostRow>(
    `SELECT p.* ${matching} AND w.rowid < ? AND ${inTime} ORDER BY ${weight} DESC LIMIT ?`,
    match,
    below,
    ...times,
    engagedMax,
  );
}

function timesOf({ sinceMs, untilMs }: ParsedPostQuery): [number, number] {
  return [sinceMs ?? 0, untilMs ?? Number.MAX_SAFE_INTEGER];
}

/** Null where the words alone could not decide: queries without words that must be there. */
function hitOf(shard: OpenShard, row: PostRow, query: ParsedPostQuery): NumberedHit | null {
  const post = postOf(row);
  if (query.words.length + query.facets.length === 0 && !matchesPost(query, post)) return null;
  const number = numberOf(shard.number, row.row);
  return {
    post,
    score: row.quality,
    copies: row.copies,
    copyAuthors: row.copy_authors,
    spam: row.spam === "" ? [] : row.spam.split(" "),
    number,
    said: row.said || number,
  };
}

function scoreAll(
  hits: readonly NumberedHit[],
  { query, nowMs }: ShardSearch,
  idfs: readonly number[],
): NumberedHit[] {
  const words = query.words.flat();
  return hits
    .map((hit) => {
      const { post } = hit;
      const tokens = postTokens(post);
      const score = scorePost(idfs, {
        counts: words.map((term) => countTerm(tokens, term)),
        tokens: tokens.filter((token) => !isFacet(token)).length,
        ageMs: nowMs - post.createdAtMs,
        likes: post.engagement.likes,
        reposts: post.engagement.reposts,
        quality: hit.score,
        copyAuthors: hit.copyAuthors,
      });
      return { ...hit, score };
    })
    .sort((a, b) => b.score - a.score || b.number - a.number);
}

/** The first of those that say the same, with the counts of the one that said it first where that is among them. */
function withoutCopies(hits: readonly NumberedHit[]): NumberedHit[] {
  const bySaying = new Map<number, NumberedHit>();
  for (const hit of hits) {
    const shown = bySaying.get(hit.said);
    if (shown === undefined) bySaying.set(hit.said, hit);
    else if (hit.copies > shown.copies)
      bySaying.set(hit.said, { ...shown, copies: hit.copies, copyAuthors: hit.copyAuthors });
  }
  return [...bySaying.values()];
}

function countMatches(shard: OpenShard, query: ParsedPostQuery): { matched: number; isExact: boolean } {
  const match = ftsQueryOf(query);
  const times = timesOf(query);
  const hasTimes = query.sinceMs !== null || query.untilMs !== null;
  if (match === null) {
    if (query.excluded.length > 0) return { matched: 1, isExact: false };
    const all = hasTimes
      ? shard.database.get<{ n: number }>(
          `SELECT count(*) AS n FROM (SELECT 1 FROM post WHERE ${inTime} LIMIT ${countMax})`,
          ...times,
        )!.n
      : postsOf(shard);
    return { matched: all, isExact: !hasTimes || all < countMax };
  }
  const sql = hasTimes
    ? `SELECT count(*) AS n FROM (SELECT 1 ${matching} AND ${inTime} LIMIT ${countMax})`
    : `SELECT count(*) AS n FROM (SELECT 1 FROM post_words WHERE post_words MATCH ? LIMIT ${countMax})`;
  const matched = shard.database.get<{ n: number }>(sql, match, ...(hasTimes ? times : []))!.n;
  return { matched, isExact: matched < countMax };
}

function docCount(shard: OpenShard, term: string): number {
  return shard.database.get<{ n: number }>(
    `SELECT count(*) AS n FROM (SELECT 1 FROM post_words WHERE post_words MATCH ? LIMIT ${countMax})`,
    term,
  )!.n;
}

function postsOf(shard: OpenShard): number {
  // Rows less deletions; exact enough for weights, and no walk over the table.
  return shard.database.get<{ n: number | null }>("SELECT max(row) AS n FROM post")?.n ?? 0;
}

function oldestOf(shard: OpenShard): number | null {
  return (
    shard.database.get<{ at: number }>("SELECT arrived_at AS at FROM post ORDER BY row LIMIT 1")?.at ?? null
  );
}
