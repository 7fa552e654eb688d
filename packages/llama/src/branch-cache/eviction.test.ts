import assert from "node:assert/strict";
import { test } from "node:test";
import { keepValue, leastWorth } from "./eviction.ts";

test("first goes what saves the least time for its bytes", () => {
  const root = { name: "root", bytes: 100, missedMs: 1000, level: 0 };
  const middle = { name: "middle", bytes: 100, missedMs: 30, level: 0 };
  const large = { name: "large", bytes: 100_000, missedMs: 40_000, level: 0 };
  assert.equal(leastWorth([root, middle, large])?.name, "middle");
  assert.equal(leastWorth([root, large])?.name, "large");
  assert.equal(leastWorth([]), undefined);
});

test("what was not used since much else has gone makes room, whatever it once saved", () => {
  const old = { name: "old", bytes: 10, missedMs: 50, level: 0 };
  const young = { name: "young", bytes: 10, missedMs: 5, level: keepValue(old) };
  assert.equal(leastWorth([young, old])?.name, "old");
});
