import assert from "node:assert/strict";
import { test } from "node:test";
import { advance, nothingSplit, openFence, openPiece, splitWhole } from "./block-splitter.ts";

function sources(text: string): string[] {
  return splitWhole(text).map(({ source }) => source);
}

test("blocks apart by blank lines are pieces, with the blank lines before them", () => {
  assert.deepEqual(sources("one\nstill one\n\n> two\n\n\nthree"), [
    "one\nstill one\n",
    "\n> two\n",
    "\n\nthree",
  ]);
});

test("headings and fences are pieces without blank lines", () => {
  assert.deepEqual(sources("# a\ntext\n## b\n```\n# no heading\n\nno piece\n```\nafter"), [
    "# a\n",
    "text\n",
    "## b\n",
    "```\n# no heading\n\nno piece\n```\n",
    "after",
  ]);
});

test("each item of a list is a piece that goes on with the list", () => {
  const pieces = splitWhole("- a\n  more\n\n  still a\n- b\n\n  ```\nnot in the list\n");
  assert.deepEqual(
    pieces.map(({ source, continues }) => [source, continues]),
    [
      ["- a\n  more\n\n  still a\n", false],
      ["- b\n\n  ```\nnot in the list\n", true],
    ],
  );
});

test("a list with another sign is another list", () => {
  assert.deepEqual(
    splitWhole("- a\n\n* b\n").map(({ continues }) => continues),
    [false, false],
  );
});

test("a number that cannot open a list stays in its paragraph", () => {
  assert.deepEqual(sources("It was in\n1984. It was cold.\n"), ["It was in\n1984. It was cold.\n"]);
});

test("maths with signs that look like items is one piece", () => {
  assert.deepEqual(sources("$$\na\n- b\n+ c\n$$\n\nafter"), ["$$\na\n- b\n+ c\n$$\n", "\nafter"]);
});

test("rows that go on with a table carry its head", () => {
  const rows = Array.from({ length: 40 }, (_, row) => `| ${row} |\n`);
  const pieces = splitWhole(`| n |\n|---|\n${rows.join("")}\nafter`);
  assert.deepEqual(
    pieces.map(({ tableHead, continues, source }) => [tableHead, continues, source.split("\n").length - 1]),
    [
      [undefined, false, 18],
      ["| n |\n|---|", true, 16],
      ["| n |\n|---|", true, 8],
      [undefined, false, 1],
    ],
  );
});

test("a block is finished as soon as the next one begins", () => {
  const open = advance(nothingSplit, "one\n\n");
  assert.equal(open.done.length, 0);
  const next = advance(open, "one\n\nt");
  assert.deepEqual(
    next.done.map(({ source }) => source),
    ["one\n"],
  );
  assert.equal(advance(next, "one\n\ntwo").done[0], next.done[0]);
});

test("a sign that may become an item leaves the list open", () => {
  const list = advance(nothingSplit, "- a\n\n-");
  assert.equal(list.done.length, 0);
  assert.equal(advance(list, "- a\n\n- b").done.length, 1);
  assert.equal(advance(list, "- a\n\n---").done.length, 1);
});

test("an open fence is told from a closed one", () => {
  const open = advance(nothingSplit, "a\n\n~~~js\nx\n");
  assert.equal(openFence(open)?.info, "js");
  assert.equal(openPiece(open).kind, "fence");
  assert.equal(openFence(advance(open, `${open.text}~~~\n`)), undefined);
});
