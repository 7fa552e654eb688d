import assert from "node:assert/strict";
import { test } from "node:test";
import type { PhrasingContent } from "mdast";
import { parseMarkdown } from "./parse-markdown.ts";

/** Block formulas as `block:`, formulas in a line as `in:` or `display:`, the rest as its type. */
function maths(markdown: string): string[] {
  return parseMarkdown(markdown).children.flatMap((node) => {
    if (node.type === "math") return [`block:${node.value}`];
    return node.type === "paragraph" ? node.children.map(inLine) : [node.type];
  });
}

function inLine(node: PhrasingContent): string {
  if (node.type !== "inlineMath") return "value" in node ? node.value : node.type;
  return `${node.display ? "display" : "in"}:${node.value}`;
}

test("all four signs are maths", () => {
  assert.deepEqual(maths("$$\na\n$$"), ["block:a"]);
  assert.deepEqual(maths("\\[ a\n= b \\]"), ["block:a\n= b"]);
  assert.deepEqual(maths("so \\(a_1\\) and $b$ or $$c$$"), [
    "so ",
    "in:a_1",
    " and ",
    "in:b",
    " or ",
    "display:c",
  ]);
});

test("prices stay prices", () => {
  assert.deepEqual(maths("from $5 to $10, or US$5 and A$6"), ["from $5 to $10, or US$5 and A$6"]);
  assert.deepEqual(maths("\\$5 and \\$6"), ["$5 and $6"]);
});

test("what looks like a list, a quote or a heading inside a formula is part of it", () => {
  assert.deepEqual(maths("$$\na\n- b\n> c\n=\n$$"), ["block:a\n- b\n> c\n="]);
});

test("a formula directly under text ends the paragraph", () => {
  assert.deepEqual(maths("text:\n\\[\nx\n\\]\nmore"), ["text:", "block:x", "more"]);
});

test("what is never closed is text and swallows nothing", () => {
  assert.deepEqual(maths("$$ x^2\n\nafter"), ["$$ x^2", "after"]);
  assert.deepEqual(maths("$$\n```\ncode\n```"), ["$$", "code"]);
  assert.deepEqual(maths("a \\( b"), ["a ( b"]);
});

test("code keeps its dollars", () => {
  assert.deepEqual(maths("`$a$` and $`a`$"), ["$a$", " and $", "a", "$"]);
});

test("a formula in a quote or an item has no trace of them", () => {
  const quote = parseMarkdown("> $$\n> x\n> y\n> $$").children[0];
  assert.ok(quote?.type === "blockquote");
  assert.deepEqual(
    quote.children.map((node) => node.type === "math" && node.value),
    ["x\ny"],
  );
});

test("emphasis does not reach into a formula", () => {
  assert.deepEqual(maths("$x*y*z$ \\(a_b_c\\)"), ["in:x*y*z", " ", "in:a_b_c"]);
});
