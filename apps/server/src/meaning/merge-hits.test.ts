import assert from "node:assert/strict";
import { test } from "node:test";
import type { SearchHit } from "@grok/conversation";
import { mergeHits } from "./merge-hits.ts";

const hit = (nodeId: string | null, excerpt = ""): SearchHit => ({
  conversationId: "c",
  conversationTitle: "",
  nodeId,
  role: "user",
  excerpt,
  matches: [],
  createdAtMs: 0,
});
const told = (hits: ReturnType<typeof mergeHits>) => hits.map(({ nodeId, foundBy }) => [nodeId, foundBy]);

test("what both ways find comes first and keeps the excerpt of the words", () => {
  const merged = mergeHits([hit("a"), hit("b", "words")], [hit("b", "meaning"), hit("c")], 10);
  assert.deepEqual(told(merged), [
    ["b", "both"],
    ["a", "words"],
    ["c", "meaning"],
  ]);
  assert.equal(merged[0]?.excerpt, "words");
});

test("the ways take turns, words first; titles are hits of their own; the limit holds", () => {
  const merged = mergeHits([hit(null), hit("a"), hit("b")], [hit("x"), hit("y")], 4);
  assert.deepEqual(told(merged), [
    [null, "words"],
    ["x", "meaning"],
    ["a", "words"],
    ["y", "meaning"],
  ]);
});

test("without meaning the words stay as they are", () => {
  assert.deepEqual(told(mergeHits([hit("a"), hit("b")], [], 10)), [
    ["a", "words"],
    ["b", "words"],
  ]);
});
