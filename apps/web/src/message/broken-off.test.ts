import assert from "node:assert/strict";
import { test } from "node:test";
import { type ConversationNode, questionNode, replyNode, rootNode } from "@grok/conversation";
import { brokeOff, canBeContinued } from "./broken-off.ts";

const root = rootNode({ id: "c", rootId: "r", createdAtMs: 0 });
const question = questionNode({ id: "q", createdAtMs: 0 }, root, "Why?");
const reply = (more: Partial<ConversationNode>): ConversationNode => ({
  ...replyNode({ id: "a", createdAtMs: 0 }, question),
  status: "done",
  parts: [{ type: "text", text: "Because" }],
  ...more,
});
const finished = (finishReason: string) => ({ finishReason }) as ConversationNode["provenance"];

test("a reply that was cut can be continued, one that ended by itself cannot", () => {
  assert.equal(canBeContinued(reply({ provenance: finished("length") })), true);
  assert.equal(canBeContinued(reply({ provenance: finished("context-full") })), true);
  assert.equal(canBeContinued(reply({ status: "stopped" })), true);
  assert.equal(canBeContinued(reply({ status: "interrupted" })), true);
  assert.equal(canBeContinued(reply({ provenance: finished("stop") })), false);
});

test("nothing can be continued that is empty, still running, or a question", () => {
  assert.equal(canBeContinued(reply({ status: "failed", parts: [] })), false);
  assert.equal(canBeContinued(reply({ status: "running" })), false);
  assert.equal(canBeContinued(question), false);
});

test("only what nobody wanted counts as broken off", () => {
  assert.equal(brokeOff(reply({ status: "failed" })), true);
  assert.equal(brokeOff(reply({ status: "interrupted" })), true);
  assert.equal(brokeOff(reply({ status: "stopped" })), false);
});
