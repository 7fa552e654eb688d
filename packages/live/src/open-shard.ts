import { Database } from "./database.ts";
import { RowFacts } from "./row-facts.ts";
import { shardPath } from "./shard-file.ts";
import type { PostRow } from "./shard-schema.ts";
import type { ShownShard } from "./thread-messages.ts";

/** A shard as a reader has it: its file, read-only, and what the writer shares. */
export class OpenShard {
  readonly number: number;
  readonly database: Database;
  readonly facts: RowFacts;

  constructor(folder: string, { number, facts }: ShownShard) {
    this.number = number;
    this.database = new Database(shardPath(folder, number), true);
    this.facts = RowFacts.of(facts);
  }

  /** Undefined where it is gone, or not stored yet. */
  row(row: number): PostRow | undefined {
    return this.database.get<PostRow>("SELECT * FROM post WHERE row = ?", row);
  }

  /** When the post of `row`, or the next that is there, arrived; null where none is. */
  arrivedAtMs(row: number): number | null {
    const found = this.database.get<{ at: number }>(
      "SELECT arrived_at AS at FROM post WHERE row >= ? ORDER BY row LIMIT 1",
      row,
    );
    return found?.at ?? null;
  }

  /**
   * Rows that FTS5 finds by `match` (all that are there where it is null), newest first, only those below `below`, at
   * most `limit`. As one text, because a thousand rows one by one cost three times as much.
   */
  matching(match: string | null, below: number, limit: number): number[] {
    if (match === null) return this.#rowsBelow(below, limit);
    const { rows } = this.database.get<{ rows: string }>(
      `SELECT json_group_array(rowid) AS rows FROM (
         SELECT rowid FROM post_words WHERE post_words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?)`,
      match,
      below,
      limit,
    )!;
    return JSON.parse(rows) as number[];
  }

  /** Whether the post was made from `sinceMs` on and before `untilMs`. */
  isBetween(row: number, sinceMs: number | null, untilMs: number | null): boolean {
    if (sinceMs === null && untilMs === null) return true;
    const second = this.facts.seconds(row) * 1000;
    const from = sinceMs ?? Number.NEGATIVE_INFINITY;
    const to = untilMs ?? Number.POSITIVE_INFINITY;
    if (second >= from && second + 999 < to) return true;
    if (second + 999 < from || second >= to) return false;
    const exact = this.row(row)?.created_at ?? Number.NaN;
    return exact >= from && exact < to;
  }

  #rowsBelow(below: number, limit: number): number[] {
    const rows: number[] = [];
    for (let row = Math.min(below - 1, this.facts.rows); row > 0 && rows.length < limit; row--)
      if (this.facts.isThere(row)) rows.push(row);
    return rows;
  }
}
