/**
 * Reads pieces, each at most once for the same definitions.
 *
 * A piece may refer to links and footnotes that other pieces define. The parser only sees a reference
 * where it has seen the definition, so the labels that the piece mentions are declared to it in front.
 * Footnotes are always declared: whether one is really defined is asked when it is drawn, which spares a
 * second reading when, as usual, the definitions come at the end of the message.
 */

import type { RootContent } from "mdast";
import type { Piece } from "./block-splitter.ts";
import { fenceInfo } from "./code-language.ts";
import { closesFence, type Fence, fenceOf } from "./line-kinds.ts";
import type { CodeBlock } from "./markdown-tree.ts";
import { parseMarkdown } from "./parse-markdown.ts";
import { isTooCostly } from "./piece-limits.ts";
import { type Definition, type Reading, readBlocks } from "./read-blocks.ts";

export type Definitions = ReadonlyMap<string, Definition>;

/** A piece and what it says. Both keep their identity as long as they mean the same. */
export interface ReadPiece {
  readonly piece: Piece;
  readonly reading: Reading;
}

export interface PieceReader {
  /** The same object for the same piece as long as the definitions that concern it are the same. */
  read(piece: Piece, definitions: Definitions): Reading;
}

/** `onRead` is told of each piece that is really read, for tests that count. */
export function createPieceReader(onRead?: (piece: Piece) => void): PieceReader {
  const readings = new WeakMap<Piece, { readonly given: string; readonly reading: Reading }>();
  return {
    read(piece, definitions) {
      const concerned = concerning(piece, definitions);
      const known = readings.get(piece);
      if (known !== undefined && known.given === keyOf(concerned, known.reading)) return known.reading;
      onRead?.(piece);
      const reading =
        piece.kind === "fence"
          ? onlyCode(readFence(piece.source))
          : readMarkdown(piece.source, concerned, piece.tableHead);
      readings.set(piece, { given: keyOf(concerned, reading), reading });
      return reading;
    },
  };
}

/** What a reading depended on besides its piece. What the piece defines itself, it would have known anyway. */
function keyOf(given: readonly Definition[], { definitions: own }: Reading): string {
  return given
    .filter(({ label }) => !own.some((definition) => definition.label === label))
    .map(({ label, url, title }) => JSON.stringify([label, url, title]))
    .join();
}

/**
 * Reads Markdown that is one piece or the repaired beginning of one. `tableHead`: of the table that
 * `source` has more rows of; the table of the reading then has these rows only.
 */
export function readMarkdown(
  source: string,
  definitions: readonly Definition[],
  tableHead?: string,
): Reading {
  if (isTooCostly(source)) {
    return {
      blocks: [{ kind: "plain", text: source.trim() }],
      definitions: [],
      footnotes: [],
      references: [],
    };
  }
  const front = tableHead === undefined ? "" : `${tableHead}\n`;
  const declared = declarations(source, definitions);
  const root = parseMarkdown(declared + front + source);
  const children = root.children.filter((node) => (node.position?.start.offset ?? 0) >= declared.length);
  const known = new Map<string, Definition>(ownDefinitions(children));
  for (const definition of definitions) known.set(definition.label, definition);
  return readBlocks({ children }, { definitions: known, offset: declared.length + front.length });
}

/** The definitions whose labels `piece` mentions, in the order of `definitions`. */
export function concerning(piece: Pick<Piece, "source" | "kind">, definitions: Definitions): Definition[] {
  if (definitions.size === 0 || piece.kind === "fence" || !piece.source.includes("[")) return [];
  const mentioned = new Set<string>();
  for (const match of piece.source.matchAll(/\[((?:[^[\]\\]|\\.){1,999})(?=\])/gs))
    mentioned.add(normalLabel(match[1]!));
  return [...definitions.values()].filter((definition) => mentioned.has(definition.label));
}

function normalLabel(label: string): string {
  // As micromark does: lower and upper case once, since some letters only meet in upper case.
  return label
    .replace(/[\t\n\r ]+/g, " ")
    .trim()
    .toLowerCase()
    .toUpperCase()
    .toLowerCase();
}

