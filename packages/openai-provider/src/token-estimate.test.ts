import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { estimatePromptTokens, estimateTokens } from "./token-estimate.ts";

test("English is about a token for every three to four letters", () => {
  const text = "The quick brown fox jumps over the lazy dog, and then it sleeps in the sun.";
  const tokens = estimateTokens(text);
  assert.ok(tokens > text.length / 5 && tokens < text.length / 3, String(tokens));
});

test("Chinese, Japanese and Korean are a token a character", () => {
  assert.equal(estimateTokens("今天天气很好"), 6);
  assert.equal(estimateTokens("ひらがな、カナ"), 7);
  assert.equal(estimateTokens("안녕하세요"), 5);
  assert.equal(estimateTokens("𠮷"), 1);
});

test("text in pieces is as long as the whole", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
      assert.ok(Math.abs(estimateTokens(a) + estimateTokens(b) - estimateTokens(a + b)) < 1e-6);
    }),
  );
});

test("a prompt is a whole number of tokens that grows with every message", () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 8 }), fc.string(), (texts, more) => {
      const messages = texts.map((text) => ({ role: "user" as const, text }));
      const before = estimatePromptTokens(messages);
      assert.ok(Number.isInteger(before) && before > 0);
      assert.ok(estimatePromptTokens([...messages, { role: "assistant", text: more }]) > before);
    }),
  );
});
