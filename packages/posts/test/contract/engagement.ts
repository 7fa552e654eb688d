import assert from "node:assert/strict";
import { test } from "node:test";
import type { LiveIndex, PostRef } from "@grok/posts";
import { samplePost } from "../sample-post.ts";
import { distinctPost, find, type IndexSubject, ingest, ingestPosts, withIndex } from "./subject.ts";

const ref: PostRef = { source: "push", id: "p1" };

async function counts(index: LiveIndex) {
  const [post] = await index.posts([ref]);
  return post!.engagement;
}

export function engagementContract(subject: IndexSubject): void {
  test("counts are set and added to, each for itself", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(index, [distinctPost(1, { engagement: { likes: 1, reposts: 2, replies: 3 } })]);
      await ingest(index, [{ type: "engagement", ref, set: { likes: 10 } }]);
      assert.deepEqual(await counts(index), { likes: 10, reposts: 2, replies: 3 });
      await ingest(index, [
        { type: "engagement", ref, add: { likes: 5, replies: 1 } },
        { type: "engagement", ref, add: { likes: 1 } },
      ]);
      assert.deepEqual(await counts(index), { likes: 16, reposts: 2, replies: 4 });
      const [hit] = (await index.search({ text: "tower", order: "latest" })).hits;
      assert.deepEqual(hit?.post.engagement, { likes: 16, reposts: 2, replies: 4 });
    }));

  test("counts never fall below zero, and those of unknown posts are let go", () =>
    withIndex(subject, async (index) => {
      await ingest(index, [{ type: "engagement", ref, set: { likes: 10 } }]);
      assert.deepEqual(await find(index, ""), []);
      assert.deepEqual(await index.fates([ref]), ["unknown"]);
      await ingestPosts(index, [distinctPost(1)]);
      await ingest(index, [{ type: "engagement", ref, add: { likes: -5 } }]);
      assert.equal((await counts(index)).likes, 0);
    }));

  test("a repost is not found itself, and counts once for what it passes on", () =>
    withIndex(subject, async (index) => {
      const reposts = ["a", "b"].map((handle) =>
        samplePost({ id: `repost-${handle}`, handle, text: distinctPost(1).text, repostOf: "p1" }),
      );
      await ingestPosts(index, [distinctPost(1), ...reposts]);
      await ingestPosts(index, reposts);
      assert.deepEqual(await find(index, "tower"), ["p1"]);
      assert.deepEqual(await find(index, "from:a"), []);
      assert.equal((await counts(index)).reposts, 2);
    }));

  test("what people like comes first by top", () =>
    withIndex(subject, async (index) => {
      const posts = [1, 2, 3].map((number) =>
        distinctPost(number, { text: `${distinctPost(number).text} comet` }),
      );
      await ingestPosts(index, posts);
      await ingest(index, [{ type: "engagement", ref: { source: "push", id: "p2" }, set: { likes: 4_000 } }]);
      assert.equal((await find(index, { text: "comet", order: "top" }))[0], "p2");
    }));
}
