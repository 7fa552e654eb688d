// Looks through shards, newest first, until there are enough posts or no more time. "Latest" takes them as they come;
// "top" scores candidates of every shard (top-candidates.ts). How near that comes to scoring every match is measured
// (docs/benchmarks.md).

import {
  countTerm,
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
import { countMatches, countTermRows, oldestIn, rowsBelow, rowsIn } from "./match-rows.ts";
import { numberOf } from "./shard.ts";
import { type PostRow, postOf } from "./shard-schema.ts";
import { topCandidates } from "./top-candidates.ts";

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

/** `shards`: newest first. Always looks through the newest at least, and counts as far as time allows. */
export function searchShards(shards: readonly OpenShard[], search: ShardSearch): ShardAnswer {
  const posts = shards.reduce((sum, { database }) => sum + rowsIn(database), 0);
  const words = search.query.words.flat();
  const wordPosts = words.map((term) => ({ word: term.text, posts: 0 }));
  const hits: NumberedHit[] = [];
  let matched = 0;
  let matchedIsExact = true;
  let searchedBackToMs = search.nowMs;
  let complete = true;
  for (const [at, shard] of shards.entries()) {
    const { database } = shard;
    if (search.below !== null && numberOf(shard.number, 0) >= search.below) continue;
    const isLate = performance.now() >= search.deadlineMs;
    const hasAll = search.order === "latest" && hits.length >= search.limit;
    if (at > 0 && (isLate || hasAll)) {
      matchedIsExact = false;
      complete = hasAll;
      break;
    }
    words.forEach((term, i) => {
      wordPosts[i]!.posts += countTermRows(database, ftsTerm(term));
    });
    const count = countMatches(database, search.query);
    matched += count.matched;
    matchedIsExact &&= count.isExact;
    if (count.matched > 0)
      hits.push(...(search.order === "latest" ? latest(shard, search) : top(shard, search)));
    searchedBackToMs = Math.min(searchedBackToMs, oldestIn(database) ?? search.nowMs);
  }
  const idfs = wordPosts.map(({ posts: holding }) => idf(posts, holding));
  const ordered = search.order === "latest" ? hits : scoreAll(hits, search, idfs);
  return {
    hits: withoutCopies(ordered).slice(0, search.limit),
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
  // Twice as many as wanted, because some say the same.
  const pageRows = 2 * search.limit;
  let below = search.below === null ? Number.MAX_SAFE_INTEGER : search.below - numberOf(shard.number, 0);
  for (;;) {
    const rows = rowsBelow(shard.database, search.query, below, pageRows);
    for (const row of rows) found.push(...hitOf(shard, row, search.query));
    const distinct = new Set(found.map(({ said }) => said)).size;
    const last = rows.at(-1);
    if (rows.length < pageRows || last === undefined || distinct >= search.limit) return found;
    if (performance.now() >= search.deadlineMs && found.length > 0) return found;
    below = last.row;
  }
}

function top(shard: OpenShard, { query, nowMs }: ShardSearch): NumberedHit[] {
  return topCandidates(shard.database, query, nowMs).flatMap((row) => hitOf(shard, row, query));
}

/** None where the words alone could not decide (a query of exclusions) and the post does not match. */
function hitOf(shard: OpenShard, row: PostRow, query: ParsedPostQuery): NumberedHit[] {
  const post = postOf(row);
  if (query.words.length + query.facets.length === 0 && !matchesPost(query, post)) return [];
  const number = numberOf(shard.number, row.row);
  return [
    {
      post,
      score: row.quality,
      copies: row.copies,
      copyAuthors: row.copy_authors,
      spam: row.spam === "" ? [] : row.spam.split(" "),
      number,
      said: row.said || number,
    },
  ];
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
