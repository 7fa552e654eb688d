// Vercel's AI SDK against this server: xAI's own provider (responses, with strict schemas of every event), and the one
// for any OpenAI-compatible address (chat).
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { createXai } from "@ai-sdk/xai";
import type { ModelPart } from "@grok/model";
import { generateText, Output, stepCountIs, streamText, tool } from "ai";
import { z } from "zod";
import { TestServer } from "../test-server.ts";

const server = await TestServer.start();
after(() => TestServer.disposeAll());
const xai = createXai({ baseURL: `${server.url}/xai/v1`, apiKey: "none-needed" });
const compatible = createOpenAICompatible({
  name: "grok",
  baseURL: `${server.url}/v1`,
  includeUsage: true,
  supportsStructuredOutputs: true,
});
const usage = { promptTokens: 12, cachedTokens: 8, outputTokens: 5, reasoningTokens: 2 };
const models = {
  "responses of xAI's provider": xai.responses("grok"),
  "chat of a compatible address": compatible("grok"),
};
/** What such schemas have most often. */
const place = z.object({
  city: z.string(),
  days: z.int().min(1).optional(),
  until: z.iso.datetime().optional(),
  at: z.tuple([z.number(), z.number()]).optional(),
  shares: z.record(z.string(), z.number()).optional(),
});
const weather = tool({
  description: "Tells the weather.",
  inputSchema: place,
  execute: async ({ city }) => `Rain in ${city}`,
});

/** Calls the tool first, and answers once it has its result. */
server.engine.script = (request) => {
  const start: ModelPart = { type: "start", modelId: "small", promptTokens: 12, warnings: [] };
  const result = request.messages.at(-1);
  if (request.tools && result?.role !== "tool")
    return [
      start,
      { type: "reasoning-start", id: "r" },
      { type: "reasoning-delta", id: "r", text: "Hm." },
      { type: "reasoning-end", id: "r" },
      { type: "tool-input-start", id: "call_1", name: "weather" },
      { type: "tool-input-delta", id: "call_1", text: '{"city":"Oslo"}' },
      { type: "tool-input-end", id: "call_1" },
      { type: "finish", reason: "tool-calls", usage },
    ];
  const text = request.jsonSchema ? '{"city":"Oslo"}' : `Said: ${result?.text}`;
  return [
    start,
    { type: "text-start", id: "1" },
    { type: "text-delta", id: "1", text: text.slice(0, 5) },
    { type: "text-delta", id: "1", text: text.slice(5) },
    { type: "text-end", id: "1" },
    { type: "finish", reason: "stop", usage },
  ];
};

for (const [name, model] of Object.entries(models)) {
  test(`${name}: a whole answer with usage`, async () => {
    const answer = await generateText({ model, prompt: "Hello", maxRetries: 0 });
    assert.equal(answer.text, "Said: Hello");
    assert.equal(answer.finishReason, "stop");
    assert.equal(answer.usage.inputTokens, 12);
    assert.equal(answer.usage.inputTokenDetails.cacheReadTokens, 8);
    assert.deepEqual(answer.warnings, []);
  });

  test(`${name}: a stream without a single faulty event`, async () => {
    const parts = [];
    const answer = streamText({ model, prompt: "Hello", maxRetries: 0, onError: () => {} });
    for await (const part of answer.fullStream) parts.push(part);
    assert.deepEqual(
      parts.filter(({ type }) => type === "error"),
      [],
    );
    assert.equal(await answer.text, "Said: Hello");
    assert.equal((await answer.usage).outputTokens, 5);
  });

  test(`${name}: tools in a loop, whole and streamed`, async () => {
    const asked = { model, prompt: "Weather?", tools: { weather }, stopWhen: stepCountIs(3), maxRetries: 0 };
    const whole = await generateText(asked);
    assert.equal(whole.text, "Said: Rain in Oslo");
    assert.equal(whole.steps[0]?.reasoningText, "Hm.");
    const streamed = streamText({ ...asked, onError: () => {} });
    assert.equal(await streamed.text, "Said: Rain in Oslo");
  });

  test(`${name}: an answer in the form of a schema`, async () => {
    const output = Output.object({ schema: place });
    const { output: found } = await generateText({ model, prompt: "Where?", output, maxRetries: 0 });
    assert.deepEqual(found, { city: "Oslo" });
  });

  test(`${name}: a refusal is an error with its words`, async () => {
    const unknown = name.startsWith("responses") ? xai.responses("gpt-9") : compatible("gpt-9");
    await assert.rejects(generateText({ model: unknown, prompt: "Hello", maxRetries: 0 }), {
      statusCode: 404,
      message: /The model "gpt-9" does not exist here/,
    });
  });
}
