import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createLlamaProvider } from "@grok/llama";
import type { ChatMessage } from "@grok/model";
import { ask } from "../ask.ts";
import { testModel } from "./test-model.ts";

const model = testModel();
const contextTokens = 256;
const provider = createLlamaProvider({ models: () => [model], contextTokens, sequences: 2 });
after(() => provider.dispose());

const story: ChatMessage = {
  role: "user",
  text: "Write a long story about the sea, with many people in it.",
};
const words = (count: number): ChatMessage => ({ role: "user", text: "sea ".repeat(count) });

test("a prompt that does not fit is refused with both numbers", async () => {
  const { error } = await ask(provider, { messages: [words(400)] });
  const { tokens } = await provider.countTokens(model.id, [words(400)]);
  assert.equal(error?.code, "context-full");
  assert.match(error.message, new RegExp(`\\b${tokens} tokens.*\\b${contextTokens}\\b`));
});

test("an answer that fills the context ends there, with every place used and nothing shifted", async () => {
  const filler = words(150);
  // Sampled hot, so that neither the model's own end nor a loop comes first.
  const sampling = { temperature: 3, minP: 0 };
  const answer = await ask(provider, {
    messages: [filler, { role: "assistant", text: "Yes." }, story],
    sampling,
  });
  assert.ok(answer.finish, answer.error?.message);
  const { promptTokens, outputTokens } = answer.finish.usage;
  if (answer.finish.reason === "context-full") assert.equal(promptTokens + outputTokens, contextTokens);
  else assert.ok(promptTokens + outputTokens < contextTokens);

  // Had anything been shifted, the state would no longer begin like this prompt.
  const again = await ask(provider, {
    messages: [filler, { role: "assistant", text: "Yes." }, story],
    outputTokensMax: 1,
  });
  assert.equal(again.finish?.usage.cachedTokens, promptTokens - 1);
});

test("a prompt that leaves one place gets one token", async () => {
  let count = 150;
  const tokensOf = async () => (await provider.countTokens(model.id, [words(count)])).tokens;
  while ((await tokensOf()) < contextTokens - 1) count++;
  const answer = await ask(provider, { messages: [words(count)] });
  assert.equal(answer.finish?.usage.promptTokens, contextTokens - 1);
  assert.ok(answer.finish.usage.outputTokens <= 1);
});
