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

export type OpenBlock =
  | { readonly at: "nothing" }
  /** Paragraphs, quotes, tables, definitions. `blank`: the last line was. `maths`: a formula is open. */
  | { readonly at: "flow"; readonly blank: boolean; readonly maths?: MathsFence }
  | { readonly at: "heading" }
  | { readonly at: "fence"; readonly fence: Fence; readonly closed: boolean }
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

/** `cut`: the line starts something new. `cut-item`: it starts the next item of the same list. */
export type Step = OpenBlock | "cut" | "cut-item";

const someList: OpenBlock = { at: "list", marker: "", content: 2, blank: false, exact: false };

/** The block that `line`, which is not blank, opens where none is open. */
export function opened(line: string): OpenBlock {
  const fence = fenceOf(line);
  if (fence !== undefined) return { at: "fence", fence, closed: false };
  if (isHashHeading(line)) return { at: "heading" };
  const item = itemOf(line);
  if (item !== undefined) return { at: "list", ...item, blank: false, exact: true };
  return indentOf(line) <= 3 && maybeItem(line) ? someList : flowAfter(line);
}

/** What a complete line does. */
export function afterLine(block: OpenBlock, line: string): Step {
  switch (block.at) {
    case "nothing":
      return isBlank(line) ? block : opened(line);
    case "heading":
      return "cut";
    case "fence":
      if (block.closed) return "cut";
      return closesFence(line, block.fence) ? { ...block, closed: true } : block;
    case "flow":
      return afterFlowLine(block, line);
    case "list":
      return afterListLine(block, line);
    case "unclear":
      return block;
  }
}

function afterFlowLine(block: OpenBlock & { at: "flow" }, line: string): Step {
  if (isBlank(line)) return { at: "flow", blank: true };
  const atMargin = indentOf(line) <= 3;
  if (atMargin && (block.blank || fenceOf(line) !== undefined || isHashHeading(line))) return "cut";
  if (block.maths !== undefined) {
    return closesMaths(line, block.maths, false) ? { at: "flow", blank: false } : block;
  }
  if (!atMargin) return { at: "flow", blank: false };
  if (itemOf(line) !== undefined && interruptsParagraph(line)) return "cut";
  return maybeItem(line) ? someList : flowAfter(line);
}

function afterListLine(block: OpenBlock & { at: "list" }, line: string): Step {
  if (isBlank(line)) return { ...block, blank: true };
  const indent = indentOf(line);
  if (block.exact && indent >= block.content) return { ...block, blank: false };
  if (!block.exact && indent >= 2) {
    return indent <= 3 && fenceOf(line) !== undefined ? { at: "unclear" } : { ...block, blank: false };
  }
  if (startsNextItem(block, line)) return "cut-item";
  if (fenceOf(line) !== undefined || isHashHeading(line)) return "cut";
  if (block.blank && (!maybeItem(line) || (block.exact && itemOf(line) !== undefined))) return "cut";
  // It continues a paragraph of the item, or it ends the list: the line alone does not tell.
  return { ...block, blank: false, exact: false };
}

/**
 * Whether a line that begins with `begun` starts something new whatever follows, so that the block
 * before is finished when the next one begins and not only when its first line ends.
 */
export function afterBeginning(block: OpenBlock, begun: string): "cut" | "cut-item" | undefined {
  if (isBlank(begun)) return undefined;
  switch (block.at) {
    case "heading":
      return "cut";
    case "fence":
      return block.closed ? "cut" : undefined;
    case "flow":
      return block.blank && indentOf(begun) <= 3 ? "cut" : undefined;
    case "list": {
      if (startsNextItem(block, begun)) return "cut-item";
      const isOutside = indentOf(begun) < (block.exact ? block.content : 2);
      return block.blank && isOutside && !mayBecomeItem(begun) ? "cut" : undefined;
    }
    default:
      return undefined;
  }
}

function flowAfter(line: string): OpenBlock {
  const maths = mathsFenceOf(line);
  const isOpen = maths !== undefined && !closesMaths(line, maths, true);
  return isOpen ? { at: "flow", blank: false, maths } : { at: "flow", blank: false };
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
