/**
 * A message that grows: its pieces, what they define for each other, and its open end.
 *
 * Pure. `advanceDocument` returns a new value that shares everything finished with the one before, so
 * that a component can tell by identity what has to be drawn again. With `live` false the result depends
 * on the text alone, not on how it arrived.
 */

import {
  advance,
  closeSplit,
  nothingSplit,
  openFence,
  openPiece,
  type Piece,
  type SplitState,
} from "./block-splitter.ts";
import { isHashHeading } from "./line-kinds.ts";
import type { Block } from "./markdown-tree.ts";
import { emptyNotes, type Notes, numberNotes } from "./number-notes.ts";
import { isTooCostly } from "./piece-limits.ts";
import {
  concerning,
  type Definitions,
  type PieceReader,
  type ReadPiece,
  readFence,
  readMarkdown,
  readOpenFence,
} from "./piece-reader.ts";
import type { Reading } from "./read-blocks.ts";
import { repairRows, repairTail } from "./repair-tail.ts";
import { withCaret } from "./with-caret.ts";

export interface MarkdownDocument {
  readonly text: string;
  readonly live: boolean;
  /** Finished pieces in the order of the text, in groups of bounded size; a list is never cut in two. */
  readonly groups: readonly (readonly Piece[])[];
  readonly definitions: Definitions;
  readonly notes: Notes;
  /** The open end with the caret, while live. */
  readonly tail?: ReadPiece;
  readonly split: SplitState;
  readonly defining: readonly Piece[];
  readonly noted: readonly Piece[];
}

/** Pieces in a group, a list apart. */
const groupPiecesMax = 24;

export const emptyDocument: MarkdownDocument = {
  text: "",
  live: false,
  groups: [],
  definitions: new Map(),
  notes: emptyNotes,
  split: nothingSplit,
  defining: [],
  noted: [],
};

/** The document after `text` has become all of its text. */
export function advanceDocument(
  before: MarkdownDocument,
  written: string,
  live: boolean,
  reader: PieceReader,
): MarkdownDocument {
  const text = normalLineEndings(written, live);
  if (text === before.text && live === before.live) return before;
  const base = text.startsWith(before.text) ? before : emptyDocument;
  const split = advance(base.split, text);
  const finished = live ? split.done : closeSplit(split);
  const known = sharedPieces(base.groups, finished);
  const fresh = finished.slice(known.count);
  const defining = [...known.keep(base.defining), ...fresh.filter((piece) => piece.source.includes("]:"))];
  const noted = [...known.keep(base.noted), ...fresh.filter((piece) => piece.source.includes("[^"))];
  const definitions = definitionsOf(defining, base.definitions, reader);
  const tail = live ? readTail(split, definitions) : undefined;
  const noting = noted.map((piece) => ({ piece, reading: reader.read(piece, definitions) }));
  const tailNotes = tail !== undefined && tail.reading.references.length + tail.reading.footnotes.length > 0;
  const notes = numberNotes(tailNotes ? [...noting, tail] : noting, live, base.notes);
  const document = {
    text,
    live,
    groups: grouped(known.groups, fresh),
    definitions,
    notes,
    split,
    defining,
    noted,
  };
  return tail === undefined ? document : { ...document, tail };
}

/** Line feeds only; a carriage return at the live end waits for what follows it. */
function normalLineEndings(written: string, live: boolean): string {
  if (!written.includes("\r")) return written;
  return (live ? written.replace(/\r$/, "") : written).replace(/\r\n?/g, "\n");
}

interface SharedPieces {
  readonly count: number;
  readonly groups: readonly (readonly Piece[])[];
  keep(pieces: readonly Piece[]): readonly Piece[];
}

/** The groups of `before` that are still right, given that only the last piece can have changed. */
function sharedPieces(before: readonly (readonly Piece[])[], finished: readonly Piece[]): SharedPieces {
  const groups = [...before];
  let count = groups.reduce((sum, group) => sum + group.length, 0);
  while (count > 0 && groups.at(-1)!.at(-1) !== finished[count - 1]) {
    const shorter = groups.at(-1)!.slice(0, -1);
    groups.pop();
    if (shorter.length > 0) groups.push(shorter);
    count--;
  }
  const end = groups.at(-1)?.at(-1)?.start ?? -1;
  return { count, groups, keep: (pieces) => pieces.filter((piece) => piece.start <= end) };
}

function grouped(
  groups: readonly (readonly Piece[])[],
  fresh: readonly Piece[],
): readonly (readonly Piece[])[] {
  if (fresh.length === 0) return groups;
  const all: Piece[][] = [];
  let last: Piece[] = groups.length === 0 ? [] : [...groups.at(-1)!];
  for (const piece of fresh) {
    if (startsGroup(piece, last)) {
      all.push(last);
      last = [];
    }
    last.push(piece);
  }
  return [...groups.slice(0, -1), ...all, last];
}

/** Whether `piece` comes after `group`, not into it. A heading takes what it heads along. */
export function startsGroup(piece: Piece, group: readonly Piece[]): boolean {
  return group.length >= groupPiecesMax && !piece.continues && !isHashHeading(group.at(-1)!.source.trim());
}

function definitionsOf(defining: readonly Piece[], before: Definitions, reader: PieceReader): Definitions {
  if (defining.length === 0) return emptyDocument.definitions;
  const definitions = new Map<string, Reading["definitions"][number]>();
  for (const piece of defining) {
    for (const definition of reader.read(piece, before).definitions) {
      if (!definitions.has(definition.label)) definitions.set(definition.label, definition);
    }
  }
  const same =
    definitions.size === before.size && [...definitions.keys()].every((label) => before.has(label));
  return same ? before : definitions;
}

/** The open piece, repaired, with the caret in it. */
function readTail(split: SplitState, definitions: Definitions): ReadPiece {
  const piece = openPiece(split);
  const reading = readOpen(split, piece, definitions);
  return { piece, reading: { ...reading, blocks: withCaret(reading.blocks) } };
}

function readOpen(split: SplitState, piece: Piece, definitions: Definitions): Reading {
  const nothing = { blocks: [], definitions: [], footnotes: [], references: [] };
  if (piece.source.trim() === "") return nothing;
  if (piece.kind === "fence") {
    const isOpen = openFence(split) !== undefined;
    return { ...nothing, blocks: [isOpen ? readOpenFence(piece.source) : readFence(piece.source)] };
  }
  if (isTooCostly(piece.source, true)) {
    const block: Block = { kind: "plain", text: piece.source.trim() };
    return { ...nothing, blocks: [block] };
  }
  const source = piece.tableHead === undefined ? repairTail(piece.source) : repairRows(piece.source);
  return readMarkdown(source, concerning(piece, definitions), piece.tableHead);
}
