import assert from "node:assert/strict";
import { test } from "node:test";
import { closesFence, fenceOf, indentOf, isHashHeading, itemOf, maybeItem } from "./line-kinds.ts";

test("a tab runs to the next multiple of four columns", () => {
  assert.deepEqual(["a", "  a", "\ta", " \ta", "\t a"].map(indentOf), [0, 2, 4, 4, 5]);
});

test("a fence has three markers or more, and no backtick in its info", () => {
  assert.deepEqual(fenceOf("  ````js title"), { marker: "`", size: 4, indent: 2, info: "js title" });
  assert.equal(fenceOf("~~~ a`b")?.info, "a`b");
  for (const line of ["``", "``` a`b", "    ```", "text ```"]) assert.equal(fenceOf(line), undefined, line);
});

test("a fence is closed by as many of its own markers and nothing else", () => {
  const fence = fenceOf("````")!;
  assert.deepEqual(
    ["````", "  `````  ", "```", "~~~~", "```` x"].map((line) => closesFence(line, fence)),
    [true, true, false, false, false],
  );
});

test("a heading needs a space after its hashes", () => {
  assert.deepEqual(["# a", "###### b", "#", "#a", "####### c", "    # d"].map(isHashHeading), [
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});

test("an item says where its text begins", () => {
  assert.deepEqual(itemOf("- a"), { marker: "-", content: 2 });
  assert.deepEqual(itemOf("  10.  b"), { marker: ".", content: 7 });
  for (const rule of ["* * *", "- - -", "-", "-      code", "-\ta", "12", "**b**"]) {
    assert.equal(itemOf(rule), undefined, rule);
  }
});

test("forms of items that are not sure are still seen", () => {
  assert.deepEqual(["-", "- ", "-\ta", "1.", "12", "- - -", "**b**", "1.5", "a"].map(maybeItem), [
    true,
    true,
    true,
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
