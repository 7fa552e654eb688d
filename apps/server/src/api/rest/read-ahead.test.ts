import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as tick } from "node:timers/promises";
import fc from "fast-check";
import { readAhead } from "./read-ahead.ts";

test("items come in order, with any pauses on either side, and the error in its place", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { maxLength: 12 }),
      fc.array(fc.boolean(), { maxLength: 12 }),
      fc.nat(4),
      fc.boolean(),
      async (writes, reads, sizeMax, fails) => {
        async function* source() {
          for (const [at, waits] of writes.entries()) {
            if (waits) await tick();
            yield at;
          }
          if (fails) throw new Error("broken off");
        }
        const read: number[] = [];
        let error = "";
        try {
          for await (const item of readAhead(source(), () => 1, sizeMax)) {
            if (reads[read.length]) await tick();
            read.push(item);
          }
        } catch (reason) {
          error = (reason as Error).message;
        }
        assert.deepEqual(read, [...writes.keys()]);
        assert.equal(error, fails ? "broken off" : "");
      },
    ),
  );
});

test("the source ends while its reader has taken one item, but runs no further ahead than it may", async () => {
  let made = 0;
  let isLeft = false;
  async function* source(most: number) {
    try {
      for (; made < most; made++) yield made;
    } finally {
      isLeft = true;
    }
  }
  const few = readAhead(source(5), () => 1, 10);
  await few.next();
  await tick();
  assert.equal(isLeft, true);
  made = 0;
  isLeft = false;
  const many = readAhead(source(1_000), () => 1, 10);
  await many.next();
  await tick();
  assert.ok(made < 20, `${made}`);
  await many.return(undefined);
  await tick();
  assert.equal(isLeft, true);
});
