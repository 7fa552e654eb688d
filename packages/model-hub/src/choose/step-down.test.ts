import assert from "node:assert/strict";
import { test } from "node:test";
import { builtInCatalogue } from "../catalogue/catalogue.ts";
import { stepDown } from "./step-down.ts";

const catalogue = builtInCatalogue();

test("five tokens a second are enough", () => {
  assert.equal(stepDown(catalogue, "qwen3.5-4b", 5), undefined);
});

test("a slow 9B leads to the best model that should reach five", () => {
  const step = stepDown(catalogue, "qwen3.5-9b", 3);
  assert.equal(step?.entry.id, "gemma-4-e4b");
  assert.ok(step !== undefined && step.tokensPerSecondExpected >= 5);
  assert.match(step.reason, /3\.0 tokens a second here/);
});

test("very slow leads to the quickest there is", () => {
  assert.equal(stepDown(catalogue, "qwen3.5-0.8b", 0.1)?.entry.id, "smollm2-135m");
});

test("the quickest itself and unknown models have nowhere to go", () => {
  assert.equal(stepDown(catalogue, "smollm2-135m", 1), undefined);
  assert.equal(stepDown(catalogue, "my-own", 1), undefined);
});
