import {
  countTerm,
  idf,
  isFacet,
  type ParsedPostQuery,
  postTokens,
  type SearchAnswer,
  scorePost,
} from "@grok/posts";
import { BestRows } from "./best-rows.ts";
import { CandidateRows } from "./candidate-rows.ts";
import { matchAt } from "./latest-hits.ts";
import { type NumberedHit, withoutCopies } from "./numbered-hit.ts";
import type { OpenShard } from "./open-shard.ts";
import { placeOf } from "./post-number.ts";
import { Progress } from "./progress.ts";

export interface TopSearch {
  readonly query: ParsedPostQuery;
  readonly limit: number;
  readonly wordPosts: SearchAnswer["wordPosts"];
  readonly nowMs: number;
  readonly deadlineMs: number;
}

/** Posts that are read and scored exactly, at most, and between two looks whether those that are left can still lead. */
const readMax = 400;
const readAtOnce = 40;
/** How much more a post may be worth than its row lets expect: a word may stand in it twice, or others say the same. */
const roughness = 1.6;
/** And where one word is enough it may hold more of them than were listed. */
const roughnessOfAny = 2.5;
/** Of the time there is, what reading them takes at most. */
const readingMs = 8;

/**
 * The best that match, best first. Rows are chosen by their facts and by which words they hold; those that lead are read
 * and scored as `scorePost` says. How near that comes to scoring every match is measured (docs/benchmarks.md).
 */
export function topHits(shards: readonly OpenShard[], search: TopSearch) {
  const { query, wordPosts, nowMs } = search;
  const posts = shards.reduce((sum, { facts }) => sum + facts.posts, 0);
  const idfs = wordPosts.map((word) => idf(posts, word.posts));
  const best = new BestRows(readMax);
  const progress = new Progress(nowMs);
  const candidates = new CandidateRows(query, idfs, nowMs);
  const left = search.deadlineMs - performance.now();
  const listUntilMs = search.deadlineMs - Math.min(readingMs, left / 3);
  for (const shard of shards) {
    if (progress.hasBegun && performance.now() >= listUntilMs) {
      progress.leaveOut(false);
      break;
    }
    const { matched, lookedDownTo } = candidates.offer(shard, best, listUntilMs);
    progress.count(matched, lookedDownTo === 0);
    progress.look(shard, lookedDownTo);
    progress.complete &&= lookedDownTo === 0;
  }
  return { hits: readBest(shards, best, search, idfs), progress };
}

/** Best first, as far as the rest cannot get among the first that are wanted. */
function readBest(
  shards: readonly OpenShard[],
  best: BestRows,
  { query, limit, nowMs }: TopSearch,
  idfs: readonly number[],
): NumberedHit[] {
  const byNumber = new Map(shards.map((shard) => [shard.number, shard]));
  const hits: NumberedHit[] = [];
  const sorted = best.sorted();
  const most = query.words.some((clause) => clause.length > 1) ? roughnessOfAny : roughness;
  for (let at = 0; at < sorted.length; at += readAtOnce) {
    const last = withoutCopies(hits.sort(byScore))[limit - 1];
    if (last !== undefined && sorted[at]!.score * most <= last.score) break;
    for (const { number } of sorted.slice(at, at + readAtOnce)) {
      const place = placeOf(number);
      const hit = matchAt(byNumber.get(place.shard)!, place.row, query);
      if (hit === null) continue;
      const first = placeOf(hit.said);
      const authors = byNumber.get(first.shard)?.facts.authors(first.row) ?? 1;
      hits.push({ ...hit, score: scoreOf(hit, query, idfs, nowMs, Math.max(authors, hit.copyAuthors)) });
    }
  }
  return hits.sort(byScore);
}

const byScore = (a: NumberedHit, b: NumberedHit) => b.score - a.score || b.number - a.number;

function scoreOf(
  { post, score: quality }: NumberedHit,
  query: ParsedPostQuery,
  idfs: readonly number[],
  nowMs: number,
  copyAuthors: number,
): number {
  const tokens = postTokens(post);
  return scorePost(idfs, {
    counts: query.words.flat().map((term) => countTerm(tokens, term)),
    tokens: tokens.filter((token) => !isFacet(token)).length,
    ageMs: nowMs - post.createdAtMs,
    likes: post.engagement.likes,
    reposts: post.engagement.reposts,
    quality,
    copyAuthors,
  });
}
