import assert from "node:assert/strict";
import { test } from "node:test";
import { toolFields, wireMessage } from "./tool-fields.ts";

const tool = { name: "look", parameters: { type: "object", properties: {} } } as const;
const request = { modelId: "m", messages: [] };

test("calls and results are messages of their own", () => {
  const toolCalls = [{ id: "c1", name: "look", input: '{"a":1}' }];
  const call = { id: "c1", type: "function", function: { name: "look", arguments: '{"a":1}' } };
  assert.deepEqual(wireMessage({ role: "assistant", text: "", toolCalls }), {
    role: "assistant",
    content: null,
    tool_calls: [call],
  });
  assert.equal(wireMessage({ role: "assistant", text: "Well.", toolCalls }).content, "Well.");
  assert.deepEqual(wireMessage({ role: "tool", text: "Rain", toolCallId: "c1" }), {
    role: "tool",
    tool_call_id: "c1",
    content: "Rain",
  });
});

test("tools are told with what is not the default, and a call that must be made is never left out", () => {
  assert.deepEqual(toolFields(request, []), []);
  const [tools, ...rest] = toolFields(request, [tool]);
  assert.deepEqual(tools?.value, [
    { type: "function", function: { name: "look", parameters: tool.parameters } },
  ]);
  assert.equal(tools.essential, undefined);
  assert.deepEqual(rest, []);
  const must = toolFields({ ...request, toolChoice: { name: "look" }, parallelToolCalls: false }, [tool]);
  assert.deepEqual(
    must.map(({ name, value, essential }) => [name, name === "tools" ? "" : value, essential]),
    [
      ["tools", "", true],
      ["tool_choice", { type: "function", function: { name: "look" } }, true],
      ["parallel_tool_calls", false, undefined],
    ],
  );
});
