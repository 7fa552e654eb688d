import assert from "node:assert/strict";
import { test } from "node:test";
import { questionNode, rootNode } from "@grok/conversation";
import { estimatedHeight } from "./estimated-height.ts";
import { fileName } from "./save-blob.ts";

const root = rootNode({ id: "c", rootId: "r", createdAtMs: 0 });
const asked = (text: string) =>
  estimatedHeight("user", questionNode({ id: "q", createdAtMs: 0 }, root, text));

test("longer messages are taken to be taller, unread ones to be of middling height", () => {
  assert.ok(asked("Why?") < asked("Why ".repeat(100)));
  assert.ok(asked("a\nb\nc\nd") > asked("abcd"));
  assert.ok(estimatedHeight("assistant", undefined) > estimatedHeight("user", undefined));
});

test("a title becomes a name that every file system takes", () => {
  assert.equal(fileName('Why: a/b\\c "d"?\u0007.md'), "Why a b c d .md");
  assert.equal(fileName("///"), "conversation");
});
