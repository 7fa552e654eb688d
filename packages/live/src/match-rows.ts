// Rows of a shard that a query matches, in a few forms: whole ones newest first, and for "top" only the numbers that a
// score is made of, because a whole row costs several times as much.

import { ftsQueryOf, type ParsedPostQuery } from "@grok/posts";
import type { Database } from "./database.ts";
import type { PostRow } from "./shard-schema.ts";

/** What a score is made of. */
export interface ScoreRow {
  readonly row: number;
  readonly created_at: number;
  readonly likes: number;
  readonly reposts: number;
  readonly tokens: number;
  readonly quality: number;
  readonly copy_authors: number;
}

/** Counting goes no further in one shard. */
export const countMax = 10_000;

const scored = "p.row, p.created_at, p.likes, p.reposts, p.tokens, p.quality, p.copy_authors";
const matching = "FROM post_words w CROSS JOIN post p ON p.row = w.rowid WHERE post_words MATCH ?";
const inTime = "p.created_at >= ? AND p.created_at < ?";

/** Newest first, below `below`. */
export function rowsBelow(
  database: Database,
  query: ParsedPostQuery,
  below: number,
  limit: number,
): PostRow[] {
  return select<PostRow>(database, query, "p.*", below, "p.row DESC", limit);
}

/** The newest. */
export function newestScores(database: Database, query: ParsedPostQuery, limit: number): ScoreRow[] {
  return select<ScoreRow>(database, query, scored, Number.MAX_SAFE_INTEGER, "p.row DESC", limit);
}

/** Of those below `below`, the ones that people reacted to most. */
export function engagedScores(
  database: Database,
  query: ParsedPostQuery,
  below: number,
  limit: number,
): ScoreRow[] {
  return select<ScoreRow>(database, query, scored, below, "p.likes + 2 * p.reposts DESC", limit);
}

/** Rows from `from` on that hold one term. */
export function rowsWith(database: Database, term: string, from: number): Set<number> {
  const rows = database.all<{ row: number }>(
    "SELECT rowid AS row FROM post_words WHERE post_words MATCH ? AND rowid >= ?",
    term,
    from,
  );
  return new Set(rows.map(({ row }) => row));
}

/** How many rows match, counted no further than `countMax`. */
export function countMatches(
  database: Database,
  query: ParsedPostQuery,
): { matched: number; isExact: boolean } {
  const match = ftsQueryOf(query);
  const times = timesOf(query);
  const hasTimes = query.sinceMs !== null || query.untilMs !== null;
  if (match === null && query.excluded.length > 0) return { matched: 1, isExact: false };
  if (match === null && !hasTimes) return { matched: rowsIn(database), isExact: true };
  const matched =
    match === null
      ? count(database, `SELECT 1 FROM post p WHERE ${inTime}`, times)
      : hasTimes
        ? count(database, `SELECT 1 ${matching} AND ${inTime}`, [match, ...times])
        : count(database, "SELECT 1 FROM post_words WHERE post_words MATCH ?", [match]);
  return { matched, isExact: matched < countMax };
}

/** How many rows hold one term, counted no further than `countMax`. */
export function countTermRows(database: Database, term: string): number {
  return count(database, "SELECT 1 FROM post_words WHERE post_words MATCH ?", [term]);
}

/** Rows that were given out; deletions are few, and counting would walk the table. */
export function rowsIn(database: Database): number {
  return database.get<{ n: number | null }>("SELECT max(row) AS n FROM post")?.n ?? 0;
}

export function oldestIn(database: Database): number | null {
  return database.get<{ at: number }>("SELECT arrived_at AS at FROM post ORDER BY row LIMIT 1")?.at ?? null;
}

function select<Row>(
  database: Database,
  query: ParsedPostQuery,
  columns: string,
  below: number,
  order: string,
  limit: number,
): Row[] {
  const match = ftsQueryOf(query);
  if (match === null)
    return database.all<Row>(
      `SELECT ${columns} FROM post p WHERE p.row < ? AND ${inTime} ORDER BY ${order} LIMIT ?`,
      below,
      ...timesOf(query),
      limit,
    );
  // Ordered by the words' own row number, so that the newest are read first and no others.
  return database.all<Row>(
    `SELECT ${columns} ${matching} AND w.rowid < ? AND ${inTime} ORDER BY ${order.replace("p.row", "w.rowid")} LIMIT ?`,
    match,
    below,
    ...timesOf(query),
    limit,
  );
}

function timesOf({ sinceMs, untilMs }: ParsedPostQuery): [number, number] {
  return [sinceMs ?? 0, untilMs ?? Number.MAX_SAFE_INTEGER];
}

function count(database: Database, sql: string, values: readonly (string | number)[]): number {
  return database.get<{ n: number }>(`SELECT count(*) AS n FROM (${sql} LIMIT ${countMax})`, ...values)!.n;
}
