import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createLlamaProvider, type LlamaEngineState } from "@grok/llama";
import { ask } from "../ask.ts";
import { testModel } from "./test-model.ts";

const model = testModel();
const states: LlamaEngineState[] = [];
const provider = createLlamaProvider({
  models: () => [model],
  contextTokens: 1024,
  onEngineState: (state) => states.push(state),
});
after(() => provider.dispose());

const messages = [{ role: "user" as const, text: "Write a long story about the sea." }];

function enginePid(): number {
  const pid = provider.stats()[0]?.pid;
  assert.ok(pid);
  return pid;
}

test("killing the engine in mid-answer ends its answers as engine-lost, and the next request works", async () => {
  let killed = false;
  const kill = () => {
    if (!killed) process.kill(enginePid(), "SIGKILL");
    killed = true;
  };
  const answers = await Promise.all(
    [1, 2].map(() => ask(provider, { messages, outputTokensMax: 400 }, kill)),
  );
  for (const answer of answers) {
    assert.equal(answer.error?.code, "engine-lost");
    assert.match(answer.error.message, /SmolLM2 135M Instruct.*SIGKILL.*asking again/);
  }
  const next = await ask(provider, { messages, outputTokensMax: 4 });
  assert.equal(next.finish?.usage.outputTokens, 4, next.error?.message);
  assert.deepEqual(
    states.map(({ state }) => state),
    ["loading", "ready", "lost", "loading", "ready"],
  );
});

test("an engine ends when its program is killed", { skip: process.platform === "win32" }, async () => {
  const program = `
    import { createLlamaProvider } from "@grok/llama";
    import { testModel } from ${JSON.stringify(new URL("./test-model.ts", import.meta.url).href)};
    const provider = createLlamaProvider({ models: () => [testModel()], contextTokens: 512, sequences: 1 });
    await provider.load("smollm2-135m");
    console.log(provider.stats()[0].pid);
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [printed] = await once(child.stdout, "data");
  const pid = Number(String(printed));
  assert.ok(isAlive(pid));
  child.kill("SIGKILL");
  await once(child, "exit");
  for (let wait = 0; isAlive(pid) && wait < 200; wait++) await sleep(50);
  assert.equal(isAlive(pid), false);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
