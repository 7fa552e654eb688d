import assert from "node:assert/strict";
import { test } from "node:test";
import type { Block } from "./markdown-tree.ts";
import { readMarkdown } from "./piece-reader.ts";
import { plainTextOfBlocks } from "./plain-text.ts";

function blocks(markdown: string): readonly Block[] {
  return readMarkdown(markdown, []).blocks;
}

function inlines(markdown: string): unknown {
  const [first] = blocks(markdown);
  return first?.kind === "paragraph" ? first.children : first;
}

test("headings begin below those of the page", () => {
  const levels = blocks("# a\n\n## b\n\n### c\n\n#### d\n\n###### e").map(
    (block) => block.kind === "heading" && block.level,
  );
  assert.deepEqual(levels, [3, 3, 3, 4, 4]);
});

test("HTML is the text it is", () => {
  assert.deepEqual(inlines('<script>alert(1)</script> <img src=x onerror="y"> <b>*c*</b>'), [
    { kind: "text", text: '<script>alert(1)</script> <img src=x onerror="y"> <b>' },
    { kind: "emphasis", children: [{ kind: "text", text: "c" }] },
    { kind: "text", text: "</b>" },
  ]);
  assert.equal(
    plainTextOfBlocks(blocks("<div>\n<iframe src=x></iframe>\n</div>")),
    "<div>\n<iframe src=x></iframe>\n</div>",
  );
});

test("only web and mail addresses become links", () => {
  for (const address of [
    "javascript:alert(1)",
    "JaVaScRiPt:x",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "/relative",
    "#x",
    "blob:x",
  ]) {
    assert.deepEqual(inlines(`[words](<${address}>)`), [{ kind: "text", text: "words" }], address);
  }
  for (const address of ["https://a.example/", "http://a.example/x?y=z", "mailto:a@b.example"]) {
    assert.deepEqual(inlines(`[words](${address})`), [
      { kind: "link", href: address, children: [{ kind: "text", text: "words" }] },
    ]);
  }
});

test("an image is its address and description, and only text within a link", () => {
  assert.deepEqual(inlines('![a *chart*](https://a.example/c.png "t")'), [
    { kind: "image", src: "https://a.example/c.png", alt: "a chart", title: "t" },
  ]);
  assert.deepEqual(inlines("![alt](data:image/png;base64,x)"), [{ kind: "text", text: "alt" }]);
  assert.deepEqual(inlines("[![badge](https://a.example/b.svg)](https://a.example/)"), [
    { kind: "link", href: "https://a.example/", children: [{ kind: "text", text: "badge" }] },
  ]);
});

test("tasks, starts and looseness of lists are kept", () => {
  const [list] = blocks("3. [x] a\n4. [ ] b\n\n5. c");
  assert.ok(list?.kind === "list");
  assert.equal(list.start, 3);
  assert.equal(list.loose, true);
  assert.deepEqual(
    list.items.map(({ done }) => done),
    [true, false, undefined],
  );
});

test("a list runs the way its text runs", () => {
  const [list] = blocks("- שלום\n- hello");
  assert.equal(list?.kind === "list" && list.direction, "rtl");
});

test("a cell may break its line with a tag", () => {
  const [table] = blocks("| a |\n|---|\n| x<br>y<b> |");
  assert.ok(table?.kind === "table");
  assert.deepEqual(table.rows, [
    [[{ kind: "text", text: "x" }, { kind: "break" }, { kind: "text", text: "y<b>" }]],
  ]);
});

test("blocks in Chinese say so", () => {
  assert.deepEqual(
    blocks("你好，世界。\n\nHello.").map((block) => block.kind === "paragraph" && block.lang),
    ["zh-Hans", undefined],
  );
});

test("what nests deeper than anybody reads is text", () => {
  const deep = Array.from({ length: 39 }, (_, level) => `${"> ".repeat(level)}x`).join("\n");
  assert.match(JSON.stringify(blocks(deep)), /"kind":"plain"/);
});

test("a link that is defined in the same piece finds its definition", () => {
  assert.deepEqual(inlines("[a]\n\n[a]: https://a.example/"), [
    { kind: "link", href: "https://a.example/", children: [{ kind: "text", text: "a" }] },
  ]);
});

test("the offset of code is counted from the start of the piece", () => {
  const [, code] = readMarkdown("see [a] and [^1]\n\n    x\n", [
    { label: "a", url: "https://a.example/" },
  ]).blocks;
  assert.equal(code?.kind === "code" && code.offset, 18);
});
