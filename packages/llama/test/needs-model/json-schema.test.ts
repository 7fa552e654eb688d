import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createLlamaProvider } from "@grok/llama";
import { type JsonSchema, matchesJsonSchema } from "@grok/model";
import { ask } from "../ask.ts";
import { testModel } from "./test-model.ts";

const model = testModel();
const provider = createLlamaProvider({ models: () => [model], contextTokens: 2048 });
after(() => provider.dispose());

const questions: JsonSchema = {
  type: "object",
  properties: {
    questions: {
      type: "array",
      items: { type: "string", minLength: 8, maxLength: 90 },
      minItems: 2,
      maxItems: 3,
    },
  },
  required: ["questions"],
  additionalProperties: false,
};

test("a small model proposes two or three questions in a form that parses", async () => {
  const text = "The tides come from the pull of the moon. Suggest follow-up questions as JSON.";
  const answers = await Promise.all(
    [0, 0.3, 0.8, 1.2].map((temperature, seed) =>
      ask(provider, {
        messages: [{ role: "user", text }],
        jsonSchema: questions,
        sampling: { temperature, seed },
      }),
    ),
  );
  for (const { text, finish, error } of answers) {
    assert.equal(finish?.reason, "stop", error?.message);
    assert.ok(matchesJsonSchema(JSON.parse(text), questions), text);
  }
});

test("text of any script and emoji can be said", async () => {
  const jsonSchema: JsonSchema = { type: "string", const: "潮汐 ، मौसम และ 🌊👩‍🚀 é" };
  const answer = await ask(provider, { messages: [{ role: "user", text: "Say it." }], jsonSchema });
  assert.equal(answer.finish?.reason, "stop", answer.error?.message);
  assert.equal(JSON.parse(answer.text), jsonSchema.const);
});

test("a schema takes no answer's prefix from the next one", async () => {
  const messages = [{ role: "user" as const, text: "Name a colour of the sea." }];
  const limit = { outputTokensMax: 12, sampling: { temperature: 0 } };
  const before = await ask(provider, { messages, ...limit });
  await ask(provider, { messages, jsonSchema: questions, ...limit });
  const again = await ask(provider, { messages, ...limit });
  assert.equal(again.text, before.text);
  assert.ok((again.start?.cachedTokens ?? 0) > 0);
});
