import assert from "node:assert/strict";
import { test } from "node:test";
import { holdToTools } from "./hold-to-tools.ts";
import type { FinishReason, ModelPart } from "./model-part.ts";
import type { ToolChoice, ToolDefinition } from "./tool.ts";

const usage = { promptTokens: 0, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0 };
const tools: ToolDefinition[] = [
  { name: "look", parameters: { type: "object", properties: { at: { type: "integer" } }, required: ["at"] } },
];

async function last(
  calls: readonly (readonly [name: string, ...input: string[]])[],
  reason: FinishReason = "tool-calls",
  choice?: ToolChoice,
): Promise<ModelPart | undefined> {
  async function* parts(): AsyncGenerator<ModelPart> {
    for (const [index, [name, ...input]] of calls.entries()) {
      yield { type: "tool-input-start", id: `${index}`, name };
      for (const text of input) yield { type: "tool-input-delta", id: `${index}`, text };
      yield { type: "tool-input-end", id: `${index}` };
    }
    yield { type: "finish", reason, usage };
  }
  return (await Array.fromAsync(holdToTools(parts(), tools, choice))).at(-1);
}

test("calls of the schema pass, and so do those of an answer that was cut", async () => {
  assert.equal(
    (
      await last([
        ["look", '{"at"', ":1}"],
        ["look", '{"at":2}'],
      ])
    )?.type,
    "finish",
  );
  assert.equal((await last([["look", '{"at"']], "length"))?.type, "finish");
  assert.equal((await last([], "stop"))?.type, "finish");
});

test("calls that are none, and a call that was not made, are told", async () => {
  const wrong: [Parameters<typeof last>, RegExp][] = [
    [[[["look", "{}"]]], /of the input of look \/at is missing/],
    [[[["look", '{"at"']]], /not JSON/],
    [[[["listen", "{}"]]], /no tool "listen"/],
    [[[], "stop", "required"], /called none/],
    [[[["look", '{"at":1}']], "tool-calls", { name: "other" }], /another tool/],
  ];
  for (const [args, says] of wrong) {
    const part = await last(...args);
    assert.ok(part?.type === "error" && part.error.code === "bad-answer");
    assert.match(part.error.message, says);
  }
});
