import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createLlamaProvider, type LlamaProvider } from "@grok/llama";
import type { ModelSpec } from "@grok/model";
import { ask } from "../ask.ts";
import { tinyModel } from "../tiny-model/tiny-model.ts";

const folder = await mkdtemp(join(tmpdir(), "grok-branching-"));
after(() => rm(folder, { recursive: true, force: true }));

const system = { role: "system" as const, text: "The sea is wide and the ships are few. ".repeat(20) };
const asked = (text: string, tenant = "") => ({
  messages: [system, { role: "user" as const, text }],
  tenant,
  outputTokensMax: 4,
});

async function evaluated(provider: LlamaProvider, request: ReturnType<typeof asked>): Promise<number> {
  const { finish, error } = await ask(provider, request);
  assert.ok(finish, error?.message);
  return finish.usage.promptTokens - finish.usage.cachedTokens;
}

const open = (spec: ModelSpec, branchCacheBytes?: number) =>
  createLlamaProvider({
    models: () => [spec],
    contextTokens: 2048,
    sequences: 4,
    ...(branchCacheBytes === undefined ? {} : { branchCacheBytes }),
  });

test("four branches asked at once cost one prefill and their own words, and are counted as that", async () => {
  const provider = open(await tinyModel(folder, "hybrid"));
  const requests = ["Why?", "How?", "When?", "Where to?"].map((text) => asked(text));
  const counts = await Promise.all(requests.map((request) => evaluated(provider, request)));
  const [whole, ...others] = counts.toSorted((a, b) => b - a);
  assert.ok(whole! > 700, `${whole}`);
  assert.ok(Math.max(...others) < 60, `${others}`);
  const { work, branchCache, pid } = provider.stats()[0]!;
  assert.equal(
    work.evaluatedTokens,
    counts.reduce((sum, count) => sum + count),
  );
  assert.ok(branchCache.snapshots > 0 && branchCache.bytes > 0 && branchCache.bytes <= branchCache.bytesMax);
  assert.deepEqual([branchCache.hits, branchCache.restored, branchCache.misses], [3, 3, 1]);

  assert.ok(foldersOf(pid!).length > 0);
  await provider.dispose();
  assert.deepEqual(foldersOf(pid!), [], "states of an engine that has ended are gone");
});

test("no tenant finds out by what is cached what another asked", async () => {
  const provider = open(await tinyModel(folder, "dense"));
  const first = await evaluated(provider, asked("Why?", "a"));
  assert.equal(await evaluated(provider, asked("Why?", "b")), first);
  assert.equal(await evaluated(provider, asked("Why?", "a")), 1);
  await provider.dispose();
});

test("without room for states, sequences still go on with their own", async () => {
  const provider = open(await tinyModel(folder, "dense"), 0);
  const whole = await evaluated(provider, asked("Why?"));
  assert.equal(await evaluated(provider, asked("Why?")), 1);
  assert.ok((await evaluated(provider, asked("How?"))) < whole / 10);
  const { bytes, bytesMax, snapshots } = provider.stats()[0]!.branchCache;
  assert.deepEqual([bytes, bytesMax, snapshots], [0, 0, 0]);
  await provider.dispose();
});

function foldersOf(pid: number): string[] {
  return ["/dev/shm", tmpdir()]
    .filter((place) => existsSync(place))
    .flatMap((place) => readdirSync(place))
    .filter((name) => name.startsWith(`grok-branches-${pid}-`));
}
