import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluateOptions } from "./sampling-options.ts";

test("what a model's sampling leaves out is off, not the library's default", () => {
  assert.deepEqual(
    evaluateOptions({ temperature: 0.7, seed: 5 }, () => []),
    { temperature: 0.7, topK: 0, topP: 1, minP: 0, seed: 5 },
  );
});

test("DRY says over how many tokens it looks back", () => {
  const dry = { multiplier: 0.8, base: 1.75, allowedLength: 2, lastTokens: 256 };
  assert.deepEqual(evaluateOptions({ temperature: 0, seed: 1, dry }, () => []).dryRepeatPenalty, {
    strength: 0.8,
    base: 1.75,
    allowedLength: 2,
    lastTokens: 256,
  });
});

test("penalties look at what was written when they are asked", () => {
  const written: number[] = [];
  const { repeatPenalty } = evaluateOptions({ temperature: 0, seed: 1, presencePenalty: 0.5 }, () => written);
  written.push(7, 8);
  const punish = repeatPenalty?.punishTokens;
  assert.deepEqual(typeof punish === "function" ? punish() : punish, [7, 8]);
  assert.equal(repeatPenalty?.presencePenalty, 0.5);
});

test("a seed wraps into the 32 bits that the sampler takes", () => {
  const seedOf = (seed: number) => evaluateOptions({ temperature: 0, seed }, () => []).seed;
  assert.deepEqual([seedOf(2 ** 32 + 3), seedOf(-1), seedOf(7)], [3, 2 ** 32 - 1, 7]);
});
