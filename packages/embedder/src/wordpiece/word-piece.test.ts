// Ids as the Python package "tokenizers" 0.23 gives them for all-MiniLM-L6-v2, marks included, cut at 256. The
// vocabulary is the part of the model's that they use: longest pieces stay longest in it.
import assert from "node:assert/strict";
import { test } from "node:test";
import reference from "../../test/fixtures/tokens.json" with { type: "json" };
import { WordPiece } from "./word-piece.ts";

const vocabulary: string[] = Array.from({ length: 30_522 }, (_, id) => `[unused${id}]`);
for (const [token, id] of Object.entries(reference.vocabulary))
  vocabulary[id] = /^\[.+\]$/.test(token)
    ? token
    : token.startsWith("##")
      ? token.slice(2)
      : `\u2581${token}`;
const wordPiece = new WordPiece(vocabulary);

for (const { text, ids } of reference.texts) {
  test(`as the reference: ${JSON.stringify(text).slice(0, 60)}`, () => {
    assert.deepEqual(wordPiece.encode(text, 256).ids, ids);
  });
}

test("an empty text is its marks alone", () => {
  assert.deepEqual(wordPiece.encode("", 256), { ids: [101, 102], cut: false });
});

test("a text that is too long is cut before the end mark, and says so", () => {
  const { ids, cut } = wordPiece.encode("the ".repeat(1_000), 256);
  assert.equal(ids.length, 256);
  assert.deepEqual([ids[0], ids[255], cut], [101, 102, true]);
  assert.equal(wordPiece.encode("the ".repeat(254), 256).cut, false);
});

test("a mark that is written in a text is letters, and half a surrogate pair is nothing", () => {
  assert.ok(
    !wordPiece
      .encode("[SEP] and [CLS]", 256)
      .ids.slice(1, -1)
      .some((id) => id === 101 || id === 102),
  );
  assert.deepEqual(wordPiece.encode("\ud800", 256).ids, [101, 102]);
});

test("a vocabulary without the marks is refused", () => {
  assert.throws(() => new WordPiece(["\u2581a"]), /no \[UNK\]/);
});
