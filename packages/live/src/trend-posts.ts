import type { FeedEvent, Post, TrendCounter } from "@grok/posts";
import type { PostRow } from "./shard-schema.ts";
import { postOf } from "./shard-schema.ts";
import type { Writer } from "./writer.ts";

const rowsAtOnce = 500;

/** Counts the posts among `events`. */
export function feedTrends(trends: TrendCounter, events: readonly FeedEvent[]): void {
  for (const event of events) if (event.type === "post") trends.add(event.post);
}

/** Posts that arrived since then, in the order of their arrival, some at a time. */
export function* recentPosts(writer: Writer, sinceMs: number): Generator<FeedEvent[], void, undefined> {
  for (const number of writer.shardNumbers()) {
    let after = 0;
    for (;;) {
      const shard = writer.shard(number);
      const rows = shard?.database.all<PostRow>(
        "SELECT * FROM post WHERE row > ? AND arrived_at >= ? ORDER BY row LIMIT ?",
        after,
        sinceMs,
        rowsAtOnce,
      );
      const last = rows?.at(-1);
      if (rows === undefined || last === undefined) break;
      after = last.row;
      yield rows.map((row): { type: "post"; post: Post } => ({ type: "post", post: postOf(row) }));
    }
  }
}
