import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createLlamaProvider } from "@grok/llama";
import type { ChatMessage } from "@grok/model";
import { ask } from "../ask.ts";
import { testModel } from "./test-model.ts";

const model = testModel();
const provider = createLlamaProvider({ models: () => [model], contextTokens: 2048 });
after(() => provider.dispose());

const system: ChatMessage = { role: "system", text: "You are a helpful AI assistant named Grok." };
const question: ChatMessage = {
  role: "user",
  text: "Which seas are there around Denmark? Name them in one sentence.",
};
const sampling = { temperature: 0 };

/** How many tokens of its prompt an answer evaluated. */
async function evaluated(messages: readonly ChatMessage[], more: { outputTokensMax?: number } = {}) {
  const answer = await ask(provider, { messages, sampling, affinity: "c", outputTokensMax: 24, ...more });
  assert.ok(answer.start && answer.finish, answer.error?.message);
  const { promptTokens, cachedTokens } = answer.finish.usage;
  assert.deepEqual([answer.start.promptTokens, answer.start.cachedTokens], [promptTokens, cachedTokens]);
  const reply: ChatMessage = {
    role: "assistant",
    text: answer.text,
    generated: { modelDigest: model.digest, tokens: answer.finish.tokens ?? [] },
  };
  return { tokens: promptTokens - cachedTokens, promptTokens, reply, answer };
}

test("a next turn evaluates only what is new, asking again one token, a sibling question its own", async () => {
  const first = await evaluated([system, question]);
  assert.equal(first.tokens, first.promptTokens);

  const again = await evaluated([system, question]);
  assert.equal(again.tokens, 1);

  const next: ChatMessage = { role: "user", text: "And which of them is the deepest?" };
  const second = await evaluated([system, question, again.reply, next]);
  const before = again.promptTokens + (again.reply.generated?.tokens.length ?? 0);
  // All that was read and written is there, but for the last token if nothing came after it.
  assert.ok(second.tokens <= second.promptTokens - before + 1, `${second.tokens} of ${second.promptTokens}`);

  const sibling = await evaluated([system, question, again.reply, { role: "user", text: "Thank you." }]);
  assert.ok(sibling.tokens < 20, `${sibling.tokens} of ${sibling.promptTokens}`);
});

test("without the generated ids an answer still counts as far as its text is tokenised alike", async () => {
  const first = await evaluated([system, { role: "user", text: "Say a word about Norway." }]);
  const messages: ChatMessage[] = [
    system,
    { role: "user", text: "Say a word about Norway." },
    { role: "assistant", text: first.reply.text },
    { role: "user", text: "Thank you." },
  ];
  const second = await evaluated(messages);
  assert.ok(second.tokens < second.promptTokens - 20, `${second.tokens} of ${second.promptTokens}`);
});

test("ids of another model are not used", async () => {
  const foreign: ChatMessage = {
    role: "assistant",
    text: "Yes.",
    generated: { modelDigest: "other", tokens: [5, 6, 7] },
  };
  const own: ChatMessage = { role: "assistant", text: "Yes." };
  const ask: ChatMessage[] = [question, foreign, { role: "user", text: "Why?" }];
  const counted = await provider.countTokens(model.id, ask);
  assert.deepEqual(
    counted,
    await provider.countTokens(model.id, [question, own, { role: "user", text: "Why?" }]),
  );
});

test("going on from a reused beginning gives the same answer as from nothing", async () => {
  const messages: ChatMessage[] = [system, { role: "user", text: "What is the capital of France?" }];
  const reused = await evaluated(messages);
  const twice = await evaluated(messages);
  assert.equal(twice.tokens, 1);
  // Greedy and alone: the first words are far from any tie.
  assert.equal(twice.answer.text.slice(0, 12), reused.answer.text.slice(0, 12));
});
