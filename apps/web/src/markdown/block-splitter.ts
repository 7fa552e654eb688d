/**
 * Cuts Markdown into pieces that can be read on their own, as the text arrives.
 *
 * A piece is one or a few top-level blocks, or one item of a top-level list. Reading the pieces one by
 * one gives what reading the whole would give, except for link definitions and footnotes, which
 * `markdown-document.ts` carries from piece to piece.
 *
 * Pure. The state is a value: `advance` returns a new one and shares what did not change. Each line is
 * looked at once, however the text was cut into deltas.
 */

import type { Fence } from "./line-kinds.ts";
import { afterBeginning, afterLine, type OpenBlock, type Step } from "./open-block.ts";

export interface Piece {
  /** Offset in the whole text, in UTF-16 units. Names the piece: it never changes as text is added. */
  readonly start: number;
  /** Begins with the blank lines that stand before the block, if any, and ends with its last line. */
  readonly source: string;
  readonly kind: "flow" | "item" | "fence";
  /** Goes on with the list, or the table, of the piece before. */
  readonly continues: boolean;
  /** The head of the table that the rows belong to, for rows that go on with one. */
  readonly tableHead?: string;
}

export interface SplitState {
  readonly text: string;
  /** Pieces that no further text can change. */
  readonly done: readonly Piece[];
  /** Start of the piece that is still growing. */
  readonly openStart: number;
  readonly openContinues: boolean;
  readonly openTableHead: string | undefined;
  readonly block: OpenBlock;
  /** Start of the line that has no line ending yet. */
  readonly lineStart: number;
}

/** As much of an unfinished line as can decide anything. */
const beginningChars = 64;

export const nothingSplit: SplitState = {
  text: "",
  done: [],
  openStart: 0,
  openContinues: false,
  openTableHead: undefined,
  block: { at: "nothing" },
  lineStart: 0,
};

/**
 * The state after all of `text`, which has only line feeds as line endings. Starts over when `text`
 * does not begin with the text of `state`.
 */
export function advance(state: SplitState, text: string): SplitState {
  if (text === state.text) return state;
  const cutter = new Cutter(text.startsWith(state.text) ? state : nothingSplit, text);
  for (let end = text.indexOf("\n", cutter.lineStart); end >= 0; end = text.indexOf("\n", cutter.lineStart)) {
    cutter.takeLine(text.slice(cutter.lineStart, end));
    cutter.lineStart = end + 1;
  }
  cutter.lookAtBeginning(text.slice(cutter.lineStart, cutter.lineStart + beginningChars));
  return cutter.state();
}

/** The piece that is still growing; its source may be blank. */
export function openPiece(state: SplitState): Piece {
  const { openStart: start, openContinues: continues, openTableHead: tableHead } = state;
  const piece = { start, source: state.text.slice(start), kind: kindOf(state.block), continues };
  return tableHead === undefined ? piece : { ...piece, tableHead };
}

/** The fence that is open at the end of the text, at the top level. */
export function openFence(state: SplitState): Fence | undefined {
  return state.block.at === "fence" && !state.block.closed ? state.block.fence : undefined;
}

/** All pieces of a text that will not grow. */
export function splitWhole(text: string): readonly Piece[] {
  return closeSplit(advance(nothingSplit, text));
}

/** All pieces of `state`, taking its text as complete. */
export function closeSplit(state: SplitState): readonly Piece[] {
  const cutter = new Cutter(state, state.text);
  if (state.lineStart < state.text.length) cutter.takeLine(state.text.slice(state.lineStart));
  const end = cutter.state();
  const last = openPiece(end);
  return last.source.trim() === "" ? end.done : [...end.done, last];
}

function kindOf(block: OpenBlock): Piece["kind"] {
  if (block.at === "list") return "item";
  return block.at === "fence" ? "fence" : "flow";
}

/** Takes lines one after another and cuts before some of them; the one place with assignments. */
class Cutter {
  lineStart: number;
  private readonly text: string;
  private readonly before: SplitState;
  private readonly fresh: Piece[] = [];
  private openStart: number;
  private openContinues: boolean;
  private openTableHead: string | undefined;
  private block: OpenBlock;

  constructor(before: SplitState, text: string) {
    this.before = before;
    this.text = text;
    this.lineStart = before.lineStart;
    this.openStart = before.openStart;
    this.openContinues = before.openContinues;
    this.openTableHead = before.openTableHead;
    this.block = before.block;
  }

  state(): SplitState {
    const { text, openStart, openContinues, openTableHead, block, lineStart, fresh } = this;
    const done = fresh.length === 0 ? this.before.done : [...this.before.done, ...fresh];
    return { text, done, openStart, openContinues, openTableHead, block, lineStart };
  }

  /** Takes a complete line. */
  takeLine(line: string): void {
    this.follow(afterLine(this.block, line));
  }

  lookAtBeginning(begun: string): void {
    const step = afterBeginning(this.block, begun);
    if (step !== undefined) this.follow(step);
  }

  private follow(step: Step): void {
    if (step.cut !== undefined) this.cut(step.cut === "continues");
    this.block = step.block;
  }

  private cut(continues: boolean): void {
    const end = endOfText(this.text, this.openStart, this.lineStart);
    if (end > this.openStart) {
      const source = this.text.slice(this.openStart, end);
      this.fresh.push({ ...openPiece(this.state()), source });
    }
    this.openStart = end;
    this.openContinues = continues;
    this.openTableHead = continues && this.block.at === "table" ? this.block.head : undefined;
  }
}

/** The end of the last line between `start` and `end` that is not blank, or `start`. */
function endOfText(text: string, start: number, end: number): number {
  let lineEnd = end;
  while (lineEnd > start) {
    const lineStart = Math.max(start, text.lastIndexOf("\n", lineEnd - 2) + 1);
    if (text.slice(lineStart, lineEnd).trim() !== "") break;
    lineEnd = lineStart;
  }
  return lineEnd;
}
