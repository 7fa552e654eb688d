import assert from "node:assert/strict";
import { test } from "node:test";
import { Code, ConnectError } from "@connectrpc/connect";
import { ConversationError } from "@grok/conversation";
import { RunError } from "@grok/runs";
import { toConnectError } from "./error-codes.ts";

test("a known error keeps its words and carries its stable code", () => {
  const error = toConnectError(new ConversationError("wrong-place", "node a hangs from a node of b"));
  assert.equal(error.code, Code.InvalidArgument);
  assert.equal(error.rawMessage, "node a hangs from a node of b");
  assert.equal(error.metadata.get("grok-error-code"), "wrong-place");
  assert.equal(toConnectError(new RunError("too-many-runs", "32")).code, Code.ResourceExhausted);
});

test("an unknown error says nothing of itself", () => {
  const error = toConnectError(new TypeError("cannot read property secret of undefined"));
  assert.equal(error.code, Code.Internal);
  assert.ok(!error.message.includes("secret"));
  assert.equal(error.metadata.get("grok-error-code"), "internal");
});

test("an error of the wire stays what it is", () => {
  const error = new ConnectError("later", Code.Unavailable);
  assert.equal(toConnectError(error), error);
});
