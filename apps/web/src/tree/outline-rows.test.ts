import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { buildTree, type NodeId, type Tree, type TreeNode, withNodes } from "@grok/conversation";
import fc from "fast-check";
import { type OutlineInput, type OutlineRow, outlineRows } from "./outline-rows.ts";
import { everything, withAncestors } from "./sieve.ts";
import { type PaneEnd, routesOf } from "./strokes.ts";

const id = (n: number): NodeId => n.toString().padStart(6, "0");

/** Node n + 1 hangs from node `parents[n]`; node 0 is the root. Roles take turns. */
function treeOf(parents: readonly number[]): Tree<TreeNode> {
  const nodes: TreeNode[] = [{ id: id(0), parentId: null, role: "root", archivedAtMs: null }];
  for (const [at, parent] of parents.entries()) {
    const role = nodes[parent]!.role === "user" ? "assistant" : "user";
    nodes.push({ id: id(at + 1), parentId: id(parent), role, archivedAtMs: null });
  }
  return buildTree(nodes);
}

function rowsOf(tree: Tree<TreeNode>, change: Partial<OutlineInput> = {}, panes: readonly PaneEnd[] = []) {
  return outlineRows({
    tree,
    sieve: everything,
    routes: routesOf(tree, panes),
    closed: new Set(),
    opened: new Set(),
    kept: new Set(),
    ...change,
  });
}

/** Depth, what it is, and its number, as "1 reply 4"; a run with how many it stands for. */
const drawn = (rows: readonly OutlineRow[]) =>
  rows.map(({ depth, kind, nodeId, count }) => {
    const what = kind === "run" ? `run of ${count} from` : kind;
    return `${depth} ${what} ${Number(nodeId)}`;
  });

// Two questions with their replies, then three follow-up questions with a reply each.
const fork = treeOf([0, 1, 2, 3, 4, 5, 4, 7, 4, 9]);

describe("outlineRows", () => {
  test("keeps a run in one column and moves the branches of a fork in by one step", () => {
    assert.deepEqual(drawn(rowsOf(fork)), [
      "0 question 1",
      "0 reply 2",
      "0 question 3",
      "0 reply 4",
      "1 question 5",
      "1 reply 6",
      "1 question 7",
      "1 reply 8",
      "1 question 9",
      "1 reply 10",
    ]);
  });

  test("draws the way to pane 1 in pen, to pane 2 in ink, and the rest thin", () => {
    const rows = rowsOf(fork, {}, [
      { number: 1, leafId: id(6) },
      { number: 2, leafId: id(8) },
    ]);
    assert.deepEqual(
      rows.map((row) => row.stroke),
      ["pen", "pen", "pen", "pen", "pen", "pen", "ink", "ink", "thin", "thin"],
    );
    assert.deepEqual(
      rows.map((row) => row.below),
      ["pen", "pen", "pen", "pen", "pen", null, "ink", null, "thin", null],
    );
    // The rail beside a branch leads to the branches after it.
    assert.deepEqual(
      rows.map((row) => row.rails?.stroke ?? null),
      [null, null, null, null, "ink", "ink", "thin", "thin", null, null],
    );
  });

  test("tells where a branch begins, how many there are, and how many rows stand at its level", () => {
    const rows = rowsOf(fork);
    assert.deepEqual(
      rows.slice(3).map(({ forks, branch, branches }) => [forks, branch, branches]),
      [
        [3, 0, 0],
        [1, 1, 3],
        [0, 0, 0],
        [1, 2, 3],
        [0, 0, 0],
        [1, 3, 3],
        [0, 0, 0],
      ],
    );
    assert.deepEqual(
      rows.map(({ position, setSize }) => `${position}/${setSize}`),
      ["1/4", "2/4", "3/4", "4/4", "1/6", "2/6", "3/6", "4/6", "5/6", "6/6"],
    );
  });

  test("several first questions stand beside each other without a fork above", () => {
    const rows = rowsOf(treeOf([0, 1, 0, 3]));
    assert.deepEqual(drawn(rows), ["0 question 1", "0 reply 2", "0 question 3", "0 reply 4"]);
    assert.deepEqual(
      rows.map((row) => row.rails),
      [null, null, null, null],
    );
    assert.deepEqual(
      rows.map((row) => row.branch),
      [1, 0, 2, 0],
    );
  });

  test("a closed node hides what is below and counts it", () => {
    const rows = rowsOf(fork, { closed: new Set([id(4)]) });
    assert.deepEqual(drawn(rows), ["0 question 1", "0 reply 2", "0 question 3", "0 reply 4"]);
    assert.deepEqual(
      rows.map(({ expanded, hidden }) => [expanded, hidden]),
      [
        [true, 0],
        [true, 0],
        [true, 0],
        [false, 6],
      ],
    );
    assert.deepEqual(drawn(rowsOf(fork, { closed: new Set([id(2)]) })), ["0 question 1", "0 reply 2"]);
  });

  test("a long run folds between its first question and its last pair, and opens", () => {
    const long = treeOf([...Array(14).keys()]);
    assert.deepEqual(drawn(rowsOf(long)), [
      "0 question 1",
      "0 run of 11 from 2",
      "0 question 13",
      "0 reply 14",
    ]);
    assert.equal(rowsOf(long, { opened: new Set([id(2)]) }).length, 14);
    // It stays open when it grows at its end.
    const grown = withNodes(long, [{ ...long.nodes.get(id(13))!, id: id(15), parentId: id(14) }]);
    assert.equal(rowsOf(grown, { opened: new Set([id(2)]) }).length, 15);
    assert.equal(rowsOf(treeOf([0, 1, 2, 3, 4, 5])).length, 6);
  });

  test("what has a mark and where a pane ends is never folded away", () => {
    const long = treeOf([...Array(14).keys()]);
    assert.deepEqual(drawn(rowsOf(long, { kept: new Set([id(6)]) }, [{ number: 1, leafId: id(10) }])), [
      "0 question 1",
      "0 run of 4 from 2",
      "0 reply 6",
      "0 run of 3 from 7",
      "0 reply 10",
      "0 run of 2 from 11",
      "0 question 13",
      "0 reply 14",
    ]);
  });

  test("archived branches are shown when asked for, and marked", () => {
    const hidden = withNodes(
      fork,
      [7, 8].map((n) => ({ ...fork.nodes.get(id(n))!, archivedAtMs: 5 })),
    );
    assert.equal(rowsOf(hidden).length, 8);
    assert.equal(rowsOf(hidden)[3]!.forks, 2);
    const all = rowsOf(hidden, { sieve: { showArchived: true, only: null } });
    assert.deepEqual(
      all.filter((row) => row.archived).map((row) => Number(row.nodeId)),
      [7, 8],
    );
  });

  test("a few chosen messages show with what leads to them, folded", () => {
    const only = withAncestors(fork, [id(8), id(10)]);
    const rows = rowsOf(fork, {
      sieve: { showArchived: false, only },
      kept: new Set([id(8), id(10)]),
      runLengthMax: 0,
    });
    assert.deepEqual(drawn(rows), [
      "0 question 1",
      "0 reply 2",
      "0 question 3",
      "0 reply 4",
      "1 question 7",
      "1 reply 8",
      "1 question 9",
      "1 reply 10",
    ]);
  });
});

