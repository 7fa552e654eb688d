import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { textDifference } from "./text-difference.ts";
import { linesOf, tokensOf } from "./text-tokens.ts";

const texts = fc
  .array(fc.constantFrom("a", "the ", "moon", "\n", "\r\n", "\r", " ", ".", "好", "世界", "😀", "\u2028"), {
    maxLength: 40,
  })
  .map((parts) => parts.join(""));
const shown = (before: string, after: string) =>
  textDifference(before, after, 1_000)
    .parts.map(({ kind, text }) =>
      kind === "kept" ? text : kind === "removed" ? `[-${text}]` : `[+${text}]`,
    )
    .join("");

test("what is kept and removed is the old text, what is kept and added the new one", () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const { parts } = textDifference(before, after, 1_000);
      const without = (kind: string) =>
        parts
          .filter((part) => part.kind !== kind)
          .map((part) => part.text)
          .join("");
      assert.equal(without("added"), before);
      assert.equal(without("removed"), after);
    }),
  );
});

test("tokens and lines joined are the text again", () => {
  fc.assert(
    fc.property(texts, (text) => {
      assert.equal(tokensOf(text).join(""), text);
      assert.equal(linesOf(text).join(""), text);
    }),
  );
});

test("one word changed is one word shown", () => {
  assert.equal(shown("The old moon.\nA line.", "The new moon.\nA line."), "The [-old][+new] moon.\nA line.");
});

test("words in a row are one change, not one for each space between them", () => {
  assert.equal(shown("Take the shop down.", "Put it up."), "[-Take the shop down][+Put it up].");
});

test("Chinese is compared by words", () => {
  assert.equal(shown("我喜欢苹果", "我喜欢香蕉"), "我喜欢[-苹果][+香蕉]");
});

test("texts too long for words are compared by lines, within the time given", () => {
  const lines = Array.from({ length: 6_000 }, (_, at) => `line ${at} of a long reply\n`);
  const changed = lines.with(3_000, "another line\n").join("");
  const { parts, grain } = textDifference(lines.join(""), changed, 1_000);
  assert.equal(grain, "lines");
  assert.deepEqual(
    parts.filter(({ kind }) => kind !== "kept").map(({ text }) => text),
    ["line 3000 of a long reply\n", "another line\n"],
  );
});

test("where the time is up, texts stand as replaced, and nothing of them is missing", () => {
  const before = Array.from({ length: 5_000 }, (_, at) => `${at * 7}`).join("\n");
  const after = Array.from({ length: 5_000 }, (_, at) => `${at * 11} x`).join("\n");
  const { parts, grain } = textDifference(before, after, 0);
  assert.equal(grain, "lines");
  assert.deepEqual(
    parts.map(({ kind }) => kind),
    ["removed", "added"],
  );
});
