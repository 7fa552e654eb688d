import assert from "node:assert/strict";
import { test } from "node:test";
import { isRow, isTableHead } from "./table-lines.ts";

test("a head needs dashes for as many columns", () => {
  assert.equal(isTableHead("| a | b |", "|---|:-:|"), true);
  assert.equal(isTableHead("a | b", "- | -"), true);
  assert.equal(isTableHead("| a \\| b |", "|---|"), true);
  assert.equal(isTableHead("| a | b |", "|---|"), false);
  assert.equal(isTableHead("text", "---"), false);
  assert.equal(isTableHead("> | a |", "|---|"), false);
});

test("only a line that starts with a bar is surely a row", () => {
  assert.deepEqual(["| a |", "  |a", "a | b", "    | a |"].map(isRow), [true, true, false, false]);
});
