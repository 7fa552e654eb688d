import type { PostBatch } from "@grok/posts";
import { samplePost } from "@grok/posts/sample-post";

/** Small, so that shards are sealed all the time. */
export const crashShards = { rows: 400, ms: 3_600_000_000_000 };

export const batchPosts = 8;

const startMs = Date.UTC(2026, 8, 1);

/** Batch `n` of the stream: new posts, some of which a later batch deletes. */
export function crashBatch(n: number): PostBatch {
  const posts = Array.from({ length: batchPosts }, (_, at) => {
    const number = n * batchPosts + at;
    const atMs = startMs + number;
    return samplePost({
      id: `p${number}`,
      text: `word${number} said once`,
      createdAtMs: atMs,
      arrivedAtMs: atMs,
    });
  });
  const gone = goneWith(n);
  return {
    feedId: "crash",
    events: [
      ...posts.map((post) => ({ type: "post" as const, post })),
      ...(gone === null
        ? []
        : [{ type: "delete" as const, ref: { source: "push" as const, id: `p${gone}` } }]),
    ],
    cursor: String(n),
  };
}

/** The post that batch `n` deletes; null where it deletes none. */
export function goneWith(n: number): number | null {
  return n >= 30 && n % 5 === 0 ? (n - 30) * batchPosts : null;
}
