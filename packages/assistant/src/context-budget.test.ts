import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { answerTokensMin, contextFullMessage, fitsContext, promptTokensMost } from "./context-budget.ts";

test("the estimate is never below one token for each byte", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" })), (texts) => {
      const bytes = texts.reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0);
      const most = promptTokensMost(texts.map((text) => ({ role: "user", text })));
      assert.ok(most >= bytes + texts.length * 10);
    }),
  );
});

test("a prompt fits when it leaves room for an answer", () => {
  assert.ok(fitsContext(1_000 - answerTokensMin, 1_000));
  assert.ok(!fitsContext(1_001 - answerTokensMin, 1_000));
});

test("a refusal tells the numbers, and whether they were counted or estimated", () => {
  assert.match(contextFullMessage({ tokens: 9_000, exact: true }, 8_192), /takes 9000 tokens.*8192/);
  assert.match(contextFullMessage({ tokens: 9_000, exact: false }, 8_192), /about 9000/);
});
