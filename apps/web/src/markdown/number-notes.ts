/** Which footnote gets which number, and where its note stands. */

import type { FootnoteText } from "./markdown-tree.ts";
import type { ReadPiece } from "./piece-reader.ts";

/** The footnotes of a message, numbered in the order in which the text refers to them. */
export interface Notes {
  readonly numbers: ReadonlyMap<string, number>;
  readonly texts: ReadonlyMap<string, FootnoteText>;
  /** Start of the piece that defines each. */
  readonly definedIn: ReadonlyMap<string, number>;
  /** Labels first referred to in the piece that starts at the offset. */
  readonly firstIn: ReadonlyMap<number, readonly string[]>;
}

export const emptyNotes: Notes = {
  numbers: new Map(),
  texts: new Map(),
  definedIn: new Map(),
  firstIn: new Map(),
};

/**
 * The notes of `read`: the pieces that refer to footnotes or define them, in the order of the text. While
 * `isOpen`, a mark without a note is numbered, too, since the note usually comes at the end. Returns
 * `before` when nothing is different.
 */
export function numberNotes(read: readonly ReadPiece[], isOpen: boolean, before: Notes): Notes {
  if (read.length === 0) return emptyNotes;
  const texts = new Map<string, FootnoteText>();
  const definedIn = new Map<string, number>();
  for (const { piece, reading } of read) {
    for (const footnote of reading.footnotes) {
      if (texts.has(footnote.label)) continue;
      texts.set(footnote.label, footnote);
      definedIn.set(footnote.label, piece.start);
    }
  }
  const numbers = new Map<string, number>();
  const firstIn = new Map<number, string[]>();
  for (const { piece, reading } of read) {
    for (const label of reading.references) {
      if (numbers.has(label) || !(isOpen || texts.has(label))) continue;
      numbers.set(label, numbers.size + 1);
      firstIn.set(piece.start, [...(firstIn.get(piece.start) ?? []), label]);
    }
  }
  const notes = { numbers, texts, definedIn, firstIn };
  return sameNotes(notes, before) ? before : notes;
}

function sameNotes(a: Notes, b: Notes): boolean {
  return (
    a.numbers.size === b.numbers.size &&
    a.texts.size === b.texts.size &&
    a.firstIn.size === b.firstIn.size &&
    [...a.firstIn].every(([start, labels]) => b.firstIn.get(start)?.join() === labels.join()) &&
    [...a.numbers].every(([label, number]) => b.numbers.get(label) === number) &&
    [...a.texts].every(([label, text]) => b.texts.get(label) === text)
  );
}
