// An engine that hangs without dying, as one does in a driver that never comes back. Here it is stopped by a signal.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { createLlamaProvider, type LlamaEngineState } from "@grok/llama";
import { ask } from "./ask.ts";
import { tinyModel } from "./tiny-model/tiny-model.ts";

const skip = process.platform === "win32";
const messages = [{ role: "user" as const, text: "Say something long." }];

test("an engine that hangs is ended, its answers are lost, and the next request works", {
  skip,
}, async (context) => {
  context.mock.timers.enable({ apis: ["setInterval"] });
  const folder = await mkdtemp(join(tmpdir(), "grok-hang-"));
  const model = await tinyModel(folder);
  const states: LlamaEngineState[] = [];
  const provider = createLlamaProvider({
    models: () => [model],
    contextTokens: 2048,
    onEngineState: (state) => states.push(state),
  });
  try {
    await provider.load(model.id);
    process.kill(provider.stats()[0]?.pid ?? 0, "SIGSTOP");
    let waiting = true;
    const answers = Promise.all([1, 2].map(() => ask(provider, { messages, outputTokensMax: 400 }))).finally(
      () => {
        waiting = false;
      },
    );
    let seconds = 0;
    for (; waiting; seconds += 5) {
      context.mock.timers.tick(5_000);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    assert.ok(seconds >= 120, `lost after ${seconds} seconds`);
    for (const answer of await answers) {
      assert.equal(answer.error?.code, "engine-lost");
      assert.match(answer.error.message, /not said a word for 120 seconds.*asking again/);
    }
    const next = await ask(provider, { messages, outputTokensMax: 4 });
    assert.equal(next.finish?.usage.outputTokens, 4, next.error?.message);
    assert.deepEqual(
      states.map(({ state }) => state),
      ["loading", "ready", "lost", "loading", "ready"],
    );
  } finally {
    await provider.dispose();
    await rm(folder, { recursive: true, force: true });
  }
});

test("an engine that is stopped while nobody waits for it is left alone", { skip }, async (context) => {
  context.mock.timers.enable({ apis: ["setInterval"] });
  const folder = await mkdtemp(join(tmpdir(), "grok-hang-"));
  const model = await tinyModel(folder);
  const provider = createLlamaProvider({ models: () => [model], contextTokens: 512 });
  try {
    await provider.load(model.id);
    const pid = provider.stats()[0]?.pid ?? 0;
    process.kill(pid, "SIGSTOP");
    context.mock.timers.tick(3_600_000);
    process.kill(pid, "SIGCONT");
    const answer = await ask(provider, { messages, outputTokensMax: 4 });
    assert.equal(answer.finish?.usage.outputTokens, 4, answer.error?.message);
    assert.equal(provider.stats()[0]?.pid, pid);
  } finally {
    await provider.dispose();
    await rm(folder, { recursive: true, force: true });
  }
});
