import assert from "node:assert/strict";
import { test } from "node:test";
import { markersOf, opensReasoning } from "./reasoning-markers.ts";

test("a template is recognised by how it opens the reasoning", () => {
  assert.deepEqual(markersOf("{{ '<think>\\n' + reasoning + '</think>' }}")?.close, ["</think>"]);
  assert.deepEqual(markersOf("<|start|>assistant<|channel|>{{ 'analysis' }}<|message|>")?.open, [
    "<|channel|>analysis<|message|>",
  ]);
  assert.equal(markersOf("{{ messages }}"), undefined);
});

test("a prompt that opens the reasoning is told from one that also closes it", () => {
  const markers = markersOf("<think>");
  assert.ok(markers);
  assert.equal(opensReasoning("<|im_start|>assistant\n<think>\n", markers), true);
  assert.equal(opensReasoning("<|im_start|>assistant\n<think>\n\n</think>\n\n", markers), false);
  assert.equal(opensReasoning("<|im_start|>assistant\n", markers), false);
});
