import assert from "node:assert/strict";
import { test } from "node:test";
import { openLiveIndex } from "@grok/live";
import { createLoadPosts } from "@grok/posts/load-posts";
import { sampleQueries } from "@grok/posts/load-queries";
import { createMemoryIndex } from "@grok/posts/memory-index";
import { postEvents, temporaryFolder } from "./temporary-index.ts";

const newFolder = temporaryFolder();
const count = 5_000;
const nowMs = Date.UTC(2026, 8, 2);

test("top is what scoring every post gives, nearly", async (t) => {
  const posts = createLoadPosts({ seed: 3, perSecond: count / 86_400, startMs: nowMs - 86_400_000 }).take(
    count,
  );
  const now = () => nowMs;
  const exhaustive = createMemoryIndex({ now });
  const index = await openLiveIndex(newFolder(), { shards: { rows: 2_000 }, readers: 1, now });
  for (let from = 0; from < count; from += 1_000) {
    const batch = { feedId: "load", events: postEvents(posts.slice(from, from + 1_000)), cursor: null };
    await Promise.all([exhaustive.ingest(batch), index.ingest(batch)]);
  }
  const shares: number[] = [];
  for (const [at, { text, kind }] of sampleQueries(posts, 5).entries()) {
    if (at % 40 !== 0) continue;
    const isPlain = kind.startsWith("words") || kind === "head";
    const query = {
      text: isPlain && at % 80 === 0 ? text.split(" ").join(" OR ") : text,
      order: "top" as const,
      limit: 20,
      budgetMs: 20_000,
    };
    const wanted = (await exhaustive.search(query)).hits.map(({ post }) => post.id);
    const found = new Set((await index.search(query)).hits.map(({ post }) => post.id));
    if (wanted.length > 0) shares.push(wanted.filter((id) => found.has(id)).length / wanted.length);
  }
  await index.close();
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  t.diagnostic(`${(100 * mean).toFixed(1)} % of the first 20, over ${shares.length} queries`);
  assert.ok(mean > 0.97);
  assert.ok(Math.min(...shares) >= 0.6);
});
