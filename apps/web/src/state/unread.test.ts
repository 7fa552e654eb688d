import assert from "node:assert/strict";
import { test } from "node:test";
import {
  askedProvenance,
  type ConversationNode,
  questionNode,
  replyNode,
  rootNode,
} from "@grok/conversation";
import { unreadFrom } from "../effects/keep-unread.ts";
import type { Action } from "./action.ts";
import { defaultLook } from "./look.ts";
import { newWorkspace, reduce, type Workspace } from "./workspace.ts";

const id = (tail: number) => `0197f000-0000-7000-8000-${`${tail}`.padStart(12, "0")}`;
const conversationId = id(1);
const root = rootNode({ id: conversationId, rootId: id(2), createdAtMs: 1 });
const question = questionNode({ id: id(3), createdAtMs: 2 }, root, "Why?");
const made = askedProvenance({ modelAsked: "grok", mode: "regular", think: false });
const reply = replyNode({ id: id(4), createdAtMs: 3 }, question, made);
const ended: ConversationNode = { ...reply, status: "done", parts: [{ type: "text", text: "Because." }] };
const saved = { viewId: "v", draft: "", queue: [], anchorId: null, editing: null };

const after = (workspace: Workspace, ...actions: Action[]) => actions.reduce(reduce, workspace);
const end: Action = {
  type: "changes-arrived",
  changes: [
    {
      type: "run-events",
      number: 0,
      runId: reply.id,
      conversationId,
      events: [{ type: "ended", seq: 1, node: ended }],
    },
  ],
};
const asked = after(
  newWorkspace(defaultLook),
  { type: "conversation-begun", paneId: "1", root, saved },
  { type: "run-asked", paneId: "1", nodes: [question, reply], reply, stay: false, fromDraft: null },
);
const unreadOf = ({ unread }: Workspace) => [...(unread.nodes[conversationId] ?? [])];

test("a reply that ends on the screen is read", () => {
  assert.deepEqual(unreadOf(after(asked, end)), []);
});

test("a reply that ends in a hidden tab is unread until the tab is seen", () => {
  const hidden = after(asked, { type: "tab-seen", seen: false }, end);
  assert.deepEqual(unreadOf(hidden), [reply.id]);
  assert.deepEqual(unreadOf(after(hidden, { type: "tab-seen", seen: true })), []);
});

test("a reply that ends while the pane shows another conversation is unread until one returns", () => {
  const other = rootNode({ id: id(11), rootId: id(12), createdAtMs: 1 });
  const away = after(asked, { type: "conversation-begun", paneId: "1", root: other, saved }, end);
  assert.deepEqual(unreadOf(away), [reply.id]);
  assert.deepEqual(unreadOf(after(away, { type: "pane-shown", paneId: "1", conversationId })), []);
});

test("a reply on a branch that no pane shows is unread until the cursor comes to it", () => {
  const elsewhere = after(asked, { type: "cursor-moved", paneId: "1", conversationId, leafId: root.id }, end);
  assert.deepEqual(unreadOf(elsewhere), [reply.id]);
  const there: Action = { type: "cursor-moved", paneId: "1", conversationId, leafId: reply.id };
  assert.deepEqual(unreadOf(after(elsewhere, there)), []);
});

test("what storage held and is no pair of ids is left out", () => {
  assert.deepEqual(unreadFrom([[conversationId, reply.id], ["x", "y"], 3, null, [1, 2]]), [
    [conversationId, reply.id],
  ]);
  assert.deepEqual(unreadFrom("nonsense"), []);
});
