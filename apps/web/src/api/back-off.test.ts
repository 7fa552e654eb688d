import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { backOffMs } from "./back-off.ts";

test("waits between half and all of a doubling span", () => {
  assert.equal(
    backOffMs(0, () => 0),
    250,
  );
  assert.equal(
    backOffMs(0, () => 1),
    500,
  );
  assert.equal(
    backOffMs(3, () => 1),
    4_000,
  );
});

test("never waits longer than 15 s, however often it failed", () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, chance) => {
      const ms = backOffMs(attempt, () => chance);
      return ms >= 250 && ms <= 15_000;
    }),
  );
});
