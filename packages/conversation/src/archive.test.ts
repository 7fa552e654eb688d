import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleId, sampleTree } from "../test/sample-tree.ts";
import { nodesToArchive, nodesToRestore } from "./archive.ts";
import { buildTree, withNodes } from "./build-tree.ts";
import type { ConversationNode } from "./node.ts";
import { nodeAt, type Tree } from "./tree.ts";

const { root, nodes } = sampleTree();
const tree = buildTree([root, ...nodes]);
const id = sampleId;

function setArchived(from: Tree<ConversationNode>, ids: readonly string[], archivedAtMs: number | null) {
  return withNodes(
    from,
    ids.map((each) => ({ ...nodeAt(from, each), archivedAtMs })),
  );
}

test("archiving hides the node and everything visible below it", () => {
  assert.deepEqual(nodesToArchive(tree, id(5)), [id(5), id(6), id(7)]);
  assert.deepEqual(nodesToArchive(tree, id(9)), [id(9)]);
});

test("archiving again hides nothing more", () => {
  const hidden = setArchived(tree, nodesToArchive(tree, id(5)), 10);
  assert.deepEqual(nodesToArchive(hidden, id(5)), []);
  assert.deepEqual(nodesToArchive(hidden, id(6)), []);
});

test("an undo brings back exactly what the same archiving hid", () => {
  const inner = setArchived(tree, nodesToArchive(tree, id(6)), 10);
  const outer = setArchived(inner, nodesToArchive(inner, id(3)), 20);
  assert.deepEqual(nodesToArchive(inner, id(3)), [id(3), id(4), id(5)]);
  assert.deepEqual(nodesToRestore(outer, id(3)), [id(3), id(4), id(5)]);
  const undone = setArchived(outer, nodesToRestore(outer, id(3)), null);
  assert.deepEqual(undone, inner);
  assert.deepEqual(nodesToRestore(undone, id(6)), [id(6), id(7)]);
});

test("a node cannot come back below an archived one", () => {
  const hidden = setArchived(tree, nodesToArchive(tree, id(3)), 10);
  assert.throws(() => nodesToRestore(hidden, id(6)), { code: "wrong-place" });
});

test("restoring a visible node does nothing; archiving the root is refused", () => {
  assert.deepEqual(nodesToRestore(tree, id(3)), []);
  assert.throws(() => nodesToArchive(tree, root.id), { code: "bad-input" });
});
