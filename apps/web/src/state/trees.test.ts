import assert from "node:assert/strict";
import { test } from "node:test";
import { type ConversationNode, newId, questionNode, replyNode, rootNode } from "@grok/conversation";
import type { Action } from "./action.ts";
import { noRuns } from "./runs.ts";
import { laterBody, noTrees, reduceTrees, type Trees } from "./trees.ts";

let serial = 0;
const id = () => newId(1_700_000_000_000 + serial, () => ++serial * 6007);
const conversationId = id();
const root = rootNode({ id: conversationId, rootId: id(), createdAtMs: 1 });
const question = questionNode({ id: id(), createdAtMs: 2 }, root, "Why?");
const done = (): ConversationNode => ({
  ...replyNode({ id: id(), createdAtMs: 3 }, question),
  status: "done",
});
const [first, second] = [done(), done()];
const row = {
  id: conversationId,
  title: "",
  createdAtMs: 0,
  updatedAtMs: 0,
  archivedAtMs: null,
  branches: 1,
  running: false,
  instructions: "",
};
const after = (trees: Trees, ...actions: Action[]) =>
  actions.reduce((before, action) => reduceTrees(before, action, noRuns.ended), trees);
const loaded = after(noTrees, {
  type: "conversation-opened",
  paneId: "1",
  row,
  shape: [root, question, first, second].map((node) => ({ ...node, lastChildId: null })),
  nodes: [root, question],
  leafId: first.id,
  draft: "",
  anchorId: null,
  jumpTo: null,
});
const at = (trees: Trees, nodeId: string) => trees.loaded[conversationId]?.tree.nodes.get(nodeId);

test("moving the cursor is remembered at every fork on the way", () => {
  const moved = after(loaded, { type: "cursor-moved", paneId: "1", conversationId, leafId: first.id });
  assert.equal(at(moved, question.id)?.lastChildId, first.id);
  assert.equal(at(moved, root.id)?.lastChildId, question.id);
});

test("flags reach nodes whose bodies have not been read", () => {
  const flagged = after(loaded, { type: "nodes-flagged", conversationId, ids: [second.id], archivedAtMs: 7 });
  assert.equal(at(flagged, second.id)?.archivedAtMs, 7);
  assert.equal(flagged.loaded[conversationId]?.bodies.has(second.id), false);
});

test("a reply that ended a moment ago can be archived and stays so", () => {
  const ended = new Map([[second.id, second]]);
  const nodes = [{ ...second, archivedAtMs: 7 }];
  const told = reduceTrees(loaded, { type: "nodes-arrived", conversationId, nodes }, ended);
  assert.equal(at(told, second.id)?.archivedAtMs, 7);
});

test("a node whose parent is not there marks the tree as stale and leaves it whole", () => {
  const orphan = questionNode({ id: id(), createdAtMs: 9 }, { id: id(), conversationId }, "Lost?");
  const stale = after(loaded, { type: "nodes-arrived", conversationId, nodes: [orphan] });
  assert.equal(stale.loaded[conversationId]?.stale, true);
  assert.equal(at(stale, orphan.id), undefined);
  assert.ok(at(stale, first.id));
});

test("missed changes make stored trees stale, not one that only this tab has", () => {
  const own = rootNode({ id: id(), rootId: id(), createdAtMs: 1 });
  const saved = { viewId: "v", draft: "", queue: [], anchorId: null, editing: null };
  const both = after(loaded, { type: "conversation-begun", paneId: "1", root: own, saved });
  const reset = after(both, {
    type: "changes-arrived",
    changes: [{ number: 0, type: "hello", epoch: "e", after: 3, reset: true }],
  });
  assert.equal(reset.loaded[conversationId]?.stale, true);
  assert.equal(reset.loaded[own.conversationId]?.stale, false);
});

test("of two states of a node the ended one wins, and flags are those that came last", () => {
  const running: ConversationNode = { ...first, status: "running", parts: [], bookmarked: true };
  assert.equal(laterBody(first, running).status, "done");
  assert.equal(laterBody(first, running).bookmarked, true);
  assert.equal(laterBody(running, first).status, "done");
});
