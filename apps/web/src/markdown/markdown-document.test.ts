import assert from "node:assert/strict";
import { test } from "node:test";
import type { Piece } from "./block-splitter.ts";
import { advanceDocument, emptyDocument, type MarkdownDocument } from "./markdown-document.ts";
import { createPieceReader, type PieceReader } from "./piece-reader.ts";
import { plainTextOfBlocks } from "./plain-text.ts";

interface Counted {
  readonly reader: PieceReader;
  readonly reads: Map<Piece, number>;
}

function counted(): Counted {
  const reads = new Map<Piece, number>();
  return { reader: createPieceReader((piece) => reads.set(piece, (reads.get(piece) ?? 0) + 1)), reads };
}

/** Streams `text` in deltas of `size`, reading every finished piece after each delta, as the page does. */
function stream(text: string, size: number, { reader }: Counted): MarkdownDocument {
  let document = emptyDocument;
  for (let end = size; end < text.length + size; end += size) {
    document = advanceDocument(document, text.slice(0, end), true, reader);
    readAll(document, reader);
  }
  const last = advanceDocument(document, text, false, reader);
  readAll(last, reader);
  return last;
}

function readAll(document: MarkdownDocument, reader: PieceReader) {
  return document.groups.flat().map((piece) => reader.read(piece, document.definitions));
}

const message = [
  "# Title",
  "A paragraph with **bold** and a [link](https://a.example).",
  "- one\n- two\n  - nested\n\n  more of two\n- three",
  "```js\nconst a = 1;\n\nconst b = 2;\n```",
  "| a | b |\n|---|---|\n| 1 | 2 |",
  "> quoted",
  "$$\nx\n$$",
  "The end.",
].join("\n\n");

test("each finished piece is read once, however small the deltas", () => {
  for (const size of [1, 3, 50, 10_000]) {
    const count = counted();
    const document = stream(message, size, count);
    assert.equal(count.reads.size, document.groups.flat().length);
    assert.deepEqual(new Set(count.reads.values()), new Set([1]));
  }
});

test("finished groups and readings keep their identity while text is added", () => {
  const { reader } = counted();
  const before = advanceDocument(emptyDocument, `${"para\n\n".repeat(60)}tail`, true, reader);
  const after = advanceDocument(before, `${before.text} grows`, true, reader);
  assert.deepEqual(
    after.groups.map((group, index) => group === before.groups[index]),
    before.groups.map(() => true),
  );
  assert.equal(after.notes, before.notes);
  assert.equal(after.definitions, before.definitions);
});

test("what a delta costs does not grow with the text before it", () => {
  const readLengths = (paragraphs: number): number[] => {
    const lengths: number[] = [];
    const reader = createPieceReader((piece) => lengths.push(piece.source.length));
    const text = `Some *text* with a [link](https://a.example).\n\n`.repeat(paragraphs);
    let document = advanceDocument(emptyDocument, text, true, reader);
    readAll(document, reader);
    lengths.length = 0;
    for (const delta of ["New ", "text\n", "\n- item\n", "- item\n", "\nend"]) {
      document = advanceDocument(document, document.text + delta, true, reader);
      readAll(document, reader);
    }
    return lengths;
  };
  assert.deepEqual(readLengths(400), readLengths(20));
});

test("a definition that comes later changes the blocks that refer to it, and no others", () => {
  const count = counted();
  const document = stream(
    "See [the docs].\n\nNothing here.\n\nAnd [Other].\n\n[THE  docs]: https://d.example/\n\nEnd.\n",
    4,
    count,
  );
  const links = readAll(document, count.reader).map(({ blocks }) =>
    JSON.stringify(blocks).includes("https://d.example/"),
  );
  assert.deepEqual(links, [true, false, false, false, false]);
  assert.deepEqual([...count.reads.values()], [2, 1, 1, 1, 1]);
});

test("the first of two definitions holds", () => {
  const { reader } = counted();
  const document = advanceDocument(
    emptyDocument,
    "[a]\n\n[a]: https://one.example/\n\n[a]: https://two.example/\n",
    false,
    reader,
  );
  assert.match(JSON.stringify(readAll(document, reader)[0]), /one\.example/);
});

test("footnotes are numbered by their first mark and stand after its piece", () => {
  const { reader, reads } = counted();
  const text = "One[^b].\n\nTwo[^a] and again[^b].\n\n[^a]: About a.\n[^b]: About b.\n";
  const document = advanceDocument(emptyDocument, text, false, reader);
  readAll(document, reader);
  assert.deepEqual(
    [...document.notes.numbers],
    [
      ["b", 1],
      ["a", 2],
    ],
  );
  assert.deepEqual(
    [...document.notes.firstIn],
    [
      [0, ["b"]],
      [9, ["a"]],
    ],
  );
  assert.equal(plainTextOfBlocks(document.notes.texts.get("b")?.blocks ?? []), "About b.");
  assert.ok([...reads.values()].every((times) => times === 1));
});

test("a mark without a note is a number while the note may still come, and text in the end", () => {
  const { reader } = counted();
  const live = advanceDocument(emptyDocument, "One[^x].\n\nTwo", true, reader);
  assert.equal(live.notes.numbers.get("x"), 1);
  assert.equal(advanceDocument(live, "One[^x].\n\nTwo", false, reader).notes.numbers.size, 0);
});

test("a note that is being written is there already", () => {
  const { reader } = counted();
  const live = advanceDocument(emptyDocument, "One[^1].\n\n[^1]: About **o", true, reader);
  assert.equal(plainTextOfBlocks(live.notes.texts.get("1")?.blocks ?? []), "About o");
});

test("an open fence is shown as it grows, without its closing marks", () => {
  const { reader } = counted();
  const code = (text: string) => advanceDocument(emptyDocument, text, true, reader).tail?.reading.blocks[0];
  assert.deepEqual(code("```py a.py\nx = 1\n``"), {
    kind: "code",
    language: "py",
    fileName: "a.py",
    source: "x = 1\n",
    closed: false,
    offset: 0,
    caret: true,
  });
});

test("carriage returns are line ends, even when one is cut in two", () => {
  const { reader } = counted();
  const half = advanceDocument(emptyDocument, "a\r", true, reader);
  const whole = advanceDocument(half, "a\r\n\r\nb", false, reader);
  assert.deepEqual(
    whole.groups.flat().map(({ source }) => source),
    ["a\n", "\nb"],
  );
});

test("a very long open block is shown as written until it ends", () => {
  const { reader } = counted();
  const long = `**a** ${"word ".repeat(4_000)}`;
  const live = advanceDocument(emptyDocument, long, true, reader);
  assert.equal(live.tail?.reading.blocks[0]?.kind, "plain");
  const finished = advanceDocument(live, long, false, reader);
  assert.equal(readAll(finished, reader)[0]?.blocks[0]?.kind, "paragraph");
});
