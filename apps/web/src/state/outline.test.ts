import assert from "node:assert/strict";
import { test } from "node:test";
import type { NodeOutline } from "@grok/conversation";
import { noOutlines, reduceOutlines } from "./outline.ts";

const conversationId = "c";
const node: NodeOutline = {
  id: "n",
  preview: "Hello",
  chars: 5,
  mode: null,
  modelName: "",
  name: "",
  bookmarked: false,
};

test("an outline is read, kept while it is read again, and stale after changes were missed", () => {
  let outlines = reduceOutlines(noOutlines, { type: "outline-requested", conversationId });
  assert.equal(outlines.c?.phase, "reading");
  outlines = reduceOutlines(outlines, { type: "outline-arrived", conversationId, nodes: [node] });
  assert.equal(outlines.c?.nodes.get("n")?.preview, "Hello");
  const hello = { type: "hello", number: 0, epoch: "e", after: 0 } as const;
  assert.equal(
    reduceOutlines(outlines, { type: "changes-arrived", changes: [{ ...hello, reset: false }] }),
    outlines,
  );
  outlines = reduceOutlines(outlines, { type: "changes-arrived", changes: [{ ...hello, reset: true }] });
  assert.equal(outlines.c?.phase, "stale");
  assert.equal(outlines.c?.nodes.size, 1);
  outlines = reduceOutlines(outlines, { type: "outline-failed", conversationId });
  assert.equal(outlines.c?.phase, "failed");
});

test("what is closed and opened in one tree is left alone in others", () => {
  let outlines = reduceOutlines(noOutlines, {
    type: "branches-closed",
    conversationId,
    ids: ["a", "b"],
    closed: true,
  });
  outlines = reduceOutlines(outlines, { type: "branches-closed", conversationId, ids: ["a"], closed: false });
  outlines = reduceOutlines(outlines, { type: "run-opened", conversationId: "d", ids: ["x"], open: true });
  assert.deepEqual([...(outlines.c?.closed ?? [])], ["b"]);
  assert.deepEqual([...(outlines.c?.opened ?? [])], []);
  assert.deepEqual([...(outlines.d?.opened ?? [])], ["x"]);
});
