/**
 * Completes Markdown that stops in the middle, so that live text does not flicker: `**bold` is bold at
 * once, half a link is its words, a table is a table from its first row.
 *
 * Pure functions from text to text, applied to the open piece only. They never touch text that is
 * complete; what they add or leave out is undone by the next delta, because they start from the source.
 */

import { isBlank, isHashHeading } from "./line-kinds.ts";

/** `source` is the beginning of a piece; the result is the same piece with everything closed. */
export function repairTail(source: string): string {
  const trimmed = withoutDangling(source);
  const { from, inTable } = lastInlineStart(trimmed);
  const closed = trimmed.slice(0, from) + closeInlines(trimmed.slice(from));
  return inTable ? completeTable(closed) : closed;
}

/** The same for rows that go on with a table whose head is in an earlier piece. */
export function repairRows(source: string): string {
  const { from } = lastInlineStart(source);
  return source.slice(0, from) + closeInlines(source.slice(from));
}

/**
 * Leaves out a last line, or an end of it, that says nothing yet and would be misread: a marker of a
 * list that may become a rule, dashes that would turn the paragraph above into a heading, a fence or
 * hashes without text.
 */
export function withoutDangling(source: string): string {
  const lineStart = source.lastIndexOf("\n") + 1;
  const line = source.slice(lineStart);
  if (/^[ \t>]*(?:[-=_]+|[*+]{1,3}|#{1,6}|`{1,2}|~{1,2}|\$\$?|\\\[?|\d{1,9}[.)])[ \t]*$/.test(line)) {
    return source.slice(0, lineStart);
  }
  if (/^[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]+\[(?:[ xX]?\]?)?$/.test(line)) {
    return source.slice(0, lineStart) + line.slice(0, line.lastIndexOf("["));
  }
  return source.replace(/(?<=\s|^)(?:\*{1,3}|_{1,3}|~~?|`+|!?\[\^?|!|\\)$/, "").replace(/\\$/, "");
}

/** Where the last paragraph, heading, item or cell begins: nothing before it can be left open. */
export function lastInlineStart(source: string): { from: number; inTable: boolean } {
  let from = source.lastIndexOf("\n") + 1;
  const line = source.slice(from);
  if (/^[ \t>]*\|/.test(line)) {
    const cell = line.search(/\|[^|]*$/);
    return { from: from + cell + 1, inTable: true };
  }
  while (from > 0 && !startsInline(source.slice(from))) {
    const above = source.lastIndexOf("\n", from - 2) + 1;
    const lineAbove = source.slice(above, from - 1);
    const entersQuote = /^[ \t]*>/.test(source.slice(from)) && !/^[ \t]*>/.test(lineAbove);
    if (isBlank(lineAbove.replace(/>/g, " ")) || isHashHeading(lineAbove) || entersQuote) break;
    from = above;
  }
  return { from, inTable: false };
}

function startsInline(text: string): boolean {
  return /^[ \t>]*(?:[-+*][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t])/.test(text);
}

/** Gives a table whose head is being written, or has just been, the line of dashes that makes it one. */
export function completeTable(source: string): string {
  const lines = source.split("\n");
  let first = lines.length - 1;
  while (first > 0 && /^[ \t>]*\|/.test(lines[first - 1]!)) first--;
  if (lines.length - first > 2) return source;
  const head = lines[first]!;
  const prefix = /^[ \t>]*/.exec(head)![0];
  const cells = head
    .trim()
    .replace(/\\\|/g, "")
    .replace(/^[>\s]*\|/, "")
    .replace(/\|\s*$/, "")
    .split("|").length;
  const whole = head.trimEnd().endsWith("|") ? head : `${head.trimEnd()} |`;
  return [...lines.slice(0, first), whole, `${prefix}|${" - |".repeat(cells)}`].join("\n");
}

interface OpenMark {
  readonly close: string;
  readonly at: number;
}

/** Closes emphasis, code and maths that are open at the end of inline text, and drops half of a link. */
export function closeInlines(text: string): string {
  const open: OpenMark[] = [];
  const brackets: number[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    if (char === "\\") {
      const end = text[at + 1] === "(" ? "\\)" : text[at + 1] === "[" ? "\\]" : undefined;
      if (end === undefined) {
        at += 2;
        continue;
      }
      const close = text.indexOf(end, at + 2);
      if (close < 0) return finish(text.slice(0, at), open);
      at = close + 2;
    } else if (char === "`") {
      const run = runAt(text, at);
      const close = closingRun(text, at + run.length, run);
      if (close < 0) return `${text.trimEnd()}${text.endsWith("`") ? " " : ""}${run}${closers(open)}`;
      at = close;
    } else if (char === "$" && text[at + 1] === "$") {
      const close = text.indexOf("$$", at + 2);
      if (close < 0) return finish(text.slice(0, at), open);
      at = close + 2;
    } else if (char === "[") {
      brackets.push(at);
      at++;
    } else if (char === "]") {
      const start = brackets.pop();
      const next = text[at + 1];
      if (start !== undefined && next === "(") {
        const close = text.indexOf(")", at + 2);
        if (close < 0) return halfLink(text, start, at, open);
        at = close + 1;
      } else at++;
    } else if (char === "*" || char === "_" || char === "~") {
      const run = runAt(text, at);
      toggle(open, text, at, run);
      at += run.length;
    } else at++;
  }
  const start = brackets.find((position) => text[position + 1] !== "]");
  return start === undefined ? finish(text, open) : halfLink(text, start, undefined, open);
}

/** `[words](addre` and `[wor`: only the words; nothing at all of a footnote mark or an image. */
function halfLink(text: string, start: number, end: number | undefined, open: readonly OpenMark[]): string {
  const isImage = text[start - 1] === "!";
  const before = text.slice(0, isImage ? start - 1 : start);
  const stillOpen = open.filter((mark) => mark.at < start);
  if (isImage || text[start + 1] === "^") return finish(before, stillOpen);
  if (end === undefined) return finish(before + text.slice(start + 1), open);
  return finish(before + closeInlines(text.slice(start + 1, end)), stillOpen);
}

function finish(text: string, open: readonly OpenMark[]): string {
  if (open.length === 0) return text;
  // A closing marker does not count after a space.
  const body = text.trimEnd();
  const empty = open.filter((mark) => mark.at + mark.close.length >= body.length);
  const kept = empty.length === 0 ? body : body.slice(0, Math.min(...empty.map((mark) => mark.at))).trimEnd();
  return kept + closers(open.filter((mark) => !empty.includes(mark))) + text.slice(body.length);
}

function closers(open: readonly OpenMark[]): string {
  return open
    .map((mark) => mark.close)
    .reverse()
    .join("");
}

function runAt(text: string, at: number): string {
  let end = at;
  while (text[end] === text[at]) end++;
  return text.slice(at, end);
}

/** The end of the next run of exactly `run`, or -1. */
function closingRun(text: string, from: number, run: string): number {
  for (let at = text.indexOf("`", from); at >= 0; at = text.indexOf("`", at)) {
    const found = runAt(text, at);
    at += found.length;
    if (found === run) return at;
  }
  return -1;
}

/** Opens or closes emphasis, by the rules for flanking runs in short: word characters decide for `_`. */
function toggle(open: OpenMark[], text: string, at: number, run: string): void {
  if (run[0] === "~" && run.length !== 2) return;
  if (run.length > 3) return;
  const before = text[at - 1] ?? " ";
  const after = text[at + run.length] ?? " ";
  const canClose = !/\s/.test(before);
  const canOpen = !/\s/.test(after);
  const inWord = /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
  if (run[0] === "_" && inWord) return;
  if (canClose) {
    const last = open.findLastIndex((mark) => mark.close === run);
    if (last >= 0) {
      open.length = last;
      return;
    }
    if (run.length === 3 && open.at(-1)?.close[0] === run[0] && open.at(-2)?.close[0] === run[0]) {
      open.length -= 2;
      return;
    }
  }
  if (canOpen || at + run.length === text.length) open.push({ close: run, at });
}
