import assert from "node:assert/strict";
import { test } from "node:test";
import { ModelError, type ModelSpec } from "@grok/model";
import type { EngineHostHooks } from "./engine-host.ts";
import { EnginePool, type EnginePoolOptions, type PooledEngine } from "./engine-pool.ts";

const never = new AbortController().signal;

function spec(id: string): ModelSpec {
  return {
    id,
    title: id,
    path: `/models/${id}.gguf`,
    digest: id,
    bytes: 100,
    contextTokensMax: 8192,
    kvBytesPerToken: 0,
    stateBytes: 0,
    languages: [],
    abilities: [],
    sampling: { temperature: 0 },
    stop: [],
    reasoning: "none",
  };
}

/** Engines that exist only here; `log` tells what was loaded and unloaded. */
class FakeEngine implements PooledEngine {
  readonly name: string;
  readonly hooks: EngineHostHooks;
  closed = false;

  constructor(name: string, hooks: EngineHostHooks) {
    this.name = name;
    this.hooks = hooks;
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}

function pool(change: Partial<EnginePoolOptions<FakeEngine>> = {}) {
  const log: string[] = [];
  let nowMs = 0;
  const engines = new EnginePool<FakeEngine>({
    open: async (of, _size, hooks) => {
      await new Promise((resolve) => setImmediate(resolve));
      return new FakeEngine(of.id, hooks);
    },
    size: () => ({ sequences: 1, contextTokens: 8192, branchCacheBytes: 0, bytes: 100 }),
    memoryBudgetBytes: 250,
    now: () => ++nowMs,
    onState: (of, state) => log.push(`${of.id} ${state}`),
    onLog: () => {},
    ...change,
  });
  const lease = async (id: string) => {
    const lent = await engines.lease(spec(id), never);
    assert.ok(lent);
    return lent;
  };
  return { engines, log, lease };
}

test("a model is loaded once for all who ask at the same time", async () => {
  const { log, lease } = pool();
  const [a, b] = await Promise.all([lease("a"), lease("a")]);
  assert.equal(a.engine, b.engine);
  assert.deepEqual(log, ["a loading", "a ready"]);
});

test("when memory is short the longest unused model goes, and it comes back when asked", async () => {
  const { log, lease } = pool();
  for (const id of ["a", "b", "a", "c", "b"]) (await lease(id)).release(true);
  assert.deepEqual(
    log.filter((line) => !line.endsWith("loading")),
    ["a ready", "b ready", "b unloaded", "c ready", "a unloaded", "b ready"],
  );
});

test("a model in use is not unloaded: who needs its memory waits", async () => {
  const { log, lease } = pool({ memoryBudgetBytes: 100 });
  const a = await lease("a");
  const waiting = lease("b");
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(log, ["a loading", "a ready"]);
  assert.equal(a.engine.closed, false);
  a.release(true);
  assert.equal((await waiting).engine.name, "b");
  assert.deepEqual(log.slice(2), ["a unloaded", "b loading", "b ready"]);
});

test("new answers of a loaded model wait behind one that waits for memory", async () => {
  const { lease } = pool({ memoryBudgetBytes: 100 });
  const order: string[] = [];
  const first = await lease("a");
  const others: Promise<void>[] = [];
  for (const id of ["b", "a"]) {
    const take = async () => {
      const lent = await lease(id);
      order.push(id);
      lent.release(true);
    };
    others.push(take());
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  first.release(true);
  await Promise.all(others);
  assert.deepEqual(order, ["b", "a"]);
});

test("who gives up waiting for memory blocks nobody", async () => {
  const { engines, lease } = pool({ memoryBudgetBytes: 100 });
  const a = await lease("a");
  const abort = new AbortController();
  const gone = engines.lease(spec("b"), abort.signal);
  await new Promise((resolve) => setTimeout(resolve, 20));
  abort.abort();
  assert.equal(await gone, undefined);
  const again = await lease("a");
  assert.equal(again.engine, a.engine);
});

test("an engine that died is started again on the next request", async () => {
  const { log, lease } = pool();
  const a = await lease("a");
  a.engine.hooks.onDeath(new ModelError("engine-lost", "killed"));
  a.release(false);
  assert.notEqual((await lease("a")).engine, a.engine);
  assert.deepEqual(log, ["a loading", "a ready", "a lost", "a loading", "a ready"]);
});

test("a model whose engine dies each time is reported as broken, not tried forever", async () => {
  let opened = 0;
  const { lease } = pool({
    open: async (_spec, _size, hooks) => {
      opened++;
      const error = new ModelError("engine-lost", "GGML_ASSERT");
      hooks.onDeath(error);
      throw error;
    },
    now: () => 0,
  });
  await assert.rejects(lease("a"), { code: "model-broken", message: /3 times in a row.*a\.gguf/ });
  await assert.rejects(lease("a"), { code: "model-broken" });
  assert.equal(opened, 3);
});

test("a file that cannot be opened is reported as it is and tried again when asked again", async () => {
  let opened = 0;
  const { lease } = pool({
    open: async () => {
      opened++;
      throw new ModelError("model-broken", "the file is damaged");
    },
  });
  await assert.rejects(lease("a"), { code: "model-broken", message: /damaged/ });
  await assert.rejects(lease("a"), { code: "model-broken" });
  assert.equal(opened, 2);
});

test("a model taken from the list is unloaded once its answers have ended", async () => {
  const { engines, log, lease } = pool();
  const a = await lease("a");
  await engines.retain([spec("b")]);
  assert.equal(a.engine.closed, false);
  a.release(true);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(a.engine.closed, true);
  assert.equal(log.at(-1), "a unloaded");
});

test("an idle engine is unloaded after its time", async () => {
  const { engines, lease } = pool({ idleUnloadMs: 5 });
  const a = await lease("a");
  a.release(true);
  while (!a.engine.closed) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(engines.loaded(), []);
});

test("unloading waits for the answers", async () => {
  const { engines, lease } = pool();
  const a = await lease("a");
  const unloaded = engines.unload(spec("a"));
  assert.equal(a.engine.closed, false);
  a.release(true);
  await unloaded;
  assert.equal(a.engine.closed, true);
});

test("dispose closes what is loaded and what is loading, and refuses what comes later", async () => {
  const { engines, lease } = pool();
  const a = await lease("a");
  const loading = lease("b").then(
    () => "lent",
    () => "refused",
  );
  await new Promise((resolve) => setTimeout(resolve, 0));
  await engines.dispose();
  await engines.dispose();
  assert.equal(a.engine.closed, true);
  await loading;
  await assert.rejects(lease("a"), { code: "engine-lost" });
  assert.deepEqual(engines.loaded(), []);
});
