import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createLlamaProvider, type LlamaProvider } from "@grok/llama";
import type { ModelSpec } from "@grok/model";
import { tinyModel } from "./tiny-model/tiny-model.ts";

const folder = await mkdtemp(join(tmpdir(), "grok-memory-"));
after(() => rm(folder, { recursive: true, force: true }));
const [first, second] = [await tinyModel(folder, "dense"), await tinyModel(folder, "hybrid")];

async function ask(provider: LlamaProvider, { id }: ModelSpec): Promise<void> {
  const messages = [{ role: "user" as const, text: "Hello" }];
  for await (const part of provider.generate({ modelId: id, messages, outputTokensMax: 4 })) {
    if (part.type === "error") throw part.error;
  }
}

test("with room for one model the other is unloaded, and comes back when asked", async () => {
  const states: string[] = [];
  const provider = createLlamaProvider({
    models: () => [first, second],
    memoryBudgetBytes: 300e6,
    contextTokens: 512,
    sequences: 1,
    onEngineState: ({ modelId, state }) => states.push(`${modelId} ${state}`),
  });
  for (const model of [first, second, first]) await ask(provider, model);
  await provider.dispose();
  assert.deepEqual(
    states.filter((state) => !state.endsWith("loading")),
    [
      `${first.id} ready`,
      `${first.id} unloaded`,
      `${second.id} ready`,
      `${second.id} unloaded`,
      `${first.id} ready`,
      `${first.id} unloaded`,
    ],
  );
});

test("a model that fits no budget is refused with the numbers, and the rest still answer", async () => {
  const large: ModelSpec = { ...first, id: "large", title: "Large", bytes: 40e9 };
  const provider = createLlamaProvider({
    models: () => [large, first],
    memoryBudgetBytes: 300e6,
    contextTokens: 512,
  });
  await assert.rejects(ask(provider, large), { code: "out-of-memory", message: /Large.*MB.*300 MB/ });
  await ask(provider, first);
  await provider.dispose();
});

test("the list may change at run time: what is taken from it is unloaded, what is new can be asked", async () => {
  let models = [first];
  const provider = createLlamaProvider({ models: () => models, contextTokens: 512, sequences: 1 });
  await ask(provider, first);
  models = [second];
  await ask(provider, second);
  assert.deepEqual(
    provider.stats().map(({ modelId }) => modelId),
    [second.id],
  );
  await assert.rejects(ask(provider, first), { code: "model-missing", message: /tiny-dense.*tiny-hybrid/ });
  await provider.dispose();
});

test("dispose does not wait for a model that is being loaded", async () => {
  const provider = createLlamaProvider({ models: () => [first], contextTokens: 512 });
  const loading = assert.rejects(provider.load(first.id), { code: "engine-lost" });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await provider.dispose();
  await loading;
  assert.deepEqual(provider.stats(), []);
});

test("the speed of a model is measured", async () => {
  const provider = createLlamaProvider({ models: () => [first], contextTokens: 4096, sequences: 1 });
  const speed = await provider.speedTest(first.id);
  assert.ok(speed.promptTokensPerSecond > 0 && speed.outputTokensPerSecond > 0);
  await provider.dispose();
});
