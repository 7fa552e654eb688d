// The rows of a shard that may lead by "top". First a rough score of thousands, from numbers alone: that a word is there,
// not how often. The best of them are read whole, and scored exactly by whoever asked.

import { ftsTerm, idf, type ParsedPostQuery, type PostFacts, scorePost } from "@grok/posts";
import type { Database } from "./database.ts";
import { countTermRows, engagedScores, newestScores, rowsIn, rowsWith, type ScoreRow } from "./match-rows.ts";
import type { PostRow } from "./shard-schema.ts";

/** Candidates of one shard: the newest, and of the rest those that people reacted to. */
const newestMax = 4_000;
const engagedMax = 2_000;
/** Read whole. */
const bestMax = 150;

export function topCandidates(database: Database, query: ParsedPostQuery, nowMs: number): PostRow[] {
  const newest = newestScores(database, query, newestMax);
  const oldest = newest.at(-1);
  const engaged =
    oldest === undefined || newest.length < newestMax
      ? []
      : engagedScores(database, query, oldest.row, engagedMax);
  const rows = best([...newest, ...engaged], database, query, nowMs);
  return rows.flatMap(({ row }) => database.get<PostRow>("SELECT * FROM post WHERE row = ?", row) ?? []);
}

function best(
  rows: readonly ScoreRow[],
  database: Database,
  query: ParsedPostQuery,
  nowMs: number,
): readonly ScoreRow[] {
  if (rows.length <= bestMax) return rows;
  const terms = query.words.flat();
  // Where every word must be there, every candidate has all of them.
  const isSure = query.words.every((clause) => clause.length === 1);
  const first = Math.min(...rows.map(({ row }) => row));
  const holders = isSure ? [] : terms.map((term) => rowsWith(database, ftsTerm(term), first));
  const posts = rowsIn(database);
  const idfs = terms.map((term) => idf(posts, countTermRows(database, ftsTerm(term))));
  const counts = terms.map(() => 1);
  const scores = new Map<ScoreRow, number>();
  for (const row of rows) {
    if (!isSure) for (let i = 0; i < counts.length; i++) counts[i] = holders[i]!.has(row.row) ? 1 : 0;
    scores.set(row, scorePost(idfs, factsOf(row, counts, nowMs)));
  }
  return rows.toSorted((a, b) => scores.get(b)! - scores.get(a)!).slice(0, bestMax);
}

function factsOf(row: ScoreRow, counts: readonly number[], nowMs: number): PostFacts {
  return {
    counts,
    tokens: row.tokens,
    ageMs: nowMs - row.created_at,
    likes: row.likes,
    reposts: row.reposts,
    quality: row.quality,
    copyAuthors: row.copy_authors,
  };
}
