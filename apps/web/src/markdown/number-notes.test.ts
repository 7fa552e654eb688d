import assert from "node:assert/strict";
import { test } from "node:test";
import { splitWhole } from "./block-splitter.ts";
import { emptyNotes, type Notes, numberNotes } from "./number-notes.ts";
import { createPieceReader } from "./piece-reader.ts";

function notes(markdown: string, isOpen = false, before = emptyNotes): Notes {
  const reader = createPieceReader();
  const read = splitWhole(markdown).map((piece) => ({ piece, reading: reader.read(piece, new Map()) }));
  return numberNotes(read, isOpen, before);
}

test("numbers follow the marks, not the notes", () => {
  const { numbers } = notes("a[^z] b[^y] c[^z]\n\n[^y]: Y\n\n[^z]: Z\n");
  assert.deepEqual(
    [...numbers],
    [
      ["z", 1],
      ["y", 2],
    ],
  );
});

test("of two notes with one label the first holds", () => {
  const { texts, definedIn } = notes("a[^x]\n\n[^x]: one\n\nb\n\n[^x]: two\n");
  assert.equal(texts.size, 1);
  assert.equal(definedIn.get("x"), 6);
});

test("labels are compared without case", () => {
  assert.equal(notes("a[^Note]\n\n[^nOTE]: x\n").numbers.size, 1);
});

test("the same notes are the same object", () => {
  const reader = createPieceReader();
  const read = splitWhole("a[^x]\n\n[^x]: one\n").map((piece) => ({
    piece,
    reading: reader.read(piece, new Map()),
  }));
  const before = numberNotes(read, false, emptyNotes);
  assert.equal(numberNotes(read, false, before), before);
  assert.notEqual(numberNotes(read.slice(0, 1), true, before), before);
});
