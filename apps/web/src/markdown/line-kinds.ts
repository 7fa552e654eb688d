/**
 * What one line of Markdown opens, as far as the line alone can tell.
 *
 * Used where blocks are told apart before they are parsed (`block-splitter.ts`) and by the maths
 * syntax, so that both agree. Rules after CommonMark 0.31, sections 4 and 5.
 */

/** Columns of white space before the first other character; a tab runs to the next multiple of four. */
export function indentOf(line: string): number {
  let columns = 0;
  for (let i = 0; i < line.length; i++) {
    if (line[i] === " ") columns++;
    else if (line[i] === "\t") columns += 4 - (columns % 4);
    else break;
  }
  return columns;
}

export function isBlank(line: string): boolean {
  return /^[ \t]*$/.test(line);
}

export interface Fence {
  readonly marker: "`" | "~";
  /** How many markers opened it; at least as many close it. */
  readonly size: number;
  /** Columns before the fence, removed from each line of the code. */
  readonly indent: number;
  /** What follows the fence on its line, trimmed. */
  readonly info: string;
}

/** The code fence that `line` opens at the top level, if any. */
export function fenceOf(line: string): Fence | undefined {
  const match = /^( {0,3})(`{3,}|~{3,})(.*)$/.exec(line);
  if (match === null) return undefined;
  const [, indent = "", run = "", info = ""] = match;
  const marker = run[0] === "~" ? "~" : "`";
  if (marker === "`" && info.includes("`")) return undefined;
  return { marker, size: run.length, indent: indent.length, info: info.trim() };
}

export function closesFence(line: string, fence: Fence): boolean {
  const match = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line);
  return match !== null && match[1]![0] === fence.marker && match[1]!.length >= fence.size;
}

/** Whether the line is a heading with `#`, which always stands alone. True on a prefix is final. */
export function isHashHeading(line: string): boolean {
  return /^ {0,3}#{1,6}(?:[ \t]|$)/.test(line);
}

export interface ItemStart {
  /** "-", "+", "*", "." or ")": items of one list share it. */
  readonly marker: string;
  /** Column where the item's own text begins; what continues the item is indented at least so far. */
  readonly content: number;
}

/**
 * The list item that surely starts on `line`: marker, one to four spaces, then text. `undefined` for a
 * rule such as `* * *`, and for the rarer forms (empty item, tab, code as first block), which
 * `maybeItem` still recognises.
 */
export function itemOf(line: string): ItemStart | undefined {
  const match = /^( {0,3})([-+*]|\d{1,9}[.)])( {1,4})[^ \t]/.exec(line);
  if (match === null) return undefined;
  const [, indent = "", sign = "", gap = ""] = match;
  const marker = sign[sign.length - 1]!;
  if ((marker === "-" || marker === "*") && new RegExp(`^[ \\t]*(?:\\${marker}[ \\t]*)+$`).test(line)) {
    return undefined;
  }
  return { marker, content: indent.length + sign.length + gap.length };
}

/** Whether the line, or any line that begins with it, may start or continue a list. */
export function maybeItem(line: string): boolean {
  return /^[ \t]*(?:[-+*](?:[ \t]|$)|\d{1,9}(?:[.)](?:[ \t]|$)|$))/.test(line);
}
