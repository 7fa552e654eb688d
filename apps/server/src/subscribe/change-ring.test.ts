import assert from "node:assert/strict";
import { test } from "node:test";
import { createChangeRing } from "./change-ring.ts";

const values = (entries: readonly { value: string }[] | null) => entries?.map((entry) => entry.value) ?? null;

test("changes after a number come in order", () => {
  const ring = createChangeRing<string>(10, 1000);
  for (const value of ["a", "b", "c"]) ring.add(value, 1);
  assert.deepEqual(values(ring.after(1)), ["b", "c"]);
  assert.deepEqual(values(ring.after(3)), []);
  assert.deepEqual(ring.after(0)![0], { number: 1, value: "a", bytes: 1 });
});

test("what is forgotten, or was never made, is not pretended to", () => {
  const ring = createChangeRing<string>(2, 1000);
  for (const value of ["a", "b", "c"]) ring.add(value, 1);
  assert.equal(ring.after(0), null);
  assert.deepEqual(values(ring.after(1)), ["b", "c"]);
  assert.equal(ring.after(4), null);
});

test("large changes push out more than small ones, down to nothing", () => {
  const ring = createChangeRing<string>(10, 100);
  for (const value of ["a", "b", "c"]) ring.add(value, 40);
  assert.deepEqual(values(ring.after(1)), ["b", "c"]);
  ring.add("huge", 1000);
  assert.deepEqual(values(ring.after(4)), []);
  assert.equal(ring.after(3), null);
});

test("after a reset nobody is up to date, and counting goes on", () => {
  const ring = createChangeRing<string>(10, 1000);
  ring.add("a", 1);
  ring.reset();
  assert.equal(ring.after(1), null);
  assert.equal(ring.add("b", 1), 3);
  assert.deepEqual(values(ring.after(2)), ["b"]);
});
