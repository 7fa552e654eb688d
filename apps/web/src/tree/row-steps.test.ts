import assert from "node:assert/strict";
import { test } from "node:test";
import { buildTree, type TreeNode } from "@grok/conversation";
import { outlineRows } from "./outline-rows.ts";
import { firstChildRow, rowIndices, rowOf, siblingRow, typedRow } from "./row-steps.ts";
import { everything } from "./sieve.ts";
import { routesOf } from "./strokes.ts";

const id = (n: number) => n.toString().padStart(3, "0");

// A question with two replies; the first goes on with two questions, the second with one.
const nodes: TreeNode[] = [
  [1, 0],
  [2, 1],
  [3, 1],
  [4, 2],
  [5, 2],
  [6, 3],
].map(([at, parent]) => ({
  id: id(at!),
  parentId: id(parent!),
  role: at === 2 || at === 3 ? "assistant" : "user",
  archivedAtMs: null,
}));
const tree = buildTree([{ id: id(0), parentId: null, role: "root", archivedAtMs: null }, ...nodes]);
const rows = outlineRows({
  tree,
  sieve: everything,
  routes: routesOf(tree, []),
  closed: new Set(),
  opened: new Set(),
  kept: new Set(),
});
const indices = rowIndices(rows);
const at = (n: number) => indices.get(id(n))!;

test("the first row below is the first branch of a fork or what follows, and none for a leaf", () => {
  assert.equal(firstChildRow(rows, at(1)), at(2));
  assert.equal(firstChildRow(rows, at(2)), at(4));
  assert.equal(firstChildRow(rows, at(4)), -1);
});

test("the branch beside is that of the nearest fork that has one on that side", () => {
  assert.equal(siblingRow(rows, at(4), 1), at(5));
  assert.equal(siblingRow(rows, at(5), -1), at(4));
  assert.equal(siblingRow(rows, at(5), 1), at(3));
  assert.equal(siblingRow(rows, at(6), -1), at(2));
  assert.equal(siblingRow(rows, at(3), 1), -1);
  assert.equal(siblingRow(rows, at(1), 1), -1);
});

test("a message without a row of its own is where the nearest one above it is", () => {
  const closed = new Map([[id(1), 0]]);
  assert.equal(rowOf(tree, closed, id(6)), 0);
  assert.equal(rowOf(tree, indices, id(6)), at(6));
  assert.equal(rowOf(tree, indices, "not there"), 0);
});

test("a letter goes on to the next row that begins with it, a second letter may stay", () => {
  const labels = ["Stay", "Move", "stop", "Sceptic"];
  const typed = (from: number, text: string) => typedRow((row) => labels[row]!, labels.length, from, text);
  assert.equal(typed(0, "s"), 2);
  assert.equal(typed(2, "s"), 3);
  assert.equal(typed(3, "s"), 0);
  assert.equal(typed(2, "st"), 2);
  assert.equal(typed(0, "x"), -1);
});
