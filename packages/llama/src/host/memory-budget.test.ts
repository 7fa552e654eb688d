import assert from "node:assert/strict";
import { test } from "node:test";
import type { ModelSpec } from "@grok/model";
import { engineBytes, enginesToUnload, fitEngine } from "./memory-budget.ts";

const MB = 1e6;
const spec: ModelSpec = {
  id: "small",
  title: "Small",
  path: "/models/small.gguf",
  digest: "d",
  bytes: 100 * MB,
  contextTokensMax: 8192,
  kvBytesPerToken: 23_040,
  stateBytes: 0,
  languages: [],
  abilities: [],
  sampling: { temperature: 0 },
  stop: [],
  reasoning: "none",
};
const wanted = { sequences: 4, contextTokens: 32_768 };

test("the estimate is near what was measured for four sequences of 8,192 tokens", () => {
  const bytes = engineBytes(spec, 4, 8192);
  assert.ok(bytes > 1_000 * MB && bytes < 1_150 * MB, `${bytes}`);
});

test("an engine never has a longer context than its model", () => {
  assert.equal(fitEngine(spec, wanted, 10_000 * MB)?.contextTokens, 8192);
});

test("a tight budget first takes sequences, then context, then refuses", () => {
  assert.deepEqual(pick(fitEngine(spec, wanted, 10_000 * MB)), [4, 8192]);
  assert.deepEqual(pick(fitEngine(spec, wanted, 800 * MB)), [2, 8192]);
  assert.deepEqual(pick(fitEngine(spec, wanted, 520 * MB)), [1, 8192]);
  assert.deepEqual(pick(fitEngine(spec, wanted, 360 * MB)), [1, 2048]);
  assert.equal(fitEngine(spec, wanted, 300 * MB), undefined);
});

test("the branch cache takes what suits the shape, an eighth of the budget at most, and never room of the engine", () => {
  const recurrent = { ...spec, kvBytesPerToken: 1000, stateBytes: MB };
  const held = 4 * (8192 * 1000 + 8 * MB);
  assert.equal(fitEngine(recurrent, wanted, 10_000 * MB)?.branchCacheBytes, held);
  assert.equal(fitEngine(recurrent, wanted, 480 * MB)?.branchCacheBytes, 60 * MB);
  const tight = fitEngine(spec, wanted, 1_070 * MB);
  assert.ok(tight && tight.branchCacheBytes < 10 * MB);
  assert.equal(tight.bytes, 1_070 * MB);
});

test("a branch cache of a wanted size is given that, as far as it fits", () => {
  assert.equal(
    fitEngine(spec, { ...wanted, branchCacheBytes: 5_000 * MB }, 10_000 * MB)?.branchCacheBytes,
    5_000 * MB,
  );
  assert.equal(fitEngine(spec, { ...wanted, branchCacheBytes: 0 }, 10_000 * MB)?.branchCacheBytes, 0);
});

test("room is made by unloading the longest unused, and no more than needed", () => {
  const [a, b, c] = [engine(100, 3), engine(100, 1), engine(100, 2)];
  assert.deepEqual(enginesToUnload([a, b, c], 50, 400), []);
  assert.deepEqual(enginesToUnload([a, b, c], 150, 400), [b]);
  assert.deepEqual(enginesToUnload([a, b, c], 250, 400), [b, c]);
});

test("a model in use is never unloaded", () => {
  const busy = { ...engine(300, 1), answers: 1 };
  assert.equal(enginesToUnload([busy, engine(50, 2)], 200, 400), undefined);
});

const engine = (bytes: number, usedAtMs: number) => ({ bytes, usedAtMs, answers: 0 });
const pick = (size: ReturnType<typeof fitEngine>) => size && [size.sequences, size.contextTokens];
