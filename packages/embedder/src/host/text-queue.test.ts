import assert from "node:assert/strict";
import { test } from "node:test";
import { type EmbedderSpec, ModelError } from "@grok/model";
import type { TextTask } from "./engine-host.ts";
import { type TextEngine, TextQueue } from "./text-queue.ts";

const spec = { id: "m", title: "M" } as EmbedderSpec;

/** A queue whose engines are played; `answer` says what an engine does with a text. */
function play(answer: (text: string, engine: { dead: boolean }) => Promise<void> | void) {
  const seen: string[] = [];
  let opened = 0;
  let clock = 0;
  const queue = new TextQueue({
    spec,
    idleMs: 1_000_000,
    now: () => clock,
    async open(): Promise<TextEngine> {
      opened++;
      const engine = {
        pid: opened,
        dead: false,
        async answer({ text }: TextTask) {
          seen.push(text);
          await answer(text, engine);
          return { type: "embedded" as const, id: 1, tokens: 1, cut: false, vector: new Float32Array(1) };
        },
        async close() {
          engine.dead = true;
        },
      };
      return engine;
    },
  });
  const run = (texts: readonly string[], signal?: AbortSignal) =>
    queue.run(
      texts.map((text) => ({ text })),
      signal,
    );
  return { queue, run, seen, opened: () => opened, pass: (ms: number) => (clock += ms) };
}

const die = (engine: { dead: boolean }): never => {
  engine.dead = true;
  throw new ModelError("engine-lost", "it ended");
};

test("requests give one text in turn", async () => {
  const { run, seen } = play(() => new Promise((resolve) => setImmediate(resolve)));
  await Promise.all([run(["a1", "a2", "a3", "a4"]), run(["b1"]), run(["c1", "c2"])]);
  assert.deepEqual(seen, ["a1", "b1", "c1", "a2", "c2", "a3", "a4"]);
});

test("a request that is given up ends at once, and its other texts are not asked for", async () => {
  const gate = Promise.withResolvers<void>();
  const { run, seen } = play((text) => (text === "a1" ? gate.promise : undefined));
  const abort = new AbortController();
  const given = run(["a1", "a2"], abort.signal);
  const other = run(["b"]);
  await new Promise((resolve) => setImmediate(resolve));
  abort.abort();
  await assert.rejects(given, { code: "cancelled" });
  gate.resolve();
  await other;
  assert.deepEqual(seen, ["a1", "b"]);
});

test("an engine that dies takes the request with it that did it, and the others go on with a new one", async () => {
  const { run, opened } = play((text, engine) => (text === "poison" ? die(engine) : undefined));
  const [bad, good] = await Promise.allSettled([run(["poison"]), run(["fine", "fine too"])]);
  assert.equal(bad.status === "rejected" && bad.reason.code, "engine-lost");
  assert.equal(good.status, "fulfilled");
  assert.equal(opened(), 2);
});

test("after three deaths in a row the model rests for a minute", async () => {
  const { run, opened, pass } = play((_, engine) => die(engine));
  for (let i = 0; i < 3; i++) await assert.rejects(run(["x"]), { code: "engine-lost" });
  await assert.rejects(run(["x"]), { code: "model-broken" });
  assert.equal(opened(), 3);
  pass(61_000);
  await assert.rejects(run(["x"]), { code: "engine-lost" });
  assert.equal(opened(), 4);
});

test("more than 64 requests are told to come later", async () => {
  const gate = Promise.withResolvers<void>();
  const { run } = play(() => gate.promise);
  const waiting = Array.from({ length: 64 }, () => run(["x"]));
  await assert.rejects(run(["one more"]), { code: "rate-limited" });
  gate.resolve();
  await Promise.all(waiting);
});

test("closing fails what waits, and everything after", async () => {
  const { queue, run } = play(() => new Promise(() => {}));
  const waiting = run(["x"]);
  await queue.close();
  await assert.rejects(waiting, { code: "engine-lost" });
  await assert.rejects(run(["y"]), { code: "engine-lost" });
});
