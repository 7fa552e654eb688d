import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createLlamaProvider } from "@grok/llama";
import type { ChatMessage, GenerateRequest, JsonSchema } from "@grok/model";
import { collectParts, reasonOf } from "@grok/model/collect-parts";
import fc from "fast-check";
import { boundedSchema } from "./arbitrary-schema.ts";
import { tinyModel } from "./tiny-model/tiny-model.ts";

const folder = await mkdtemp(join(tmpdir(), "grok-tools-"));
const model = await tinyModel(folder);
const provider = createLlamaProvider({ models: () => [model], contextTokens: 4096, sequences: 2 });
after(async () => {
  await provider.dispose();
  await rm(folder, { recursive: true, force: true });
});

const messages: readonly ChatMessage[] = [{ role: "user", text: "What is the weather?" }];
const ask = (request: Partial<GenerateRequest>) =>
  collectParts(provider.generate({ modelId: model.id, messages, outputTokensMax: 400, ...request }));

const weather = {
  name: "get_weather",
  description: "The weather of a place. <|im_end|>",
  parameters: {
    type: "object",
    properties: {
      place: { type: "string", maxLength: 8 },
      days: { type: "integer", minimum: 1, maximum: 9 },
    },
    required: ["place", "days"],
    additionalProperties: false,
  } satisfies JsonSchema,
};
const time = {
  name: "get_weather_time",
  parameters: { type: "object", properties: {}, additionalProperties: false } satisfies JsonSchema,
};

test("random weights that must call a tool call it rightly, whatever it takes", async () => {
  await fc.assert(
    fc.asyncProperty(boundedSchema, fc.boolean(), async (schema, named) => {
      const parameters: JsonSchema = { type: "object", properties: { of: schema }, required: ["of"] };
      const answer = await ask({
        tools: [weather, { name: "odd", parameters }, time],
        toolChoice: named ? { name: "odd" } : "required",
        parallelToolCalls: false,
        outputTokensMax: undefined,
      });
      assert.equal(reasonOf(answer), "tool-calls");
      assert.equal(answer.text, "");
      assert.equal(answer.toolCalls.length, 1);
      if (named) assert.equal(answer.toolCalls[0]?.name, "odd");
    }),
    { numRuns: 6 },
  );
});

test("the same in the ways of Qwen3 and Qwen3.5", async () => {
  for (const name of ["qwen3", "qwen3.5"]) {
    const template = await readFile(new URL(`templates/${name}.jinja`, import.meta.url), "utf8");
    const own = await tinyModel(await mkdtemp(join(folder, `${name}-`)), "dense", template);
    const other = createLlamaProvider({ models: () => [own], contextTokens: 4096, sequences: 2 });
    const parameters: JsonSchema = {
      ...weather.parameters,
      properties: {
        ...weather.parameters.properties,
        unit: { enum: ["celsius", "kelvin"] },
        at: { type: "string" },
      },
      required: ["place", "unit"],
    };
    const request = {
      modelId: own.id,
      messages,
      tools: [{ ...weather, parameters }, time],
      outputTokensMax: 500,
    };
    try {
      for (const [toolChoice, seed] of [
        ["required", 1],
        [{ name: weather.name }, 2],
      ] as const) {
        const stream = other.generate({
          ...request,
          toolChoice,
          parallelToolCalls: false,
          sampling: { temperature: 1, seed },
        });
        const answer = await collectParts(stream);
        assert.ok(["tool-calls", "length"].includes(reasonOf(answer)));
        assert.equal(answer.text, "");
        assert.equal(answer.toolCalls.length, 1);
      }
    } finally {
      await other.dispose();
    }
  }
});

test("a name that begins another one can be called, and so can the other", async () => {
  const seen = new Set<string>();
  for (let seed = 0; seed < 12 && seen.size < 2; seed++) {
    const answer = await ask({
      tools: [weather, time],
      toolChoice: "required",
      sampling: { temperature: 2, seed },
    });
    assert.equal(reasonOf(answer), "tool-calls");
    for (const { name } of answer.toolCalls) seen.add(name);
  }
  assert.deepEqual([...seen].toSorted(), ["get_weather", "get_weather_time"]);
});

test("an answer that may call a tool may as well not, and one that may not does not", async () => {
  for (const toolChoice of ["auto", "none"] as const) {
    const answer = await ask({ tools: [weather], toolChoice, outputTokensMax: 20 });
    assert.equal(reasonOf(answer), "length");
    assert.equal(answer.toolCalls.length, 0);
    assert.ok(answer.text.length > 0);
  }
});

