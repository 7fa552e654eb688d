import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createLlamaProvider } from "@grok/llama";
import type { GenerateRequest, ToolDefinition } from "@grok/model";
import { collectParts, reasonOf } from "@grok/model/collect-parts";
import { testModel } from "./test-model.ts";

const model = testModel();
const provider = createLlamaProvider({ models: () => [model], contextTokens: 2048 });
after(() => provider.dispose());

const tools: readonly ToolDefinition[] = [
  {
    name: "get_weather",
    description: "The weather of a city now.",
    parameters: {
      type: "object",
      properties: {
        city: { type: "string", maxLength: 40 },
        unit: { enum: ["celsius", "fahrenheit"] },
        day: { type: "string", format: "date" },
      },
      required: ["city", "unit"],
      additionalProperties: false,
    },
  },
  {
    name: "get_time",
    description: "The time of a city now.",
    parameters: {
      type: "object",
      properties: { city: { type: "string", pattern: "^[A-Z][a-z]{1,20}$" } },
      required: ["city"],
      additionalProperties: false,
    },
  },
];
const ask = (request: Partial<GenerateRequest>) =>
  collectParts(
    provider.generate({
      modelId: model.id,
      messages: [{ role: "user", text: "What is the weather in Paris?" }],
      tools,
      outputTokensMax: 160,
      ...request,
    }),
  );

test("the smallest model calls a tool rightly wherever it must, one call or several", async () => {
  const answers = await Promise.all([
    ask({ toolChoice: "required", sampling: { temperature: 1.5, seed: 1 } }),
    ask({ toolChoice: { name: "get_time" }, sampling: { temperature: 0.8, seed: 2 } }),
    ask({ toolChoice: { name: "get_weather" }, parallelToolCalls: false, sampling: { temperature: 0 } }),
  ]);
  for (const answer of answers) {
    assert.equal(reasonOf(answer), "tool-calls");
    assert.equal(answer.text, "");
    assert.ok(answer.toolCalls.length > 0);
  }
  assert.equal(answers[1]?.toolCalls[0]?.name, "get_time");
  assert.equal(answers[2]?.toolCalls.length, 1);
});

test("a result that is told back is answered", async () => {
  const { toolCalls } = await ask({ toolChoice: { name: "get_weather" }, parallelToolCalls: false });
  const answer = await ask({
    messages: [
      { role: "user", text: "What is the weather in Paris?" },
      { role: "assistant", text: "", toolCalls },
      { role: "tool", text: '{"sky":"rain","degrees":12}', toolCallId: toolCalls[0]!.id },
    ],
    toolChoice: "none",
    sampling: { temperature: 0 },
    outputTokensMax: 16,
  });
  assert.ok(["stop", "length"].includes(reasonOf(answer)));
  assert.ok(answer.text.length > 0 && !answer.text.includes("<tool_call>"), answer.text);
});
