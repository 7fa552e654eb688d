import type { LiveIndex, Post } from "@grok/posts";

const batchPosts = 2_000;
const flights = 6;
const reportPosts = 1_000_000;

/** Puts posts straight into an index, as fast as it takes them; says on standard error how far it is. */
export async function fill(index: LiveIndex, next: () => Post, count: number): Promise<void> {
  const onTheirWay: Promise<unknown>[] = [];
  const startedMs = Date.now();
  for (let left = count; left > 0; left -= batchPosts) {
    const events = Array.from({ length: Math.min(left, batchPosts) }, () => ({
      type: "post" as const,
      post: next(),
    }));
    onTheirWay.push(index.ingest({ feedId: "base", events, cursor: null }));
    if (onTheirWay.length >= flights) await onTheirWay.shift();
    const taken = count - left;
    if (taken > 0 && taken % reportPosts === 0)
      console.error(
        `${taken} of ${count} posts, ${Math.round((taken * 1000) / (Date.now() - startedMs))} a second`,
      );
  }
  await Promise.all(onTheirWay);
}
