import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { noSearch, reduceSearch, stretchesOf } from "./search.ts";

test("an excerpt is cut at its matches", () => {
  assert.deepEqual(stretchesOf({ excerpt: "a late bus", matches: [2, 6] }), [
    { text: "a ", hit: false },
    { text: "late", hit: true },
    { text: " bus", hit: false },
  ]);
});

test("whatever the matches are, the stretches joined are the excerpt", () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.integer({ min: -5, max: 40 })), (excerpt, matches) => {
      assert.equal(
        stretchesOf({ excerpt, matches })
          .map(({ text }) => text)
          .join(""),
        excerpt,
      );
    }),
  );
});

test("an answer to what is no longer asked is dropped", () => {
  const hit = {
    conversationId: "c",
    conversationTitle: "",
    nodeId: null,
    role: "root",
    excerpt: "",
    matches: [],
    createdAtMs: 0,
    foundBy: "words",
  } as const;
  const meaning = { kind: "no-model", unread: 0 } as const;
  const typed = reduceSearch(reduceSearch(noSearch, { type: "search-typed", query: "bu" }), {
    type: "search-typed",
    query: "bus",
  });
  const late = reduceSearch(typed, { type: "search-arrived", query: "bu", hits: [hit], meaning });
  assert.deepEqual([late.phase, late.hits.length], ["asking", 0]);
  const right = reduceSearch(late, { type: "search-arrived", query: "bus", hits: [hit], meaning });
  assert.deepEqual([right.phase, right.hits.length], ["ready", 1]);
  assert.equal(right.meaning.kind, "no-model");
});

test("an empty field ends the search", () => {
  const found = { ...noSearch, query: "bus", phase: "ready" as const };
  assert.equal(reduceSearch(found, { type: "search-typed", query: " " }).phase, "idle");
});
