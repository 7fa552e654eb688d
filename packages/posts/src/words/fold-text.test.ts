import assert from "node:assert/strict";
import { test } from "node:test";
import { foldText } from "./fold-text.ts";

test("folding leaves alone what is folded, whatever the character", () => {
  const failed: string[] = [];
  for (let point = 0; point < 0x20000; point++) {
    const folded = foldText(`a${String.fromCodePoint(point)}b`);
    if (foldText(folded) !== folded) failed.push(point.toString(16));
  }
  assert.deepEqual(failed, []);
});

test("case, width, ligatures, accents and marks that people leave out do not count", () => {
  for (const [one, other] of [
    ["Größe", "GRÖSSE"],
    ["ẞ", "ss"],
    ["ΣΑΣ", "σας"],
    ["ﬁne", "FINE"],
    ["ｶﾞ", "ガ"],
    ["İ", "i"],
    ["مَطَر", "مطر"],
    ["שָׁלוֹם", "שלום"],
    ["👍🏽", "👍"],
  ] as const)
    assert.equal(foldText(one), foldText(other));
});
