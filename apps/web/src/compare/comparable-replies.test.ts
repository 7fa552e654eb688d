import assert from "node:assert/strict";
import { test } from "node:test";
import { buildTree, type NodeShape } from "@grok/conversation";
import { comparableReplies, versionBeside } from "./comparable-replies.ts";

const node = (id: string, parentId: string | null, more: Partial<NodeShape> = {}): NodeShape => ({
  id,
  parentId,
  role: parentId === null ? "root" : id.startsWith("q") ? "user" : "assistant",
  status: "done",
  origin: "generated",
  archivedAtMs: null,
  lastChildId: null,
  ...more,
});
const tree = buildTree([
  node("r", null),
  node("q1", "r"),
  node("a1", "q1"),
  node("a2", "q1"),
  node("a3", "q1", { archivedAtMs: 1 }),
  node("q2", "a1"),
  node("b1", "q2"),
]);

test("versions of the same question stand first, then the other replies in the order of the tree", () => {
  const { versions, others } = comparableReplies(tree, "a2");
  assert.deepEqual(versions, [
    { id: "a1", questionId: "q1", version: 1, versions: 2 },
    { id: "a2", questionId: "q1", version: 2, versions: 2 },
  ]);
  assert.deepEqual(others, [{ id: "b1", questionId: "q2", version: 1, versions: 1 }]);
});

test("a reply is compared with the version before it, the first one with the next, a single one with none", () => {
  assert.equal(versionBeside(tree, "a2"), "a1");
  assert.equal(versionBeside(tree, "a1"), "a2");
  assert.equal(versionBeside(tree, "b1"), null);
});
