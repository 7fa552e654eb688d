import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { controlText, withoutControlText } from "./control-text.ts";
import { TokenText, type TokenVocabulary } from "./token-text.ts";

/** A vocabulary of single bytes; 256 is a control token. */
const bytes: TokenVocabulary = {
  textOf: (tokens) => new TextDecoder().decode(Uint8Array.from(tokens)),
  controlName: (token) => (token === 256 ? "<|end|>" : undefined),
};

function pieces(tokens: Iterable<number>): string[] {
  const text = new TokenText(bytes);
  return [...Array.from(tokens, (token) => text.push(token)), text.flush()];
}

const bytesOf = (text: string): number[] => [...new TextEncoder().encode(text)];

test("a character comes out with its last byte", () => {
  assert.deepEqual(pieces(bytesOf("é🙂")), ["", "é", "", "", "", "🙂", ""]);
});

test("bytes that make no character come out as replacement characters and hold nothing up", () => {
  assert.deepEqual(pieces([0xff, 0x61]).join(""), "\uFFFDa");
  const text = pieces([0xf0, 0xf0, 0xf0, 0xf0, 0x61]).join("");
  assert.ok(text.endsWith("a"));
});

test("an unfinished character comes out as a replacement character at the end", () => {
  assert.deepEqual(pieces([0x61, 0xf0, 0x9f]).join(""), "a\uFFFD");
});

test("a control token comes out whole, in its own spelling, after what was held", () => {
  assert.deepEqual(pieces([0x61, 256]), ["a", controlText("<|end|>"), ""]);
  assert.equal(withoutControlText(pieces([0x61, 256, 0x62]).join("")), "ab");
});

test("any text comes back, and no piece ends within a character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const parts = pieces(bytesOf(text));
      assert.equal(parts.join(""), text);
      assert.ok(parts.every((part) => part.isWellFormed() && !part.includes("\uFFFD")));
    }),
  );
});