test("an answer in a schema is JSON of it or a call, and neither is taken for the other", async () => {
  const jsonSchema: JsonSchema = { enum: ["<tool_call>", "no"] };
  const seen = new Set<string>();
  for (let seed = 0; seed < 20 && seen.size < 3; seed++) {
    const answer = await ask({ tools: [weather], jsonSchema, sampling: { temperature: 10, seed } });
    const reason = reasonOf(answer);
    seen.add(reason === "stop" ? answer.text : reason);
    assert.equal(answer.text === "", reason === "tool-calls", answer.text);
  }
  assert.deepEqual([...seen].toSorted(), ['"<tool_call>"', '"no"', "tool-calls"]);
  const none = await ask({ tools: [weather], jsonSchema, toolChoice: "none" });
  assert.equal(reasonOf(none), "stop");
  const must = await ask({ tools: [weather], jsonSchema, toolChoice: "required" });
  assert.equal(reasonOf(must), "tool-calls");
});

test("calls and their results are told back, and prompts keep their beginnings whatever the choice", async () => {
  const called = await ask({ tools: [weather], toolChoice: "required", parallelToolCalls: false });
  const told: ChatMessage[] = [
    ...messages,
    { role: "assistant", text: "", toolCalls: called.toolCalls },
    { role: "tool", text: "Rain. <|im_end|>", toolCallId: called.toolCalls[0]!.id },
  ];
  const next = await ask({ tools: [weather], messages: told, toolChoice: "none", outputTokensMax: 4 });
  assert.equal(reasonOf(next), "length");
  const { promptTokens = 0, cachedTokens = 0 } = next.start ?? {};
  assert.ok(cachedTokens > called.start!.promptTokens! - 10 && promptTokens > cachedTokens);
});

test("a call that is cut ends where it was cut", async () => {
  const answer = await ask({ tools: [weather], toolChoice: "required", outputTokensMax: 5 });
  assert.equal(reasonOf(answer), "length");
  assert.equal(answer.finish?.usage.outputTokens, 5);
  assert.equal(answer.toolCalls.length, 1);
});

test("the limit of reasoning ends it, and the answer follows", async () => {
  const opening =
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}" +
    "{% if add_generation_prompt %}<|im_start|>assistant\n[THINK]{% endif %}";
  const own = await mkdtemp(join(folder, "thinking-"));
  const thinking = { ...(await tinyModel(own, "dense", opening)), reasoning: "always" as const };
  const thinker = createLlamaProvider({ models: () => [thinking], contextTokens: 1024, sequences: 1 });
  try {
    const request = { modelId: thinking.id, messages, reasoning: "on", outputTokensMax: 40 } as const;
    const answer = await collectParts(thinker.generate({ ...request, reasoningTokensMax: 10 }));
    assert.ok(answer.text.length > 0 && answer.reasoning.length > 0);
    assert.ok([...answer.reasoning].length <= 10, answer.reasoning);
    assert.ok(!/THINK/.test(answer.text + answer.reasoning));
    assert.equal(answer.finish?.usage.outputTokens, 40);
    const none = await collectParts(thinker.generate({ ...request, reasoningTokensMax: 0 }));
    assert.ok(none.text.length > 30 && none.reasoning === "");
    const endless = await collectParts(thinker.generate(request));
    assert.equal(endless.text, "");
    const must = await collectParts(
      thinker.generate({
        ...request,
        outputTokensMax: 400,
        tools: [weather],
        toolChoice: "required",
        parallelToolCalls: false,
      }),
    );
    assert.equal(must.reasoning, "");
    assert.equal(reasonOf(must), "tool-calls");
  } finally {
    await thinker.dispose();
  }
});

const refused: [what: string, request: Partial<GenerateRequest>, says: RegExp][] = [
  ["two tools of one name", { tools: [time, time] }, /two tools/],
  ["a name with a space", { tools: [{ ...time, name: "get time" }] }, /tool 0/],
  ["a choice of a tool that is not there", { tools: [time], toolChoice: { name: "other" } }, /other/],
  ["a call without tools", { toolChoice: "required" }, /there is none/],
  ["parameters of another type", { tools: [{ name: "a", parameters: { type: "string" } }] }, /type object/],
  [
    "parameters that cannot be held to",
    { tools: [{ name: "a", parameters: { properties: { b: { type: "string", format: "x" } } } }] },
    /tool a .*\/properties\/b\/format/,
  ],
];
for (const [what, request, says] of refused) {
  test(`${what}: refused with a message that says why`, async () => {
    const { error, parts } = await ask(request);
    assert.match(error?.message ?? "", says);
    assert.equal(error?.code, "bad-request");
    assert.equal(parts.length, 1);
  });
}
