import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseWay } from "./choose-way.ts";

const tokenMs = (tokens: number) => tokens * 10;
const empty = { usable: 0, cutLossMs: 0, lossMs: 0 };
const holding = (usable: number, cutLossMs = 0, lossMs = 500) => ({ usable, cutLossMs, lossMs });

test("what holds most of the prompt is gone on with in place", () => {
  assert.deepEqual(chooseWay(100, [empty, holding(90), holding(40)], [], tokenMs), { destination: 1 });
});

test("a saved state is brought where least is lost", () => {
  const destinations = [holding(0, 400, 400), empty, holding(0, 300, 300)];
  const saved = [
    { usable: 50, moveMs: 5 },
    { usable: 95, moveMs: 20 },
  ];
  assert.deepEqual(chooseWay(100, destinations, saved, tokenMs), { destination: 1, source: 1 });
});

test("moving what is read again in no time is not worth it", () => {
  assert.deepEqual(chooseWay(100, [empty], [{ usable: 3, moveMs: 40 }], tokenMs), { destination: 0 });
});

test("a tail that would be lost sends the prompt elsewhere, with a state taken from there", () => {
  const destinations = [holding(80, 700, 900), empty];
  const itself = { usable: 80, moveMs: 30, inDestination: 0 };
  assert.deepEqual(chooseWay(100, destinations, [itself], tokenMs), { destination: 1, source: 0 });
});