/** Text to put before a piece. It ends with a rule, so that nothing in the piece can continue it. */
function declarations(source: string, definitions: readonly Definition[]): string {
  const footnotes = new Set<string>();
  if (source.includes("[^")) {
    for (const match of source.matchAll(/\[\^((?:[^[\]\\\s]|\\.){1,999})\](?!\(|\[(?!\^))/g))
      footnotes.add(match[1]!);
  }
  if (footnotes.size === 0 && definitions.length === 0) return "";
  const notes = [...footnotes].map((label) => `[^${label}]: x\n`).join("");
  const links = definitions.map(({ label }) => `[${label}]: #\n`).join("");
  return `${notes}\n${links}\n***\n\n`;
}

function ownDefinitions(nodes: readonly RootContent[]): [string, Definition][] {
  const found = new Map<string, Definition>();
  const open = [...nodes].reverse();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === "definition") {
      const { identifier: label, url, title } = node;
      if (!found.has(label)) found.set(label, title == null ? { label, url } : { label, url, title });
    } else if ("children" in node) open.push(...[...node.children].reverse());
  }
  return [...found];
}

function onlyCode(block: CodeBlock): Reading {
  return { blocks: [block], definitions: [], footnotes: [], references: [] };
}

/** Code between fences at the top level, or from a fence to the end. Needs no parser, however long it is. */
export function readFence(source: string): CodeBlock {
  const { start, fence, body: bodyStart } = fenceHead(source);
  const lines = bodyStart > source.length ? [] : source.slice(bodyStart).split("\n");
  const end = lines.findIndex((line) => closesFence(line, fence));
  const body = (end < 0 ? lines : lines.slice(0, end)).map((line) => withoutIndent(line, fence.indent));
  // The last line feed of an unclosed block is not a line.
  if (end < 0 && body.at(-1) === "") body.pop();
  return {
    kind: "code",
    ...fenceInfo(decoded(fence)),
    source: body.join("\n"),
    closed: true,
    offset: start,
  };
}

/** The same while the fence is open: takes the same time for a long block as for a short one. */
export function readOpenFence(source: string): CodeBlock {
  const { start, fence, body } = fenceHead(source);
  const lastLine = source.slice(Math.max(body, source.lastIndexOf("\n") + 1));
  // Two of the three backticks that are about to close it are no code.
  const isClosing = new RegExp(`^ {0,3}\\${fence.marker}+[ \\t]*$`).test(lastLine);
  const written = source.slice(body, isClosing ? source.length - lastLine.length : undefined);
  const code =
    fence.indent === 0
      ? written
      : written
          .split("\n")
          .map((line) => withoutIndent(line, fence.indent))
          .join("\n");
  return { kind: "code", ...fenceInfo(decoded(fence)), source: code, closed: false, offset: start };
}

/** Where the opening fence and the code after it start. */
function fenceHead(source: string): { start: number; fence: Fence; body: number } {
  const start = source.lastIndexOf("\n", source.search(/[^\n \t]/)) + 1;
  const lineEnd = source.indexOf("\n", start);
  const fence = fenceOf(source.slice(start, lineEnd < 0 ? undefined : lineEnd));
  if (fence === undefined) throw new RangeError(`no code fence opens at ${start}`);
  return { start, fence, body: lineEnd < 0 ? source.length + 1 : lineEnd + 1 };
}

/** The info string with its escapes and character references resolved, as the parser does it. */
function decoded(fence: Fence): string {
  if (!/[\\&]/.test(fence.info)) return fence.info;
  const node = parseMarkdown(`~~~ ${fence.info}\n~~~`).children[0];
  return node?.type === "code" ? [node.lang, node.meta].filter((part) => part != null).join(" ") : fence.info;
}

/** A tab that reaches past the indent leaves the rest of its columns as spaces. */
function withoutIndent(line: string, indent: number): string {
  let columns = 0;
  let at = 0;
  for (; columns < indent && (line[at] === " " || line[at] === "\t"); at++) {
    columns += line[at] === "\t" ? 4 - (columns % 4) : 1;
  }
  return " ".repeat(Math.max(0, columns - indent)) + line.slice(at);
}
