/** Puts edited code back into the message it came from, with every other byte as it was. */

import type { Code, Nodes } from "mdast";
import { splitWhole } from "./block-splitter.ts";
import { parseMarkdown } from "./parse-markdown.ts";

/**
 * `markdown` with the code of one block replaced. `offset`: as given to `onOpenInEditor`. The fence, its
 * info and the place in lists and quotes stay; the fence grows if the new code would close it.
 * Throws `RangeError` when no code block starts at `offset`.
 */
export function replaceCode(markdown: string, offset: number, source: string): string {
  const text = markdown.replace(/\r\n?/g, "\n");
  const piece = splitWhole(text).findLast(({ start }) => start <= offset);
  const node = piece === undefined ? undefined : codeAt(parseMarkdown(piece.source), offset - piece.start);
  if (piece === undefined || node?.position?.end.offset === undefined) {
    throw new RangeError(`no code block starts at offset ${offset} of ${markdown.length} characters`);
  }
  const end = piece.start + node.position.end.offset;
  const replacement = written(text, offset, end, source);
  return (
    markdown.slice(0, originalOffset(markdown, offset)) +
    replacement +
    markdown.slice(originalOffset(markdown, end))
  );
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
  // The marker of an item is only on its first line; what goes on with it is indented as far.
  const margin = text.slice(lineStart, start).replace(/[^>\s]/g, " ");
  const lines = source.split("\n");
  const old = text.slice(start, end);
  const opening = /^(`{3,}|~{3,})(.*)/.exec(old);
  if (opening === null) {
    const indent = /^[ \t]*/.exec(old)![0];
    return joined(
      lines.map((line) => (line === "" ? "" : indent + line)),
      margin,
    );
  }
  const [, oldFence = "", info = ""] = opening;
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
  const runs = source.match(new RegExp(`^[ \\t]*${marker === "~" ? "~" : "`"}+`, "gm")) ?? [];
  const lengths = runs.map((run) => run.trim().length).filter((length) => length >= 3);
  return Math.max(0, ...lengths);
}

/** Where `offset` of the text with plain line feeds lies in `original`, which may have carriage returns. */
function originalOffset(original: string, offset: number): number {
  if (!original.includes("\r\n")) return offset;
  let at = 0;
  for (let seen = 0; seen < offset; seen++) at += original.startsWith("\r\n", at) ? 2 : 1;
  return at;
}
