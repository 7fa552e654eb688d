import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createLlamaProvider } from "@grok/llama";
import type { CompletionRequest, ModelPart, ModelSpec, TokenLogProbability } from "@grok/model";
import { openModel } from "../src/engine/open-model.ts";
import { tinyModel } from "./tiny-model/tiny-model.ts";

const folder = await mkdtemp(join(tmpdir(), "grok-completion-"));
const model = await tinyModel(folder);
const provider = createLlamaProvider({ models: () => [model], contextTokens: 512, sequences: 2 });
after(async () => {
  await provider.dispose();
  await rm(folder, { recursive: true, force: true });
});

async function complete(request: Omit<CompletionRequest, "modelId">, from = provider, { id } = model) {
  const parts = await Array.fromAsync(from.complete!({ modelId: id, ...request }));
  const prompt = parts.find((part) => part.type === "prompt");
  const deltas = parts.filter((part) => part.type === "text-delta");
  const last = parts.at(-1) as Extract<ModelPart, { type: "finish" | "error" }>;
  return {
    parts,
    prompt,
    text: deltas.map(({ text }) => text).join(""),
    choices: deltas.flatMap(({ logProbabilities = [] }) => logProbabilities),
    finish: last.type === "finish" ? last : undefined,
    error: last.type === "error" ? last.error : undefined,
  };
}

/** Natural log-probabilities behind each of `tokens`, by the book: a softmax over all logits of another context. */
async function expected(spec: ModelSpec, tokens: readonly number[]): Promise<Map<number, number>[]> {
  const settings = { path: spec.path, digest: spec.digest, contextTokens: 512, sequences: 1, threads: 1 };
  const { model: loaded } = await openModel(
    {
      ...settings,
      batchTokens: 512,
      branchCacheBytes: 0,
      kvBytesPerToken: 0,
      stateBytes: 0,
      reasoning: "none",
      stop: [],
    },
    { onLog: () => {}, onDecode: () => {} },
  );
  const context = await loaded.createContext({ contextSize: 512, sequences: 1, swaFullCache: true });
  const sequence = context.getSequence();
  const ask = { generateNext: { logits: true, options: { temperature: 0 } } } as const;
  type Input = Parameters<typeof sequence.controlledEvaluate>[0];
  const answers = await sequence.controlledEvaluate(tokens.map((token) => [token, ask]) as unknown as Input);
  const all = answers.map((answer) => {
    const logits = [...(answer?.next.logits ?? [])];
    const max = Math.max(...logits.map(([, logit]) => logit));
    const whole = max + Math.log(logits.reduce((sum, [, logit]) => sum + Math.exp(logit - max), 0));
    return new Map(logits.map(([token, logit]): [number, number] => [token, logit - whole]));
  });
  await loaded.dispose();
  return all;
}

/** `choices` stand behind `books`, one behind the other. */
function assertExact(choices: readonly TokenLogProbability[], books: readonly Map<number, number>[]): void {
  assert.equal(choices.length, books.length);
  for (const [index, { tokenId, logProbability, top }] of choices.entries()) {
    const book = books[index]!;
    const near = (got: number, want: number) => assert.ok(Math.abs(got - want) < 0.01, `${got}, not ${want}`);
    near(logProbability, book.get(tokenId)!);
    const likeliest = [...book.values()].toSorted((a, b) => b - a);
    for (const [rank, choice] of top.entries()) {
      near(choice.logProbability, book.get(choice.tokenId)!);
      near(choice.logProbability, likeliest[rank]!);
    }
  }
}

for (const shape of ["dense", "sliding-window", "hybrid"] as const) {
  test(`${shape}: log-probabilities of prompt and answer are those of the logits, whatever the sampling`, async () => {
    const spec = await tinyModel(folder, shape);
    const shaped = createLlamaProvider({ models: () => [spec], contextTokens: 512, sequences: 1 });
    try {
      const prompt = Array.from({ length: 75 }, (_, index) => 97 + ((index * index) % 26));
      const sampling = { temperature: 1.7, topK: 4, presencePenalty: 1, seed: 3 };
      const request = { prompt, echo: true, logProbabilities: { top: 3 }, sampling, outputTokensMax: 9 };
      const answer = await complete(request, shaped, spec);
      const given = answer.prompt?.logProbabilities ?? [];
      assert.equal(given[0]?.logProbability, Number.NaN);
      assert.deepEqual(
        given.map(({ tokenId }) => tokenId),
        prompt,
      );
      const tokens = [...prompt, ...answer.choices.map(({ tokenId }) => tokenId)];
      const books = await expected(spec, tokens);
      assertExact([...given.slice(1), ...answer.choices], books.slice(0, -1));
      assert.ok([...given.slice(1), ...answer.choices].every(({ top }) => top.length === 3));
      assert.equal(answer.choices.map(({ text }) => text).join(""), answer.text);

      // The same beside a state that is there already, which prompts with their probabilities must not rest on.
      const again = await complete({ ...request, outputTokensMax: 0 }, shaped, spec);
      assert.equal(again.finish?.usage.cachedTokens, 0);
      assertExact(again.prompt?.logProbabilities?.slice(1) ?? [], books.slice(0, prompt.length - 1));
      const plain = await complete({ ...request, echo: false }, shaped, spec);
      assert.equal(plain.finish?.usage.cachedTokens, prompt.length - 1);
      assertExact(plain.choices, books.slice(prompt.length - 1, -1));
    } finally {
      await shaped.dispose();
    }
  });
}

