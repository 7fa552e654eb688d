import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { matchText, stretches } from "./match-text.ts";

test("the beginning is best, then a word, then the inside, then scattered letters", () => {
  assert.deepEqual(matchText("Branch from here", "br"), { rank: 0, ranges: [0, 2] });
  assert.deepEqual(matchText("2 branches", "BR"), { rank: 1, ranges: [2, 4] });
  assert.deepEqual(matchText("umbrella", "br"), { rank: 2, ranges: [2, 4] });
  assert.deepEqual(matchText("Open the response tree", "otr", true), {
    rank: 3,
    ranges: [0, 1, 5, 6, 9, 10],
  });
});

test("a word later in the text goes before the inside of one before it", () => {
  assert.deepEqual(matchText("umbrella, bright", "br"), { rank: 1, ranges: [10, 12] });
});

test("scattered letters begin with a word, and are asked for", () => {
  assert.equal(matchText("Open the response tree", "pr", true), null);
  assert.equal(matchText("Open the response tree", "ort"), null);
});

test("what matches stands where it is said to stand, and the stretches are the text", () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 1 }), fc.boolean(), (text, query, loose) => {
      const found = matchText(text, query, loose);
      const cut = stretches(text, found?.ranges ?? []);
      assert.equal(cut.map((stretch) => stretch.text).join(""), text);
      if (found === null || found.rank === 3) return;
      const hit = cut.find((stretch) => stretch.hit)!.text;
      assert.equal(hit.toLowerCase(), query.toLowerCase());
    }),
  );
});
