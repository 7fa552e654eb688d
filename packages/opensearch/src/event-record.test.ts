import assert from "node:assert/strict";
import { test } from "node:test";
import { samplePost } from "@grok/posts/sample-post";
import { decodeRecord, encodeRecord, partitionsOf, sequenceOf } from "./event-record.ts";

test("a record comes back as it was written, and what is none is told from it", () => {
  const event = { type: "post", post: samplePost({ text: "rain ☂ over\nthe harbour" }) } as const;
  const record = { from: "me", batch: 3, at: 7, atMs: 1, order: 2, event };
  assert.deepEqual(decodeRecord(encodeRecord(record)), record);
  for (const text of ["", "{", "null", "{}", JSON.stringify({ ...record, event: { type: "other" } })])
    assert.equal(decodeRecord(Buffer.from(text)), null);
});

test("whatever concerns a post lies in its partition, and an account that goes concerns all", () => {
  const ref = { source: "push", id: "a" } as const;
  const [place] = partitionsOf({ type: "delete", ref }, 12);
  assert.deepEqual(partitionsOf({ type: "post", post: samplePost({ id: "a" }) }, 12), [place]);
  assert.deepEqual(partitionsOf({ type: "post", post: samplePost({ id: "x", repostOf: "a" }) }, 12), [place]);
  assert.deepEqual(partitionsOf({ type: "engagement", ref, add: { likes: 1 } }, 12), [place]);
  assert.deepEqual(partitionsOf({ type: "delete-author", source: "push", authorId: "a" }, 3), [0, 1, 2]);
});

test("a topic that was made anew goes on counting", () => {
  assert.ok(sequenceOf(2, 0n) > sequenceOf(1, 9_999_999_999n));
  assert.ok(Number.isSafeInteger(sequenceOf(1_000, 9_999_999_999n)));
});
