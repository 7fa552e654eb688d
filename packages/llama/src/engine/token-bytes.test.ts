import assert from "node:assert/strict";
import { test } from "node:test";
import { partialByte, tokenBytes } from "./token-bytes.ts";

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

test("a token's bytes are those of its text, or of the part of a character that it is", () => {
  const text = (bytes: number[]) => new TextDecoder().decode(Uint8Array.from(bytes));
  assert.equal(text(tokenBytes("Ġthe", "gpt2")), " the");
  assert.equal(text(tokenBytes("æĹ¥", "gpt2")), "日");
  assert.equal(text(tokenBytes("<|end|> 日", "gpt2")), "<|end|> 日");
  assert.equal(text(tokenBytes("▁the", "llama")), " the");
  assert.deepEqual(tokenBytes("<0x0A>", "llama"), [10]);
});
