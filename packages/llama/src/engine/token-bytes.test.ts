import assert from "node:assert/strict";
import { test } from "node:test";
import { partialByte } from "./token-bytes.ts";

test("GPT-2's letters are read as the bytes they stand for", () => {
  // 日 is E6 97 A5.
  assert.equal(partialByte("æĹ¥", 0, "gpt2"), 0xe6);
  assert.equal(partialByte("æĹ¥", 1, "gpt2"), 0x97);
  assert.equal(partialByte("æĹ¥", -1, "gpt2"), 0xa5);
  assert.equal(partialByte("Ġà", -1, "gpt2"), 0xe0);
  assert.equal(partialByte("Ġthe", 0, "gpt2"), undefined);
  assert.equal(partialByte("", 0, "gpt2"), undefined);
});

test("other vocabularies spell single bytes out and everything else as it is", () => {
  assert.equal(partialByte("<0xE0>", -1, "llama"), 0xe0);
  assert.equal(partialByte("<0x0A>", 0, "llama"), undefined);
  assert.equal(partialByte("日", 0, "llama"), undefined);
  assert.equal(partialByte("à", -1, undefined), undefined);
});
