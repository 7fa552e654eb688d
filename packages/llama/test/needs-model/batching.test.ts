import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createLlamaProvider } from "@grok/llama";
import { ask } from "../ask.ts";
import { testModel } from "./test-model.ts";

const model = testModel();
const provider = createLlamaProvider({ models: () => [model], contextTokens: 1024, sequences: 4 });
after(() => provider.dispose());

const outputTokensMax = 24;
/** Counting asks for little else than writing, so the answers are equally long. */
const request = (index: number) => ({
  messages: [
    { role: "user" as const, text: `Story ${index}: write a long story about the sea and its ships.` },
  ],
  outputTokensMax,
});

test("four answers at once share native decodes", async () => {
  await provider.load(model.id);
  const decodes = () => provider.stats()[0]?.work.decodeCalls ?? 0;
  await ask(provider, request(0));
  const alone = decodes();
  const answers = await Promise.all([1, 2, 3, 4].map((index) => ask(provider, request(index))));
  const together = decodes() - alone;
  const written = answers.reduce((sum, answer) => sum + (answer.finish?.usage.outputTokens ?? 0), 0);
  assert.ok(written > outputTokensMax, `${written} tokens were written`);
  assert.ok(
    together < written / 2,
    `${together} decodes for ${written} tokens, ${alone} for one answer alone`,
  );
});

test("more answers than sequences wait their turn and all end", async () => {
  const answers = await Promise.all(Array.from({ length: 9 }, (_, index) => ask(provider, request(index))));
  for (const answer of answers) assert.ok(answer.finish, answer.error?.message);
  assert.equal(provider.stats()[0]?.answers, 0);
});

test("a short question is answered while a long prompt is being read", async () => {
  const long = "The people of the village went down to the sea in the morning. ".repeat(50);
  const order: string[] = [];
  const slow = ask(provider, { messages: [{ role: "user", text: long }], outputTokensMax: 2 }).then(() =>
    order.push("long"),
  );
  const quick = ask(provider, { messages: [{ role: "user", text: "Hello" }], outputTokensMax: 2 }).then(() =>
    order.push("short"),
  );
  await Promise.all([slow, quick]);
  assert.deepEqual(order, ["short", "long"]);
});
