import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { mapSomeAtOnce } from "./some-at-once.ts";

test("results are in the order of the items, and no more than so many are in the making", async () => {
  let running = 0;
  let most = 0;
  const results = await mapSomeAtOnce([5, 1, 4, 2, 3], 2, async (turns) => {
    most = Math.max(most, ++running);
    for (let n = 0; n < turns; n++) await turn();
    running--;
    return turns * 10;
  });
  assert.deepEqual(results, [50, 10, 40, 20, 30]);
  assert.equal(most, 2);
  assert.deepEqual(await mapSomeAtOnce([], 2, async () => 1), []);
});

test("after an error nothing more is begun, and it is thrown once all that was begun has ended", async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  await assert.rejects(
    mapSomeAtOnce([1, 2, 3, 4, 5, 6], 2, async (item) => {
      begun.push(item);
      if (item === 2) throw new Error("two");
      for (let n = 0; n < 5; n++) await turn();
      ended.push(item);
    }),
    { message: "two" },
  );
  assert.deepEqual([begun, ended], [[1, 2], [1]]);
});
