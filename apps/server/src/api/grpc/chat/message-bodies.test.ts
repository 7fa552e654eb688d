import assert from "node:assert/strict";
import { test } from "node:test";
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { xai } from "@grok/protocol";
import { messageBodies } from "./message-bodies.ts";

const { ROLE_USER, ROLE_ASSISTANT, ROLE_TOOL } = xai.MessageRole;
const message = (
  role: xai.MessageRole,
  text: string,
  more: MessageInitShape<typeof xai.MessageSchema> = {},
) => create(xai.MessageSchema, { role, content: [{ content: { case: "text", value: text } }], ...more });
const call = (id: string, type: xai.ToolCallType) => ({
  id,
  type,
  tool: { case: "function" as const, value: { name: "look", arguments: "{}" } },
});

test("what the server's own tools did is left out of what is sent again, the client's calls are not", () => {
  const bodies = messageBodies([
    message(ROLE_USER, "Hi"),
    message(ROLE_ASSISTANT, "Found it.", {
      toolCalls: [call("s", xai.ToolCallType.X_SEARCH_TOOL), call("c", xai.ToolCallType.CLIENT_SIDE_TOOL)],
    }),
    message(ROLE_TOOL, "posts", { toolCallId: "s" }),
    message(ROLE_TOOL, "mine"),
  ]);
  const text = (value: string) => [{ type: "text", text: value }];
  assert.deepEqual(bodies, [
    { role: "user", content: text("Hi") },
    {
      role: "assistant",
      content: text("Found it."),
      tool_calls: [{ id: "c", type: "function", function: { name: "look", arguments: "{}" } }],
    },
    { role: "tool", content: text("mine"), tool_call_id: "c" },
  ]);
});

test("a message without a role, and what was encrypted elsewhere, are refused with their place", () => {
  assert.throws(() => messageBodies([message(xai.MessageRole.INVALID_ROLE, "x")]), {
    param: "messages[0].role",
  });
  const sealed = create(xai.MessageSchema, { role: ROLE_USER, encryptedContent: "abc" });
  assert.throws(() => messageBodies([sealed]), {
    code: "not-supported",
    param: "messages[0].encrypted_content",
  });
});