test("no answer: the prompt alone is read and given back", async () => {
  const answer = await complete({ prompt: "a <|im_end|> ü", echo: true, outputTokensMax: 0 });
  assert.equal(answer.prompt?.text, "a <|im_end|> ü");
  assert.deepEqual(answer.finish?.reason, "length");
  assert.deepEqual(answer.finish?.usage, {
    promptTokens: 15,
    cachedTokens: 0,
    outputTokens: 0,
    reasoningTokens: 0,
  });
  assert.equal(answer.parts.length, 3);
});

test("a text is written on without a template, 16 tokens unless told otherwise, up to a stop text", async () => {
  const whole = await complete({ prompt: "sea", sampling: { temperature: 0 } });
  assert.equal(whole.finish?.usage.promptTokens, 3);
  assert.equal(whole.finish?.usage.outputTokens, 16);
  const stop = whole.text.slice(3, 6);
  const stopped = await complete({ prompt: "sea", sampling: { temperature: 0 }, stop: [stop] });
  assert.equal(stopped.finish?.reason, "stop");
  assert.equal(stopped.text, whole.text.slice(0, whole.text.indexOf(stop)));
  const other = await complete({ prompt: [115, 101, 97], sampling: { temperature: 0 } });
  assert.equal(other.text, whole.text);
});

test("answers with and without log-probabilities at once do not disturb each other", async () => {
  const sampling = { temperature: 0 };
  const alone = await complete({ prompt: "the sea", sampling });
  const [one, other] = await Promise.all([
    complete({ prompt: "the sea", sampling }),
    complete({ prompt: "the sea", sampling, echo: true, logProbabilities: { top: 20 } }),
  ]);
  assert.equal(one.text, alone.text);
  assert.equal(other.text, alone.text);
  assert.equal(one.choices.length, 0);
  assert.equal(other.choices.length, 16);
});

test("log-probabilities of a chat come with the text that they belong to, also in a schema", async () => {
  const messages = [{ role: "user" as const, text: "Hi" }];
  // A seed with which this model of chance writes no control token: those have a probability and no text.
  const sampling = { seed: 1 };
  const ask = { modelId: model.id, messages, logProbabilities: { top: 2 }, outputTokensMax: 60, sampling };
  const jsonSchema = { type: "string", maxLength: 8 } as const;
  for (const request of [ask, { ...ask, jsonSchema }]) {
    const parts = await Array.fromAsync(provider.generate(request));
    for (const part of parts) {
      if (part.type !== "text-delta") continue;
      const bytes = part.logProbabilities?.flatMap((choice) => choice.bytes);
      assert.equal(new TextDecoder().decode(Uint8Array.from(bytes ?? [])), part.text);
      assert.ok(
        part.logProbabilities?.every(({ top, logProbability }) => top.length === 2 && logProbability < 0),
      );
    }
  }
});

test("tokens of a text are told with their bytes, and what is spelled like a control token is letters", async () => {
  const tokens = await provider.tokenize!(model.id, "ü<|im_end|>");
  assert.deepEqual(tokens.slice(0, 3), [
    { tokenId: tokens[0]?.tokenId, text: "\uFFFD", bytes: [0xc3] },
    { tokenId: tokens[1]?.tokenId, text: "\uFFFD", bytes: [0xbc] },
    { tokenId: 60, text: "<", bytes: [60] },
  ]);
  assert.deepEqual(await provider.tokenize!(model.id, ""), []);
  await assert.rejects(provider.tokenize!("none", "a"), { code: "model-missing" });
});

const refused: [what: string, request: Partial<CompletionRequest>, says: RegExp][] = [
  ["an empty prompt", { prompt: "" }, /at least one token/],
  ["an id that the model does not have", { prompt: [97, 9999] }, /9999/],
  ["more choices than 20", { logProbabilities: { top: 21 } }, /logProbabilities/],
  ["a prompt that fills the context", { prompt: "a".repeat(600) }, /600 tokens.*512/],
];
for (const [what, change, says] of refused) {
  test(`${what}: refused with a message that says why`, async () => {
    const { error, parts } = await complete({ prompt: "a", ...change });
    assert.match(error?.message ?? "", says);
    assert.equal(parts.length, 1);
  });
}
