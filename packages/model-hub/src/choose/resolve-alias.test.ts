import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { builtInCatalogue } from "../catalogue/catalogue.ts";
import { type Candidate, resolveAliases } from "./resolve-alias.ts";

const catalogue = builtInCatalogue();
const installed = (...ids: string[]): Candidate[] => catalogue.filter(({ id }) => ids.includes(id));

test("with nothing installed no alias resolves", () => {
  assert.deepEqual(resolveAliases([], { grok: "gone" }, catalogue), {});
});

test("one model is both the best and the quickest", () => {
  assert.deepEqual(resolveAliases(installed("smollm2-135m"), {}, catalogue), {
    grok: "smollm2-135m",
    "grok-mini": "smollm2-135m",
  });
});

test("grok is the best and grok-mini reads the fewest bytes a token, experts at rest not counted", () => {
  assert.deepEqual(resolveAliases(installed("qwen3.5-4b", "qwen3.6-35b-a3b"), {}, catalogue), {
    grok: "qwen3.6-35b-a3b",
    "grok-mini": "qwen3.6-35b-a3b",
  });
});

test("a choice stands while its model is there, and falls back when it goes", () => {
  const two = installed("smollm2-135m", "qwen3.5-4b");
  assert.equal(resolveAliases(two, { grok: "smollm2-135m" }, catalogue).grok, "smollm2-135m");
  assert.equal(resolveAliases(two, { grok: "removed" }, catalogue).grok, "qwen3.5-4b");
});

test("an own file counts as the best catalogue model that is not larger", () => {
  const own: Candidate = { id: "own-5b", bytes: 3e9, parameters: 5e9 };
  assert.equal(resolveAliases([own, ...installed("qwen3.5-2b")], {}, catalogue).grok, "own-5b");
  assert.equal(resolveAliases([own, ...installed("qwen3.5-9b")], {}, catalogue).grok, "qwen3.5-9b");
});

test("a model that this machine cannot run is not taken unasked, unless there is no other", () => {
  const fits = ({ bytes }: Candidate) => bytes < 5e9;
  assert.equal(
    resolveAliases(installed("qwen3.5-4b", "gpt-oss-120b"), {}, catalogue, fits).grok,
    "qwen3.5-4b",
  );
  assert.equal(resolveAliases(installed("gpt-oss-120b"), {}, catalogue, fits).grok, "gpt-oss-120b");
  assert.equal(
    resolveAliases(installed("qwen3.5-4b", "gpt-oss-120b"), { grok: "gpt-oss-120b" }, catalogue, fits).grok,
    "gpt-oss-120b",
  );
});

test("the answer does not depend on the order of the models", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...catalogue], { minLength: 1 }), (some) => {
      assert.deepEqual(resolveAliases(some, {}, catalogue), resolveAliases(some.toReversed(), {}, catalogue));
    }),
  );
});
