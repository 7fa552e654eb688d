import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sampleId, sampleTree, shapeOf } from "../test/sample-tree.ts";
import { buildTree, withNodes } from "./build-tree.ts";
import { leafBelow, resolveLeaf } from "./leaf.ts";
import { isAncestor, pathTo } from "./path.ts";
import { childrenOf, siblingsOf, visibleChildrenOf } from "./siblings.ts";
import { treeCounts } from "./tree-counts.ts";

const { root, nodes } = sampleTree();
const tree = buildTree([root, ...nodes]);
const id = sampleId;

/** The sample with these nodes archived. */
function hiding(...hidden: number[]) {
  const ids = hidden.map(id);
  return withNodes(
    tree,
    nodes.filter((node) => ids.includes(node.id)).map((node) => ({ ...node, archivedAtMs: 5 })),
  );
}

describe("pathTo", () => {
  test("gives the nodes from the root to the node", () => {
    assert.deepEqual(
      pathTo(tree, id(7)).map((node) => node.id),
      [2, 3, 5, 6, 7].map(id),
    );
    assert.deepEqual(pathTo(tree, root.id), [root]);
  });

  test("throws not-found for a node that is not there", () => {
    assert.throws(() => pathTo(tree, id(99)), { code: "not-found", message: new RegExp(id(99)) });
  });
});

test("isAncestor is true for what lies above, and not for the node itself", () => {
  assert.ok(isAncestor(tree, id(3), id(7)));
  assert.ok(isAncestor(tree, root.id, id(7)));
  assert.ok(!isAncestor(tree, id(4), id(7)));
  assert.ok(!isAncestor(tree, id(7), id(7)));
  assert.ok(!isAncestor(tree, id(7), id(3)));
});

test("childrenOf gives all, visibleChildrenOf those that are not archived", () => {
  const hidden = hiding(4);
  assert.deepEqual(childrenOf(hidden, id(3)), [id(4), id(5)]);
  assert.deepEqual(visibleChildrenOf(hidden, id(3)), [id(5)]);
  assert.deepEqual(childrenOf(tree, id(9)), []);
});

describe("siblingsOf", () => {
  test("tells the place among the versions of a message", () => {
    assert.deepEqual(siblingsOf(tree, id(5)), { ids: [id(4), id(5)], index: 1 });
    assert.deepEqual(siblingsOf(tree, id(8)), { ids: [id(3), id(8)], index: 1 });
    assert.deepEqual(siblingsOf(tree, root.id), { ids: [root.id], index: 0 });
  });

  test("leaves archived versions out; an archived one has no place", () => {
    assert.deepEqual(siblingsOf(hiding(4), id(5)), { ids: [id(5)], index: 0 });
    assert.deepEqual(siblingsOf(hiding(4), id(4)), { ids: [id(5)], index: -1 });
  });
});

describe("leafBelow", () => {
  test("follows the newest child where nothing is remembered", () => {
    assert.equal(
      leafBelow(tree, root.id, () => null),
      id(9),
    );
    assert.equal(
      leafBelow(tree, id(3), () => null),
      id(7),
    );
    assert.equal(leafBelow(tree, id(4)), id(4));
  });

  test("follows the remembered children", () => {
    const remembered = new Map([
      [root.id, id(3)],
      [id(3), id(4)],
    ]);
    assert.equal(
      leafBelow(tree, root.id, (at) => remembered.get(at)),
      id(4),
    );
    const shapes = [root, ...nodes].map((node) => shapeOf(node, remembered.get(node.id)));
    assert.equal(leafBelow(buildTree(shapes), root.id), id(4));
  });

  test("ignores a remembered child that is archived or elsewhere", () => {
    assert.equal(
      leafBelow(hiding(4), id(3), () => id(4)),
      id(7),
    );
    assert.equal(
      leafBelow(tree, id(3), () => id(9)),
      id(7),
    );
  });
});

describe("resolveLeaf", () => {
  test("leaves a visible cursor where it is, in the middle of a branch too", () => {
    assert.equal(resolveLeaf(tree, id(5)), id(5));
    assert.equal(resolveLeaf(tree, id(7)), id(7));
  });

  test("goes from a hidden cursor to the nearest visible ancestor and down to a leaf", () => {
    assert.equal(resolveLeaf(hiding(5, 6, 7), id(7)), id(4));
    assert.equal(resolveLeaf(hiding(6, 7), id(7)), id(5));
    assert.equal(resolveLeaf(hiding(3, 4, 5, 6, 7), id(7)), id(9));
    assert.equal(resolveLeaf(hiding(3, 4, 5, 6, 7, 8, 9), id(7)), root.id);
  });

  test("goes from an unknown cursor down from the root", () => {
    assert.equal(resolveLeaf(tree, id(77)), id(9));
    assert.equal(resolveLeaf(tree, null), id(9));
  });
});

test("treeCounts counts what is visible", () => {
  assert.deepEqual(treeCounts(tree), { messages: 7, branches: 3, forks: 2, archived: 0, depthMax: 4 });
  assert.deepEqual(treeCounts(hiding(5, 6, 7)), {
    messages: 4,
    branches: 2,
    forks: 1,
    archived: 3,
    depthMax: 2,
  });
  assert.deepEqual(treeCounts(buildTree([root])), {
    messages: 0,
    branches: 1,
    forks: 0,
    archived: 0,
    depthMax: 0,
  });
});
