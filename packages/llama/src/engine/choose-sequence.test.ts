import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseSequence, commonLength, type SequenceState } from "./choose-sequence.ts";

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
const sequence = (tokens: number[], usedAt: number, more: Partial<SequenceState> = {}): SequenceState => ({
  tokens,
  usedAt,
  affinity: undefined,
  reusable: (common) => common,
  ...more,
});
const empty = sequence([], 0);

test("a next turn goes where its conversation is", () => {
  const sequences = [sequence(range(0, 500), 9), sequence(range(1000, 1500), 8), empty];
  assert.equal(chooseSequence(sequences, range(1000, 1560)), 1);
});

test("a short common beginning does not cost a recent conversation its state", () => {
  const sequences = [sequence(range(0, 2000), 9), empty];
  assert.equal(chooseSequence(sequences, [...range(0, 100), 7, 7, 7]), 1);
});

test("a long common beginning is worth it", () => {
  const sequences = [sequence(range(0, 2000), 9), empty];
  assert.equal(chooseSequence(sequences, [...range(0, 1500), 7, 7, 7]), 0);
});

test("a conversation may overwrite its own", () => {
  const sequences = [sequence(range(0, 2000), 9, { affinity: "a" }), empty];
  assert.equal(chooseSequence(sequences, [...range(0, 100), 7], "a"), 0);
});

test("of equals the longest unused is taken", () => {
  const sequences = [
    sequence(range(0, 400), 3),
    sequence(range(500, 900), 1),
    sequence(range(1000, 1400), 2),
  ];
  assert.equal(chooseSequence(sequences, range(9000, 9100)), 1);
  assert.equal(chooseSequence([empty, empty], range(0, 10)), 0);
});

test("what cannot be cut back counts only for what stays", () => {
  const uncuttable = sequence(range(0, 1000), 1, { reusable: (common) => (common >= 1000 ? 1000 : 0) });
  assert.equal(chooseSequence([uncuttable, empty], range(0, 900)), 1);
  assert.equal(chooseSequence([uncuttable, empty], range(0, 1010)), 0);
});

test("common length ends at the first difference", () => {
  assert.equal(commonLength([1, 2, 3], [1, 2, 4]), 2);
  assert.equal(commonLength([1, 2], [1, 2, 3]), 2);
  assert.equal(commonLength([], [1]), 0);
});