/** Any tree: each node hangs from one that was there before, now and then far up. */
const anyTree = fc
  .array(fc.nat(), { minLength: 1, maxLength: 80 })
  .map((picks) =>
    treeOf(picks.map((pick, at) => (pick % 4 === 0 ? pick % (at + 1) : Math.max(0, at - (pick % 3))))),
  );

test("every message is shown once, under its parent, whatever is folded", () => {
  fc.assert(
    fc.property(anyTree, fc.array(fc.nat(80)), fc.array(fc.nat(80)), (tree, opened, kept) => {
      const rows = rowsOf(tree, { opened: new Set(opened.map(id)), kept: new Set(kept.map(id)) });
      assert.equal(
        rows.reduce((sum, row) => sum + row.count, 0),
        tree.nodes.size - 1,
      );
      assert.equal(new Set(rows.map((row) => row.nodeId)).size, rows.length);
      for (const [at, row] of rows.entries()) {
        assert.ok(row.parent < at);
        const parent = rows[row.parent];
        assert.equal(row.depth, parent === undefined ? 0 : parent.depth + (parent.forks > 1 ? 1 : 0));
        assert.ok(row.position >= 1 && row.position <= row.setSize);
        for (let rail = row.rails; rail !== null; rail = rail.outer) {
          assert.ok(rail.depth < row.depth);
          assert.ok(rail.outer === null || rail.outer.depth < rail.depth);
        }
      }
    }),
  );
});

test("what is closed and what is shown add up to the whole", () => {
  fc.assert(
    fc.property(anyTree, fc.array(fc.nat(80)), (tree, closed) => {
      const rows = rowsOf(tree, { closed: new Set(closed.map(id)) });
      assert.equal(
        rows.reduce((sum, row) => sum + row.count + row.hidden, 0),
        tree.nodes.size - 1,
      );
    }),
  );
});

test("a run of 2,500 messages and a fork at every one of 2,500 are drawn without recursion", () => {
  const path = [...Array(2_500).keys()];
  assert.equal(rowsOf(treeOf(path)).length, 4);
  // Each question has two replies, of which the second goes on.
  const comb = treeOf(path.flatMap((at) => [at === 0 ? 0 : at * 2, at === 0 ? 0 : at * 2]));
  const rows = rowsOf(comb);
  assert.equal(rows.at(-1)!.depth, 2_499);
});
