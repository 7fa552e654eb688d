import assert from "node:assert/strict";
import { test } from "node:test";
import { advanceDocument, emptyDocument } from "./markdown-document.ts";
import { isTooCostly } from "./piece-limits.ts";
import { createPieceReader } from "./piece-reader.ts";

/** Text that makes parsers slow. Each is more than enough to hang one that is quadratic in it. */
const hostile: Readonly<Record<string, string>> = {
  brackets: "[".repeat(10_000),
  "bracket pairs": "[".repeat(5_000) + "]".repeat(5_000),
  "half links": "[a](".repeat(5_000),
  images: "![".repeat(10_000),
  stars: "*".repeat(10_000),
  "open emphasis": "*a _b ".repeat(5_000),
  "mixed emphasis": "a**b_c*".repeat(4_000),
  quotes: ">".repeat(10_000),
  "quotes apart": "> ".repeat(10_000),
  items: "- ".repeat(10_000),
  "nested items": Array.from({ length: 400 }, (_, level) => `${"  ".repeat(level)}- a`).join("\n"),
  backticks: "`".repeat(10_000),
  "growing backticks": Array.from({ length: 200 }, (_, size) => "`".repeat(size)).join("a"),
  comments: "<!--".repeat(5_000),
  tags: '<a b="'.repeat(5_000),
  "wide table": `${"|a".repeat(4_000)}\n${"|-".repeat(4_000)}\n`,
  "underlined lines": "a\n=\n".repeat(10_000),
  "empty items": "- \n".repeat(10_000),
  lines: "a\n".repeat(40_000),
  dollars: "$a ".repeat(10_000),
  "half formulas": "\\(\\[".repeat(10_000),
  entities: "&#".repeat(20_000),
  addresses: "http://a.b".concat("(".repeat(20_000)),
  "half marks": "[^".repeat(10_000),
  word: "a".repeat(200_000),
};

test("hostile text is either cheap or shown as written, live and finished", () => {
  for (const [name, text] of Object.entries(hostile)) {
    const reader = createPieceReader();
    const live = advanceDocument(emptyDocument, text, true, reader);
    const document = advanceDocument(live, text, false, reader);
    const blocks = document.groups.flat().flatMap((piece) => reader.read(piece, document.definitions).blocks);
    assert.ok(blocks.length > 0, name);
    assert.ok(live.tail, name);
  }
});

test("ordinary text of any kind is parsed", () => {
  const ordinary = [
    "word ".repeat(8_000),
    "A **bold** `code` [link](https://a.example) and $x_1$. ".repeat(300),
    Array.from({ length: 16 }, () => `|${" 1 |".repeat(20)}`).join("\n"),
    Array.from({ length: 20 }, (_, level) => `${"  ".repeat(level)}- a`).join("\n"),
    "> > > > quoted\n".repeat(50),
  ];
  for (const text of ordinary) assert.equal(isTooCostly(text), false, text.slice(0, 40));
});

test("a block that grows has narrower limits than one that is finished", () => {
  const long = "word ".repeat(4_000);
  assert.equal(isTooCostly(long), false);
  assert.equal(isTooCostly(long, true), true);
});

test("a code block of a megabyte costs no more than its lines", () => {
  const text = `\`\`\`txt\n${"[**`x`**](y) <a>\n".repeat(60_000)}\`\`\`\n`;
  const reads: number[] = [];
  const reader = createPieceReader((piece) => reads.push(piece.source.length));
  const document = advanceDocument(emptyDocument, text, false, reader);
  assert.deepEqual(
    document.groups.flat().map(({ kind }) => kind),
    ["fence"],
  );
  assert.deepEqual(reads, []);
});
