import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { passagesOf } from "./passages.ts";

test("a short message is one passage, one without words is none", () => {
  assert.deepEqual(passagesOf("  Hello there. "), ["Hello there."]);
  for (const empty of ["", "   \n", "...!?", "---\n***"]) assert.deepEqual(passagesOf(empty), []);
});

test("a long one is cut where a paragraph ends, else a sentence, else a word", () => {
  const paragraph = "Some words of a paragraph. ".repeat(20).trim();
  assert.deepEqual(passagesOf(`${paragraph}\n\n${paragraph}`), [paragraph, paragraph]);
  const sentences = passagesOf("This is a sentence of some length here. ".repeat(40));
  assert.ok(sentences.length > 1 && sentences.every((passage) => passage.endsWith(".")));
  const words = passagesOf("word ".repeat(400));
  assert.ok(words.every((passage) => passage.startsWith("word") && passage.endsWith("word")));
});

test("scripts that take more tokens get shorter passages", () => {
  const [chinese = ""] = passagesOf("海上的天气很好。".repeat(200));
  assert.ok(chinese.length <= 230 && chinese.length > 100);
});

test("whatever the text is, there are at most 8 passages, none halves a character, and all stand in it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 12_000 }), (text) => {
      const passages = passagesOf(text);
      assert.ok(passages.length <= 8);
      for (const passage of passages) {
        assert.ok(text.includes(passage));
        assert.ok(passage.length <= 901 && passage.isWellFormed() === text.isWellFormed());
      }
    }),
    { numRuns: 50 },
  );
});
