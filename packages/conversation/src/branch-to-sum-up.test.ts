import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sampleId, sampleTree } from "../test/sample-tree.ts";
import { branchToSumUp } from "./branch-to-sum-up.ts";
import { buildTree } from "./build-tree.ts";
import { pathTo } from "./path.ts";

/** root 2 - question 3 - answers 4, 5; 5 - question 6 - answer 7; root 2 - question 8 - answer 9. */
const { root, nodes } = sampleTree();
const tree = buildTree([root, ...nodes]);
const summedUp = (at: number, source: number) =>
  branchToSumUp(pathTo(tree, sampleId(at)), pathTo(tree, sampleId(source))).map((node) =>
    Number.parseInt(node.id.slice(24), 16),
  );

describe("a summary tells", () => {
  test("another branch from where it leaves", () => {
    assert.deepEqual(summedUp(4, 7), [5, 6, 7]);
    assert.deepEqual(summedUp(9, 4), [3, 4]);
  });

  test("what follows the place where it is asked for", () => {
    assert.deepEqual(summedUp(5, 7), [6, 7]);
  });

  test("its own branch from the first question, up to the place named", () => {
    assert.deepEqual(summedUp(7, 7), [3, 5, 6, 7]);
    assert.deepEqual(summedUp(7, 5), [3, 5]);
  });
});
