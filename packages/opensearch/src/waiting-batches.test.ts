import assert from "node:assert/strict";
import { test } from "node:test";
import { WaitingBatches } from "./waiting-batches.ts";

test("a batch is done when each of its records is, and one that is told twice counts once", async () => {
  const waiting = new WaitingBatches();
  const done = { indexed: 1, known: 0, deletes: 0 };
  const counted = waiting.run(2, 1_000, async (batch) => {
    waiting.settle({ batch, at: 0, ...done });
    waiting.settle({ batch, at: 0, ...done });
    assert.equal(waiting.oldestSinceMs, 1_000);
    waiting.settle({ batch: batch + 1, at: 1, ...done });
    setImmediate(() => waiting.settle({ batch, at: 1, indexed: 0, known: 1, deletes: 3 }));
  });
  assert.deepEqual(await counted, { indexed: 1, known: 1, deletes: 3 });
  assert.equal(waiting.oldestSinceMs, null);
});

test("nobody waits for a batch that could not be sent", async () => {
  const waiting = new WaitingBatches();
  await assert.rejects(
    waiting.run(1, 0, async () => {
      throw new Error("no broker");
    }),
    /no broker/,
  );
  assert.equal(waiting.oldestSinceMs, null);
});
