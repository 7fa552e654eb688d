import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { breaksOf, changeBreaks, joinLines, putBreaks, withPlainBreaks } from "./line-breaks.ts";

const pieces = fc.constantFrom("\n", "\r", "\r\n", "a", "\t", "  ", "\f", "\u2028", "\\", "\\(", "```", "好");
const texts = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(""));

test("a text taken apart and put together is the same text", () => {
  fc.assert(
    fc.property(texts, (text) => {
      assert.equal(joinLines(withPlainBreaks(text).split("\n"), breaksOf(text)), text);
    }),
  );
});

test("each break has its letter, in order, and nothing else is a break", () => {
  assert.equal(breaksOf("a\r\nb\rc\nd\f\u2028\u0085e"), "brn");
});

test("a new line ends as the line into which it is put", () => {
  assert.equal(changeBreaks("bbn", [{ at: 2, removed: 0, added: 2 }]), "bbnnn");
  assert.equal(changeBreaks("bb", [{ at: 2, removed: 0, added: 1 }]), "bbb");
  assert.equal(changeBreaks("rr", [{ at: 1, removed: 0, added: 1 }]), "rrr");
  assert.equal(changeBreaks("", [{ at: 0, removed: 0, added: 1 }]), "n");
});

test("beside a lone CR among other breaks a new one is CR LF, which cannot be taken for a part of another", () => {
  assert.equal(changeBreaks("rn", [{ at: 1, removed: 0, added: 1 }]), "rbn");
});

test("lines that are replaced hand on their breaks", () => {
  assert.equal(changeBreaks("nbbn", [{ at: 1, removed: 2, added: 3 }]), "nbbbn");
  assert.equal(
    changeBreaks("nrbn", [
      { at: 0, removed: 1, added: 0 },
      { at: 3, removed: 1, added: 1 },
    ]),
    "rbn",
  );
});

test("breaks that an undo brings back take the place of those that stand there, and no others", () => {
  assert.equal(
    putBreaks("nnnn", [
      [1, "r"],
      [2, "b"],
    ]),
    "nrbn",
  );
  assert.equal(
    putBreaks("nn", [
      [1, "r"],
      [2, "b"],
    ]),
    "nr",
  );
});
