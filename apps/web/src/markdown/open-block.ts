/**
 * What the lines of an open block have made of it so far, and what the next line does to it.
 *
 * Only the top level counts, and only certainties: where CommonMark would need more than this line to
 * decide, the block is said to go on. Being wrong in that direction costs time, never a wrong reading.
 */

import {
  closesFence,
  type Fence,
  fenceOf,
  indentOf,
  isBlank,
  isHashHeading,
  itemOf,
  maybeItem,
} from "./line-kinds.ts";
import { closesMaths, type MathsFence, mathsFenceOf } from "./maths-likelihood.ts";
import { isRow, isTableHead } from "./table-lines.ts";

export type OpenBlock =
  | { readonly at: "nothing" }
  /**
   * Paragraphs, quotes, definitions. `blank`: the last line was. `maths`: a formula is open.
   * `onlyLine`: the one line so far, which may be the head of a table.
   */
  | { readonly at: "flow"; readonly blank: boolean; readonly maths?: MathsFence; readonly onlyLine?: string }
  | { readonly at: "heading" }
  | { readonly at: "fence"; readonly fence: Fence; readonly closed: boolean }
  /** `head`: its first two lines. `rows`: how many the open piece has. */
  | { readonly at: "table"; readonly head: string; readonly rows: number }
  /** `content`: column from which a line belongs to the open item; certain only if `exact`. */
  | {
      readonly at: "list";
      readonly marker: string;
      readonly content: number;
      readonly blank: boolean;
      readonly exact: boolean;
    }
  /** A fence may be open or not: nothing after this can be told apart. */
  | { readonly at: "unclear" };

/** `cut`: the line starts a new piece; `continues` if that goes on with the list or table before. */
export interface Step {
  readonly cut?: "new" | "continues";
  readonly block: OpenBlock;
}

/** Rows of a table that are read together. */
const rowsInPiece = 16;

const nothing: OpenBlock = { at: "nothing" };
const someFlow: OpenBlock = { at: "flow", blank: false };
const someList: OpenBlock = { at: "list", marker: "", content: 2, blank: false, exact: false };

/** What a complete line does. */
export function afterLine(block: OpenBlock, line: string): Step {
  switch (block.at) {
    case "nothing":
      return { block: opened(line) };
    case "heading":
      return startNew(line);
    case "fence":
      if (block.closed) return startNew(line);
      return { block: closesFence(line, block.fence) ? { ...block, closed: true } : block };
    case "table":
      return afterTableLine(block, line);
    case "flow":
      return afterFlowLine(block, line);
    case "list":
      return afterListLine(block, line);
    case "unclear":
      return { block };
  }
}

/** The block that `line` opens where none is open. */
function opened(line: string): OpenBlock {
  if (isBlank(line)) return nothing;
  const fence = fenceOf(line);
  if (fence !== undefined) return { at: "fence", fence, closed: false };
  if (isHashHeading(line)) return { at: "heading" };
  const item = itemOf(line);
  if (item !== undefined) return { at: "list", ...item, blank: false, exact: true };
  if (indentOf(line) > 3) return someFlow;
  return maybeItem(line) ? someList : flowOpenedBy(line);
}

function flowOpenedBy(line: string): OpenBlock {
  const maths = mathsFenceOf(line);
  if (maths !== undefined && !closesMaths(line, maths, true)) return { at: "flow", blank: false, maths };
  return { at: "flow", blank: false, onlyLine: line };
}

function startNew(line: string): Step {
  return { cut: "new", block: opened(line) };
}

function afterTableLine(block: OpenBlock & { at: "table" }, line: string): Step {
  if (isBlank(line)) return { block: { at: "flow", blank: true } };
  if (!isRow(line)) return afterFlowLine({ at: "flow", blank: false }, line);
  if (block.rows < rowsInPiece) return { block: { ...block, rows: block.rows + 1 } };
  return { cut: "continues", block: { ...block, rows: 1 } };
}

function afterFlowLine(block: OpenBlock & { at: "flow" }, line: string): Step {
  if (isBlank(line)) return { block: { at: "flow", blank: true } };
  const atMargin = indentOf(line) <= 3;
  if (atMargin && (block.blank || fenceOf(line) !== undefined || isHashHeading(line))) return startNew(line);
  if (block.maths !== undefined) return { block: closesMaths(line, block.maths, false) ? someFlow : block };
  if (!atMargin) return { block: someFlow };
  if (itemOf(line) !== undefined && interruptsParagraph(line)) return startNew(line);
  if (maybeItem(line)) return { block: someList };
  if (block.onlyLine !== undefined && isTableHead(block.onlyLine, line)) {
    return { block: { at: "table", head: `${block.onlyLine}\n${line}`, rows: 0 } };
  }
  const next = flowOpenedBy(line);
  return { block: next.at === "flow" && next.maths !== undefined ? next : someFlow };
}

function afterListLine(block: OpenBlock & { at: "list" }, line: string): Step {
  if (isBlank(line)) return { block: { ...block, blank: true } };
  const indent = indentOf(line);
  if (block.exact && indent >= block.content) return { block: { ...block, blank: false } };
  if (!block.exact && indent >= 2) {
    const isUnclear = indent <= 3 && fenceOf(line) !== undefined;
    return { block: isUnclear ? { at: "unclear" } : { ...block, blank: false } };
  }
  if (startsNextItem(block, line)) return { cut: "continues", block: opened(line) };
  if (fenceOf(line) !== undefined || isHashHeading(line)) return startNew(line);
  if (block.blank && (!maybeItem(line) || (block.exact && itemOf(line) !== undefined))) return startNew(line);
  // It continues a paragraph of the item, or it ends the list: the line alone does not tell.
  return { block: { ...block, blank: false, exact: false } };
}

/**
 * What a line that begins with `begun` does whatever follows, so that the block before is finished when
 * the next one begins and not only when its first line ends. `undefined` when that is not sure yet.
 * The line still has to be taken by `afterLine` when it is complete.
 */
export function afterBeginning(block: OpenBlock, begun: string): Step | undefined {
  if (isBlank(begun)) return undefined;
  const cut: Step = { cut: "new", block: nothing };
  switch (block.at) {
    case "heading":
      return cut;
    case "fence":
      return block.closed ? cut : undefined;
    case "flow":
      return block.blank && indentOf(begun) <= 3 ? cut : undefined;
    case "table":
      return isRow(begun) && block.rows >= rowsInPiece
        ? { cut: "continues", block: { ...block, rows: 0 } }
        : undefined;
    case "list": {
      if (startsNextItem(block, begun)) return { cut: "continues", block: nothing };
      const isOutside = indentOf(begun) < (block.exact ? block.content : 2);
      return block.blank && isOutside && !mayBecomeItem(begun) ? cut : undefined;
    }
    default:
      return undefined;
  }
}

/** A bullet, or a list from 1, ends the paragraph before it; "1984. It was" does not. */
function interruptsParagraph(line: string): boolean {
  return /^ {0,3}(?:[-+*]|1[.)])[ \t]/.test(line);
}

function startsNextItem(block: OpenBlock & { at: "list" }, line: string): boolean {
  return block.exact && indentOf(line) < block.content && itemOf(line)?.marker === block.marker;
}

/** Whether a line that begins so may yet turn out to be a list item. */
function mayBecomeItem(begun: string): boolean {
  return maybeItem(begun) || /^[ \t]*(?:[-+*]|\d{1,9}[.)]?)?$/.test(begun);
}
