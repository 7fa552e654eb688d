import type { LiveIndex, Post } from "@grok/posts";

const batchPosts = 2_000;
const flights = 6;

/** Puts posts straight into an index, as fast as it takes them. */
export async function fill(index: LiveIndex, next: () => Post, count: number): Promise<void> {
  const onTheirWay: Promise<unknown>[] = [];
  for (let left = count; left > 0; left -= batchPosts) {
    const events = Array.from({ length: Math.min(left, batchPosts) }, () => ({
      type: "post" as const,
      post: next(),
    }));
    onTheirWay.push(index.ingest({ feedId: "base", events, cursor: null }));
    if (onTheirWay.length >= flights) await onTheirWay.shift();
  }
  await Promise.all(onTheirWay);
}
