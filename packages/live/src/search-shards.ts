import type { ParsedPostQuery, PostQuery, SearchAnswer } from "@grok/posts";
import { latestHits } from "./latest-hits.ts";
import { type NumberedHit, withCopies, withoutCopies } from "./numbered-hit.ts";
import type { OpenShard } from "./open-shard.ts";
import { topHits } from "./top-hits.ts";
import type { WordCounts } from "./word-counts.ts";

export interface ShardSearch {
  readonly query: ParsedPostQuery;
  readonly order: PostQuery["order"];
  readonly limit: number;
  /** Only posts below this number; null is from the newest on. */
  readonly below: number | null;
  readonly nowMs: number;
  readonly budgetMs: number;
}

export type ShardAnswer = Pick<
  SearchAnswer,
  "matched" | "matchedIsExact" | "posts" | "wordPosts" | "searchedBackToMs" | "complete"
> & {
  /** Best first; no two say the same. */
  readonly hits: readonly NumberedHit[];
};

/** Of the time there is, what counting words takes at most. */
const countingShare = 0.2;

/** `shards`: newest first. Looks into the newest at least. */
export function searchShards(
  shards: readonly OpenShard[],
  search: ShardSearch,
  counts: WordCounts,
): ShardAnswer {
  const { query, limit, nowMs, below } = search;
  const startedMs = performance.now();
  const deadlineMs = startedMs + search.budgetMs;
  const wordPosts = counts.of(shards, query, startedMs + search.budgetMs * countingShare);
  const { hits, progress } =
    search.order === "latest"
      ? latestHits(shards, { query, limit, below, nowMs, deadlineMs })
      : topHits(shards, { query, limit, wordPosts, nowMs, deadlineMs });
  const { matched, matchedIsExact, searchedBackToMs, complete } = progress;
  const shown = withoutCopies(hits).slice(0, limit);
  return {
    hits: shown.map((hit) => withCopies(shards, hit)),
    // Where only what was looked at could tell, it did.
    matched: Math.max(matched, shown.length),
    matchedIsExact,
    posts: shards.reduce((sum, { facts }) => sum + facts.posts, 0),
    wordPosts,
    searchedBackToMs,
    complete,
  };
}
