import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import type { FeedEvent, LiveIndex, Post } from "@grok/posts";
import { samplePost } from "@grok/posts/sample-post";

/** A folder that is gone after the tests of the file. */
export function temporaryFolder(): () => string {
  const home = mkdtempSync(join(tmpdir(), "grok-live-"));
  after(() => rmSync(home, { recursive: true, force: true }));
  let count = 0;
  return () => join(home, String(++count));
}

/** Posts with a word of their own each, a second apart, that say nothing alike. */
export function numberedPost(number: number, change: Partial<Post> = {}): Post {
  const own = (at: number) => `w${((number + 1) * 7_919 * (at + 3)).toString(36)}`;
  const atMs = Date.UTC(2026, 8, 1) + number * 1_000;
  return samplePost({
    id: `p${number}`,
    handle: `author${number}`,
    text: `word${number} ${own(0)} ${own(1)} harbour ${own(2)} ${own(3)} ${own(4)}`,
    createdAtMs: atMs,
    arrivedAtMs: atMs,
    ...change,
  });
}

export const numberedPosts = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => numberedPost(from + at));

export const postEvents = (posts: readonly Post[]) =>
  posts.map((post): FeedEvent => ({ type: "post", post }));

export function ingestPosts(index: LiveIndex, posts: readonly Post[]) {
  return index.ingest({ feedId: "feed", events: postEvents(posts), cursor: null });
}

/** Ids of what was found, with all the time that a busy machine may need. */
export async function find(index: LiveIndex, text: string, order: "latest" | "top" = "latest") {
  const { hits } = await index.search({ text, order, limit: 100, budgetMs: 20_000 });
  return hits.map(({ post }) => post.id);
}
