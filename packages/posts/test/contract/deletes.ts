import assert from "node:assert/strict";
import { test } from "node:test";
import type { FeedEvent, PostRef } from "@grok/posts";
import { distinctPost, find, type IndexSubject, ingest, ingestPosts, withIndex } from "./subject.ts";

const ref = (number: number): PostRef => ({ source: "push", id: `p${number}` });
const deletion = (number: number): FeedEvent => ({ type: "delete", ref: ref(number) });

export function deleteContract(subject: IndexSubject): void {
  test("a deleted post is found by nobody, and says that it was deleted", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(index, [distinctPost(1), distinctPost(2)]);
      const taken = await ingest(index, [deletion(1), deletion(7)]);
      assert.equal(taken.deletes, 1);
      assert.deepEqual(await find(index, ""), ["p2"]);
      assert.deepEqual(await find(index, "tower"), []);
      assert.deepEqual(await find(index, { text: "", order: "top" }), ["p2"]);
      assert.deepEqual(
        (await index.posts([ref(1), ref(2)])).map((post) => post?.id ?? null),
        [null, "p2"],
      );
      assert.deepEqual(await index.fates([ref(2), ref(1), ref(9)]), ["there", "deleted", "unknown"]);
      assert.equal((await index.stats()).posts, 1);
    }));

  test("what was deleted stays deleted, whatever comes later", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(index, [distinctPost(1)]);
      await ingest(index, [deletion(1)]);
      const again = await ingest(index, [
        { type: "post", post: distinctPost(1) },
        { type: "engagement", ref: ref(1), set: { likes: 5 } },
        { type: "post", post: distinctPost(1, { text: "another version of what has been deleted before" }) },
      ]);
      assert.equal(again.indexed, 0);
      assert.deepEqual(await find(index, ""), []);
      assert.deepEqual(await index.fates([ref(1)]), ["deleted"]);
    }));

  test("a deletion may come before its post", () =>
    withIndex(subject, async (index) => {
      const taken = await ingest(index, [deletion(1)]);
      assert.equal(taken.deletes, 0);
      await ingestPosts(index, [distinctPost(1), distinctPost(2)]);
      await ingest(index, [deletion(5), { type: "post", post: distinctPost(5) }]);
      assert.deepEqual(await find(index, ""), ["p2"]);
      assert.deepEqual(await index.fates([ref(1), ref(5)]), ["deleted", "deleted"]);
    }));

  test("deleting twice is deleting once", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(index, [distinctPost(1)]);
      assert.equal((await ingest(index, [deletion(1), deletion(1)])).deletes, 1);
      assert.equal((await ingest(index, [deletion(1)])).deletes, 0);
    }));

  test("an account that goes takes all its posts along, and no others", () =>
    withIndex(subject, async (index) => {
      const author = { id: "did:plc:gone", handle: "gone.example", name: "" };
      await ingestPosts(index, [
        distinctPost(1, { author }),
        distinctPost(2),
        distinctPost(3, { author: { ...author, handle: "renamed.example" } }),
        distinctPost(4, { author, source: "mastodon" }),
      ]);
      const taken = await ingest(index, [
        { type: "delete-author", source: "push", authorId: "did:plc:gone" },
      ]);
      assert.equal(taken.deletes, 2);
      assert.deepEqual(await find(index, ""), ["p4", "p2"]);
      assert.deepEqual(await index.fates([ref(1), ref(2), ref(3)]), ["deleted", "there", "deleted"]);
      await ingestPosts(index, [distinctPost(1, { author })]);
      assert.deepEqual(await find(index, ""), ["p4", "p2"]);
    }));
}
