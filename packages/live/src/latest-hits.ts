import { ftsQueryOf, matchesPost, type ParsedPostQuery } from "@grok/posts";
import { hitOf, type NumberedHit } from "./numbered-hit.ts";
import type { OpenShard } from "./open-shard.ts";
import { numberOf } from "./post-number.ts";
import { Progress } from "./progress.ts";

export interface LatestSearch {
  readonly query: ParsedPostQuery;
  readonly limit: number;
  /** Only posts below this number; null is from the newest on. */
  readonly below: number | null;
  readonly nowMs: number;
  /** On the clock of `performance.now()`. */
  readonly deadlineMs: number;
}

/** Rows that are looked at between two looks at the clock: few at first, since most often they are enough. */
const firstRows = 200;
const moreRows = 4_000;
/** Counting goes no further in one shard. */
const countedMax = 10_000;

/** The newest that match, in the order of arrival, until there are enough or time is up. `shards`: newest first. */
export function latestHits(shards: readonly OpenShard[], search: LatestSearch) {
  const { query, below, limit, deadlineMs } = search;
  const match = ftsQueryOf(query);
  const progress = new Progress(search.nowMs);
  const hits: NumberedHit[] = [];
  const sayings = new Set<number>();
  for (const shard of shards) {
    const first = numberOf(shard.number, 0);
    if (below !== null && below <= first) continue;
    const isEnough = sayings.size >= limit;
    if (isEnough || (progress.hasBegun && performance.now() >= deadlineMs)) {
      progress.leaveOut(isEnough);
      break;
    }
    let last = below === null ? Number.MAX_SAFE_INTEGER : below - first;
    let rows = shard.matching(match, last, firstRows);
    // Fewer rows than were asked for are all there are: such a shard is looked into once.
    const isAllOfIt = below === null && rows.length < firstRows;
    progress.count(...countMatches(shard, query, match, isAllOfIt ? rows : null));
    for (let size = firstRows; ; size = moreRows, rows = shard.matching(match, last, size)) {
      for (const row of rows) {
        if (sayings.size >= limit) break;
        last = row;
        const hit = matchAt(shard, row, query);
        if (hit === null) continue;
        hits.push(hit);
        sayings.add(hit.said);
      }
      const isAll = rows.length < size && sayings.size < limit;
      if (!isAll && sayings.size < limit && performance.now() < deadlineMs) continue;
      progress.look(shard, isAll ? 0 : last);
      if (!isAll && sayings.size < limit) progress.leaveOut(false);
      break;
    }
  }
  return { hits, progress };
}

/** The post of a row that FTS5 found, if it is what was asked for. */
export function matchAt(shard: OpenShard, row: number, query: ParsedPostQuery): NumberedHit | null {
  if (!shard.facts.isThere(row) || !shard.isBetween(row, query.sinceMs, query.untilMs)) return null;
  const stored = shard.row(row);
  if (stored === undefined) return null;
  const hit = hitOf(shard, stored);
  return isExclusionAlone(query) && !matchesPost(query, hit.post) ? null : hit;
}

/** Such a query names nothing that FTS5 could look for. */
export function isExclusionAlone({ words, facets, excluded }: ParsedPostQuery): boolean {
  return words.length + facets.length === 0 && excluded.length > 0;
}

/** How many match, and whether that is all of them. `match`: the query for FTS5; `all`: every row that FTS5 finds, where that is known already. */
function countMatches(
  shard: OpenShard,
  query: ParsedPostQuery,
  match: string | null,
  all: readonly number[] | null,
): [matched: number, isExact: boolean] {
  if (isExclusionAlone(query)) return [0, false];
  const isDated = query.sinceMs !== null || query.untilMs !== null;
  if (match === null && !isDated) return [shard.facts.posts, true];
  const rows = all ?? shard.matching(match, Number.MAX_SAFE_INTEGER, countedMax);
  const there = rows.filter((row) => shard.isBetween(row, query.sinceMs, query.untilMs));
  return [there.length, rows.length < countedMax];
}
