import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createLlamaProvider } from "@grok/llama";
import type { ChatMessage } from "@grok/model";
import { ask } from "../ask.ts";
import { testModel } from "./test-model.ts";

const model = testModel();
const provider = createLlamaProvider({ models: () => [model], contextTokens: 1024 });
after(() => provider.dispose());

const question: ChatMessage = { role: "user", text: "Write a long story about the sea." };

test("continuing an answer that was cut off evaluates only its last token and writes what is new", async () => {
  const sampling = { temperature: 0 };
  const cut = await ask(provider, { messages: [question], sampling, outputTokensMax: 20 });
  assert.equal(cut.finish?.reason, "length");
  const begun: ChatMessage = {
    role: "assistant",
    text: cut.text,
    generated: { modelDigest: model.digest, tokens: cut.finish.tokens ?? [] },
  };
  const more = await ask(provider, {
    messages: [question, begun],
    continueLast: true,
    sampling,
    outputTokensMax: 10,
  });
  assert.ok(more.finish, more.error?.message);
  const { promptTokens, cachedTokens } = more.finish.usage;
  assert.equal(promptTokens, cut.finish.usage.promptTokens + 20);
  assert.equal(promptTokens - cachedTokens, 1);
  assert.ok(more.text.length > 0);
  assert.notEqual(more.text.slice(0, 10), cut.text.slice(0, 10));
});

test("a text that was edited is continued from the edit", async () => {
  const begun: ChatMessage = { role: "assistant", text: "The captain counted his ships: one, two, three," };
  const more = await ask(provider, {
    messages: [question, begun],
    continueLast: true,
    sampling: { temperature: 0 },
    outputTokensMax: 6,
  });
  assert.ok(more.text.length > 0, more.error?.message);
});
