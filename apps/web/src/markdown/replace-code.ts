/** Puts edited code back into the message it came from, with every other byte as it was. */

import type { Code, Nodes } from "mdast";
import { type Piece, splitWhole } from "./block-splitter.ts";
import { parseMarkdown } from "./parse-markdown.ts";
import { readFence } from "./piece-reader.ts";

/**
 * `markdown` with the code of one block replaced. `offset`: as given to `onOpenInEditor`. `source`: with line feeds.
 * The fence, its info and the place in lists and quotes stay, and so does the offset; the fence grows if the new code
 * would close it. Code by indentation becomes fenced where indentation cannot say it.
 * Throws `RangeError` when no code block starts at `offset`.
 */
export function replaceCode(markdown: string, offset: number, source: string): string {
  const text = markdown.replace(/\r\n?/g, "\n");
  const piece = splitWhole(text).findLast(({ start }) => start <= offset);
  const place = piece === undefined ? undefined : placeIn(piece, offset - piece.start);
  if (piece === undefined || place === undefined) {
    throw new RangeError(`no code block starts at offset ${offset} of ${markdown.length} characters`);
  }
  const [start, end] = [piece.start + place.start, piece.start + place.end];
  const first = originalOffset(markdown, start);
  return (
    markdown.slice(0, first) +
    written(text, start, end, source).replaceAll("\n", lineEndAt(markdown, first)) +
    markdown.slice(originalOffset(markdown, end))
  );
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where the block that starts at `offset` of the piece lies in it. */
function placeIn(piece: Piece, offset: number): Span | undefined {
  if (piece.kind === "fence") {
    // However long it is, it is nothing but the block; a parser would take seconds.
    const { offset: start } = readFence(piece.source);
    const indent = /^ */.exec(piece.source.slice(start))![0].length;
    return offset === start ? span(piece, start + indent, piece.source.length) : undefined;
  }
  const found = codeAt(parseMarkdown(piece.source), offset)?.position;
  if (found?.start.offset === undefined || found.end.offset === undefined) return undefined;
  return span(piece, found.start.offset, found.end.offset);
}

/** A block that was never closed takes the last line ending in; what comes after it still needs that. */
function span({ source }: Piece, start: number, end: number): Span {
  return { start, end: source[end - 1] === "\n" ? end - 1 : end };
}

function codeAt(root: Nodes, offset: number): Code | undefined {
  const open: Nodes[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === "code" && node.position?.start.offset === offset) return node;
    if ("children" in node) open.push(...node.children);
  }
  return undefined;
}

/** What to write between `start` and `end`, each line in the quotes and items of the old block. */
function written(text: string, start: number, end: number, source: string): string {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  // The marker of an item or a note is only on its first line; what goes on with it is indented as far.
  const margin = text
    .slice(lineStart, start)
    .replace(/\[\^[^\]]*\]:[ \t]*/, "    ")
    .replace(/[^>\s]/g, " ")
    // A quote takes one space for itself, which must not be one of the code.
    .replace(/>$/, "> ");
  const lines = source.split("\n");
  const old = text.slice(start, end);
  const opening = /^(`{3,}|~{3,})(.*)/.exec(old);
  if (opening === null && lines[0]!.trim() !== "" && lines.at(-1)!.trim() !== "") {
    const indent = /^ {0,3}\t/.exec(old)?.[0] ?? "    ";
    return joined(
      lines.map((line) => (line === "" ? "" : indent + line)),
      margin,
    );
  }
  const [, oldFence = "```", info = ""] = opening ?? [];
  const fence = oldFence[0]!.repeat(Math.max(oldFence.length, longestRun(source, oldFence[0]!) + 1));
  return joined([fence + info, ...lines, fence], margin);
}

function joined(lines: readonly string[], margin: string): string {
  return lines
    .join("\n")
    .replace(/\n(.*)/g, (_, line: string) => `\n${line === "" ? margin.trimEnd() : margin + line}`);
}

/** The longest run of `marker` that starts a line, where it could close a fence. */
function longestRun(source: string, marker: string): number {
  const runs = source.match(new RegExp(`^[ \\t]*${marker}{3,}`, "gm")) ?? [];
  return runs.reduce((longest, run) => Math.max(longest, run.trim().length), 0);
}

/** Offset in `original`, which may have carriage returns, of `offset` in the text with plain line feeds. */
function originalOffset(original: string, offset: number): number {
  if (!original.includes("\r\n")) return offset;
  let at = 0;
  for (let seen = 0; seen < offset; seen++) at += original.startsWith("\r\n", at) ? 2 : 1;
  return at;
}

/** How the lines of the block end: as its first one does, else as the one before it. */
function lineEndAt(original: string, start: number): string {
  const own = /\r\n|[\r\n]/.exec(original.slice(start));
  const before = /(\r\n|[\r\n])[^\r\n]*$/.exec(original.slice(0, start));
  return own?.[0] ?? before?.[1] ?? "\n";
}
