import type { LiveIndex, Post } from "@grok/posts";
import { createMemoryIndex } from "@grok/posts/memory-index";
import { noonMs } from "../sample-turn.ts";

/** An index in memory that holds `posts`, at noon. */
export async function indexOf(posts: readonly Post[]): Promise<LiveIndex> {
  const index = createMemoryIndex({ now: () => noonMs });
  await index.ingest({
    feedId: "sample",
    events: posts.map((post) => ({ type: "post", post })),
    cursor: null,
  });
  return index;
}
