import assert from "node:assert/strict";
import { test } from "node:test";
import { readChunks } from "./read-chunks.ts";

test("a stream that says nothing is a broken one", async () => {
  const chunks = readChunks(new ReadableStream(), "x.example", 10);
  await assert.rejects(chunks.next(), /x\.example was silent/);
});

test("a stream that is left is closed", async () => {
  let isClosed = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (sink) => sink.enqueue(new Uint8Array([1])),
    cancel: () => {
      isClosed = true;
    },
  });
  for await (const chunk of readChunks(body, "x.example")) {
    assert.deepEqual([...chunk], [1]);
    break;
  }
  assert.ok(isClosed);
});
