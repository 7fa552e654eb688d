import assert from "node:assert/strict";
import { test } from "node:test";
import type { Block } from "./markdown-tree.ts";
import { readMarkdown } from "./piece-reader.ts";
import { withCaret } from "./with-caret.ts";

/** Blocks in short: names of kinds in brackets, the caret as `|`. */
function drawn(value: unknown): string {
  if (Array.isArray(value)) return value.map(drawn).join("");
  if (typeof value !== "object" || value === null || !("kind" in value)) return "";
  const { kind } = value;
  if (kind === "caret") return "|";
  if (kind === "text" && "text" in value) return String(value.text);
  const parts = Object.entries(value).flatMap(([key, inner]) => {
    if (key === "caret") return "|";
    if (key === "items" && Array.isArray(inner)) return inner.map((item) => `(${drawn(item.blocks)})`);
    if (["children", "blocks", "head"].includes(key)) return drawn(inner);
    return key === "rows" && Array.isArray(inner) ? inner.map((row) => `(${drawn(row)})`) : "";
  });
  return `${kind}[${parts.join("")}]`;
}

function caretIn(markdown: string): string {
  return drawn(withCaret(readMarkdown(markdown, []).blocks));
}

test("the caret stands in the last line of text", () => {
  assert.equal(caretIn("one\n\ntwo"), "paragraph[one]paragraph[two|]");
  assert.equal(caretIn("# head"), "heading[head|]");
  assert.equal(caretIn("a **b**"), "paragraph[a strong[b|]]");
  assert.equal(caretIn("- a\n- b\n  - c"), "list[(paragraph[a])(paragraph[b]list[(paragraph[c|])])]");
  assert.equal(caretIn("> q"), "quote[paragraph[q|]]");
  assert.equal(caretIn("| a |\n|---|\n| b |"), "table[a(b|)]");
});

test("after a block without text it has a line of its own", () => {
  assert.equal(caretIn(""), "paragraph[|]");
  assert.equal(caretIn("---"), "rule[]paragraph[|]");
  assert.equal(caretIn("```\nx\n```"), "code[]paragraph[|]");
});

test("it stands in code that is still open", () => {
  const open: Block = { kind: "code", language: "", source: "x", closed: false, offset: 0 };
  assert.equal(drawn(withCaret([open])), "code[|]");
});
