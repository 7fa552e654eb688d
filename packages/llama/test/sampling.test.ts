import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createLlamaProvider } from "@grok/llama";
import type { GenerateRequest, ModelPart } from "@grok/model";
import { tinyModel } from "./tiny-model/tiny-model.ts";

const folder = await mkdtemp(join(tmpdir(), "grok-sampling-"));
const model = await tinyModel(folder);
const provider = createLlamaProvider({ models: () => [model], contextTokens: 512 });
after(async () => {
  await provider.dispose();
  await rm(folder, { recursive: true, force: true });
});

async function parts(request: Partial<GenerateRequest>): Promise<ModelPart[]> {
  const messages = [{ role: "user" as const, text: "Say something long." }];
  return Array.fromAsync(provider.generate({ modelId: model.id, messages, outputTokensMax: 40, ...request }));
}

async function text(request: Partial<GenerateRequest>): Promise<string> {
  return (await parts(request)).map((part) => (part.type === "text-delta" ? part.text : "")).join("");
}

test("one seed gives one text, another seed another", async () => {
  await text({ outputTokensMax: 1 });
  const once = await text({ sampling: { temperature: 1, seed: 7 } });
  assert.equal(await text({ sampling: { temperature: 1, seed: 7 } }), once);
  assert.notEqual(await text({ sampling: { temperature: 1, seed: 8 } }), once);
});

test("without a seed two answers at the same moment differ", async () => {
  const [one, other] = await Promise.all([text({}), text({})]);
  assert.notEqual(one, other);
});

test("greedy sampling repeats itself, and penalties and DRY keep it from that", async () => {
  const repeats = (written: string) =>
    Math.max(...[...written.matchAll(/(.)\1*/g)].map((match) => match[0].length));
  const greedy = repeats(await text({ sampling: { temperature: 0 } }));
  const penalised = repeats(
    await text({ sampling: { temperature: 0, presencePenalty: 2, frequencyPenalty: 2 } }),
  );
  const dry = { multiplier: 5, base: 1.75, allowedLength: 1, lastTokens: 64 };
  const dried = repeats(await text({ sampling: { temperature: 0, dry } }));
  assert.ok(penalised < greedy, `${penalised} in a row with penalties, ${greedy} without`);
  assert.ok(dried < greedy, `${dried} in a row with DRY, ${greedy} without`);
});

test("what cannot be honoured is told in the first part", async () => {
  const [start] = await parts({ reasoning: "on", outputTokensMax: 1 });
  assert.ok(start?.type === "start" && start.warnings[0]?.includes("does not reason"));
});
