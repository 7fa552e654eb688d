import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { BestRows } from "./best-rows.ts";

test("the best of many are those that sorting gives", () => {
  const scores = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 300 });
  fc.assert(
    fc.property(scores, fc.integer({ min: 1, max: 40 }), (all, most) => {
      const best = new BestRows(most);
      for (const [number, score] of all.entries()) best.offer(number, score);
      const expected = all.toSorted((a, b) => b - a).slice(0, most);
      const sorted = best.sorted();
      assert.deepEqual(
        sorted.map(({ score }) => score),
        expected,
      );
      for (const { number, score } of sorted) assert.equal(all[number], score);
      assert.equal(best.size, expected.length);
    }),
  );
});
