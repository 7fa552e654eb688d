import assert from "node:assert/strict";
import { test } from "node:test";
import { FeedCursors } from "./feed-cursors.ts";
import type { StateDocuments } from "./state-documents.ts";

function cursors() {
  const stored: string[] = [];
  const state = { setCursor: async (_feed: string, cursor: string) => void stored.push(cursor) };
  return { stored, cursors: new FeedCursors(state as unknown as StateDocuments) };
}

test("cursors are stored in the order of their batches, whichever is indexed first", async () => {
  const { stored, cursors: feed } = cursors();
  const first = Promise.withResolvers<number>();
  const answers = [feed.after("feed", "1", first.promise), feed.after("feed", "2", Promise.resolve(2))];
  await new Promise(setImmediate);
  assert.deepEqual(stored, []);
  first.resolve(1);
  assert.deepEqual(await Promise.all(answers), [1, 2]);
  assert.deepEqual(stored, ["1", "2"]);
});

test("behind a batch that failed no cursor is stored; afterwards the feed begins anew", async () => {
  const { stored, cursors: feed } = cursors();
  const answers = await Promise.allSettled([
    feed.after("feed", "1", Promise.reject(new Error("lost"))),
    feed.after("feed", "2", Promise.resolve(2)),
    feed.after("other", "9", Promise.resolve(9)),
  ]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    ["rejected", "rejected", "fulfilled"],
  );
  assert.deepEqual(stored, ["9"]);
  await feed.after("feed", "1", Promise.resolve(1));
  assert.deepEqual(stored, ["9", "1"]);
});
