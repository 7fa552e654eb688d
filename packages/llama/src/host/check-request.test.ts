import assert from "node:assert/strict";
import { test } from "node:test";
import type { GenerateRequest, ModelSpec } from "@grok/model";
import { checkLength, checkRequest } from "./check-request.ts";

const spec: ModelSpec = {
  id: "small",
  title: "Small",
  path: "/models/small.gguf",
  digest: "d",
  bytes: 1,
  contextTokensMax: 8192,
  kvBytesPerToken: 1,
  stateBytes: 0,
  languages: [],
  abilities: [],
  sampling: { temperature: 0.3, minP: 0.1 },
  stop: [],
  reasoning: "none",
};
const request: GenerateRequest = { modelId: "small", messages: [{ role: "user", text: "Hello" }] };

test("single fields of the model's sampling are overridden, undefined ones are not", () => {
  const { sampling } = checkRequest({ ...request, sampling: { minP: undefined, topK: 5 } as object }, spec);
  assert.deepEqual(sampling, { temperature: 0.3, minP: 0.1, topK: 5 });
});

const refused: [what: string, change: Partial<GenerateRequest>, says: RegExp][] = [
  ["no messages", { messages: [] }, /at least one message/],
  ["only a system message", { messages: [{ role: "system", text: "Hi" }] }, /one of the user/],
  [
    "a late system message",
    { messages: [...request.messages, { role: "system", text: "Hi" }] },
    /only as the first/,
  ],
  ["continuing a question", { continueLast: true }, /continueLast/],
  ["no output at all", { outputTokensMax: 0 }, /outputTokensMax/],
  ["a negative temperature", { sampling: { temperature: -1 } }, /sampling\.temperature/],
];
for (const [what, change, says] of refused) {
  test(`${what}: refused with a message that says why`, () => {
    assert.throws(() => checkRequest({ ...request, ...change }, spec), {
      code: "bad-request",
      message: says,
    });
  });
}

test("texts that can never fit are refused before they are tokenised", () => {
  const texts = ["a".repeat(64 * 100), "a"];
  assert.throws(() => checkLength(texts, 100), {
    code: "context-full",
    message: /6401 characters.*100 tokens/,
  });
  checkLength(texts, 101);
});
