import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { openLiveIndex } from "@grok/live";
import type { LiveIndex } from "@grok/posts";
import { find, ingestPosts, numberedPost, numberedPosts, temporaryFolder } from "./temporary-index.ts";

const newFolder = temporaryFolder();
const shards = { rows: 50, ms: 3_600_000_000 };
const nowMs = Date.UTC(2026, 8, 2);
const now = () => nowMs;

/** An index of `count` posts in shards of fifty; with its folder. */
async function openWith(count: number): Promise<{ index: LiveIndex; folder: string }> {
  const folder = newFolder();
  const index = await openLiveIndex(folder, { shards, readers: 1, now });
  for (let from = 0; from < count; from += 50)
    await ingestPosts(index, numberedPosts(from, Math.min(count, from + 50)));
  return { index, folder };
}

const shardFiles = (folder: string) => readdirSync(folder).filter((name) => /^posts-\d+\.db$/.test(name));
const ref = (number: number) => ({ source: "push" as const, id: `p${number}` });

test("posts of sealed shards can be deleted, edited and counted like those of the open one", async () => {
  const { index, folder } = await openWith(220);
  assert.ok(shardFiles(folder).length >= 5);
  await index.ingest({
    feedId: "feed",
    cursor: "1",
    events: [
      { type: "delete", ref: ref(3) },
      { type: "post", post: numberedPost(60, { text: "quite another thing about herons" }) },
      { type: "engagement", ref: ref(110), set: { likes: 5_000 } },
      { type: "delete-author", source: "push", authorId: "author120" },
    ],
  });
  assert.deepEqual(await index.fates([ref(3), ref(120), ref(4)]), ["deleted", "deleted", "there"]);
  assert.deepEqual(await find(index, "word3"), []);
  assert.deepEqual(await find(index, "word120"), []);
  assert.deepEqual(await find(index, "word60"), []);
  assert.deepEqual(await find(index, "herons"), ["p60"]);
  assert.equal((await find(index, "harbour", "top"))[0], "p110");
  assert.equal((await index.stats()).posts, 218);
  await ingestPosts(index, [numberedPost(3), numberedPost(120)]);
  assert.deepEqual(await find(index, "word3 OR word120"), []);
  await index.close();

  const again = await openLiveIndex(folder, { shards, readers: 1, now });
  assert.equal((await find(again, "harbour", "top"))[0], "p110");
  assert.equal((await again.stats()).posts, 218);
  await again.close();
});

test("nothing is missed or found twice while shards are sealed and searched", async () => {
  const folder = newFolder();
  const index = await openLiveIndex(folder, { shards, now });
  const counts: number[] = [];
  let isOver = false;
  const searching = (async () => {
    while (!isOver) {
      const { hits, matched } = await index.search({ text: "harbour", order: "latest", limit: 100 });
      const ids = hits.map(({ post }) => Number(post.id.slice(1)));
      assert.deepEqual(
        ids,
        [...new Set(ids)].toSorted((a, b) => b - a),
      );
      counts.push(matched);
    }
  })();
  for (let from = 0; from < 1_000; from += 40) await ingestPosts(index, numberedPosts(from, from + 40));
  isOver = true;
  await searching;
  const all = await index.search({ text: "harbour", order: "latest", budgetMs: 20_000, limit: 100 });
  assert.equal(all.hits[0]?.post.id, "p999");
  const everything = await index.search({ text: "harbour", order: "top", budgetMs: 20_000, limit: 100 });
  assert.equal(everything.matched, 1_000);
  assert.equal(everything.complete, true);
  for (const number of [0, 49, 50, 51, 500, 999])
    assert.deepEqual(await find(index, `word${number}`), [`p${number}`]);
  await index.close();
});

test("pages go on from shard to shard without gaps and without repeats", async () => {
  const { index } = await openWith(230);
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const { hits, next } = await index.search({
      text: "harbour",
      order: "latest",
      limit: 30,
      budgetMs: 20_000,
      ...(after === undefined ? {} : { after }),
    });
    seen.push(...hits.map(({ post }) => post.id));
    after = next ?? undefined;
  } while (after !== undefined);
  assert.deepEqual(
    seen,
    Array.from({ length: 230 }, (_, at) => `p${229 - at}`),
  );
  await index.close();
});

test("old posts go with their shards, and those of the oldest shard that is left one by one", async () => {
  const { index, folder } = await openWith(220);
  const before = shardFiles(folder).length;
  // Post n arrived n seconds after the first of September began.
  await index.setRetention({ ageMs: nowMs - (Date.UTC(2026, 8, 1) + 130_000), bytes: null });
  assert.ok(shardFiles(folder).length < before);
  assert.deepEqual(await index.fates([ref(0), ref(129), ref(130), ref(219)]), [
    "unknown",
    "unknown",
    "there",
    "there",
  ]);
  assert.equal((await index.stats()).posts, 90);
  assert.equal((await index.stats()).oldestAtMs, numberedPost(130).arrivedAtMs);
  assert.deepEqual(await find(index, "word129 OR word10"), []);
  await index.close();
});

test("clearing while posts arrive leaves those that came after it", async () => {
  const { index } = await openWith(120);
  const arriving = Promise.all([ingestPosts(index, numberedPosts(120, 130)), index.clear()]);
  await arriving;
  await ingestPosts(index, numberedPosts(200, 210));
  const found = await find(index, "harbour");
  assert.deepEqual(
    found.filter((id) => Number(id.slice(1)) < 120),
    [],
  );
  assert.equal(found.filter((id) => Number(id.slice(1)) >= 200).length, 10);
  await index.close();
});

test("when the clock goes back, posts stand in the order in which they came", async () => {
  let clockMs = nowMs;
  const index = await openLiveIndex(newFolder(), { shards, readers: 1, now: () => clockMs });
  await ingestPosts(index, numberedPosts(100, 140));
  clockMs -= 3_600_000;
  await ingestPosts(index, numberedPosts(0, 40));
  const found = await find(index, "harbour");
  assert.deepEqual(found.slice(0, 2), ["p39", "p38"]);
  assert.equal(found.length, 80);
  const { trends } = await index.trends({ windowMs: 60_000, language: "", limit: 5 });
  assert.ok(Array.isArray(trends));
  assert.deepEqual(await ingestPosts(index, numberedPosts(0, 10)), {
    indexed: 0,
    known: 10,
    deletes: 0,
    dropped: 0,
  });
  await index.close();
});

test("a queue that is full leaves out the least important posts, counts them, and takes every deletion", async () => {
  const index = await openLiveIndex(newFolder(), { queueMax: 40, readers: 1, now });
  const liked = { likes: 3, reposts: 0, replies: 0 };
  const short = numberedPosts(0, 60).map((post) => ({ ...post, text: `word${post.id}` }));
  const [first, second, third] = await Promise.all([
    ingestPosts(index, short.slice(0, 30)),
    ingestPosts(index, short.slice(30, 60)),
    index.ingest({
      feedId: "feed",
      cursor: "3",
      events: [
        { type: "post", post: numberedPost(900, { engagement: liked }) },
        { type: "delete", ref: ref(5) },
      ],
    }),
  ]);
  assert.deepEqual([first.indexed, first.dropped], [30, 0]);
  assert.deepEqual([second.indexed, second.dropped], [6, 24]);
  assert.deepEqual([third.indexed, third.deletes, third.dropped], [1, 1, 0]);
  const { dropped, queued } = await index.stats();
  assert.deepEqual([dropped, queued], [24, 0]);
  await index.close();
});
