import type { Post } from "@grok/posts";
import { numberOf } from "./post-number.ts";
import type { Shard } from "./shard.ts";
import { type PostRow, postOf } from "./shard-schema.ts";
import type { ShardSet } from "./shard-set.ts";

const rowsAtOnce = 500;

export interface NumberedPost {
  readonly post: Post;
  readonly number: number;
}

/**
 * Posts that arrived since then, the last `most` of them, in the order of their arrival, some at a time. Those that arrive
 * after this call are not among them, however late the first are asked for.
 */
export function recentPosts(
  shards: ShardSet,
  sinceMs: number,
  most: number,
): Generator<NumberedPost[], void, undefined> {
  const last = { shard: shards.current.number, row: shards.current.rows };
  let left = most;
  const from: { shard: Shard; after: number }[] = [];
  for (const shard of shards.all.toReversed()) {
    if (left <= 0 || (shard.arrival("last") ?? 0) < sinceMs) break;
    const after = Math.max(shard.rows - left, rowBefore(shard, sinceMs));
    left -= shard.rows - after;
    from.unshift({ shard, after });
  }
  return readRows(shards, from, last);
}

function* readRows(
  shards: ShardSet,
  from: readonly { readonly shard: Shard; readonly after: number }[],
  last: { readonly shard: number; readonly row: number },
): Generator<NumberedPost[], void, undefined> {
  for (const { shard, after } of from)
    for (let row = after; ; ) {
      // It may have been dropped since.
      if (shards.get(shard.number) !== shard) break;
      const end = shard.number === last.shard ? last.row : shard.rows;
      const rows = shard.database.all<PostRow>(
        "SELECT * FROM post WHERE row > ? AND row <= ? ORDER BY row LIMIT ?",
        row,
        end,
        rowsAtOnce,
      );
      if (rows.length === 0) break;
      row = rows.at(-1)!.row;
      yield rows.map((each) => ({ post: postOf(each), number: numberOf(shard.number, each.row) }));
    }
}

/** The last row that arrived before `atMs`, by bisection: rows stand in the order of arrival. */
function rowBefore(shard: Shard, atMs: number): number {
  let low = 0;
  let high = shard.rows;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const row = shard.database.get<{ at: number }>(
      "SELECT arrived_at AS at FROM post WHERE row >= ? ORDER BY row LIMIT 1",
      middle,
    );
    if (row !== undefined && row.at < atMs) low = middle;
    else high = middle - 1;
  }
  return low;
}
