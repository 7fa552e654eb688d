// From start to end and back again: what a server says of itself, what it refuses to do twice, what it leaves behind.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { Code } from "@connectrpc/connect";
import { NodeStatus } from "@grok/protocol";
import { readServerNote } from "@grok/server";
import { Tab } from "./tab.ts";
import { ask, ended, TestServer } from "./test-server.ts";

const server = await TestServer.start();
const clients = server.clients();
after(() => TestServer.disposeAll());
const question = "What is the answer to everything there is?";

test("health says who it is, readiness that a model can answer, and status the same to the page", async () => {
  const health = await fetch(`${server.url}/healthz`);
  assert.deepEqual([health.status, ((await health.json()) as { name: string }).name], [200, "grok"]);
  const ready = await fetch(`${server.url}/readyz`);
  assert.deepEqual(
    [ready.status, await ready.json()],
    [200, { name: "grok", ready: true, missing: "", download: null }],
  );
  const status = await clients.system.getStatus({});
  assert.deepEqual([status.ready, status.missing, status.version], [true, "", "0.1.0"]);
});

test("what loaded models keep for branches is told, and of how much", async () => {
  server.engine.loaded.add("small");
  const { branchCaches } = await clients.system.getStatus({});
  const [cache] = branchCaches;
  assert.deepEqual(
    [cache?.modelId, cache?.bytes, cache?.bytesMax, cache?.snapshots, cache?.hits, cache?.misses],
    ["small", 12_000_000n, 500_000_000n, 3, 40, 5],
  );
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  assert.match(metrics, /^grok_branch_cache_bytes 12000000$/m);
  assert.match(metrics, /^grok_branch_cache_budget_bytes 500000000$/m);
  server.engine.loaded.delete("small");
});

test("a server without a model serves pages, is not ready, and answers with what to do", async () => {
  const empty = await TestServer.start({ models: [] });
  assert.equal((await fetch(`${empty.url}/healthz`)).status, 200);
  const ready = await fetch(`${empty.url}/readyz`);
  assert.equal(ready.status, 503);
  assert.match(((await ready.json()) as { missing: string }).missing, /./);
  const { replyId } = await ask(empty.clients(), question);
  const node = await ended(empty.clients(), replyId);
  assert.deepEqual([node.status, node.failure?.code], [NodeStatus.FAILED, "model-missing"]);
});

test("settings are kept, with defaults before", async () => {
  const before = await clients.system.getSettings({});
  assert.deepEqual(
    [before.settings!.language, before.settings!.theme, before.settings!.suggestions],
    ["", "", true],
  );
  await clients.system.setSettings({ settings: { language: "zh", theme: "dark", suggestions: false } });
  const { settings } = await clients.system.getSettings({});
  assert.deepEqual([settings!.language, settings!.theme, settings!.suggestions], ["zh", "dark", false]);
});

test("a sound home has no findings", async () => {
  await ended(clients, (await ask(clients, question)).replyId);
  const { findings, checks, rows } = await clients.system.diagnose({});
  assert.deepEqual(findings, []);
  assert.ok(checks > 0 && rows > 0n);
});

test("metrics count replies, tokens, calls and listeners", async () => {
  const tab = new Tab(clients.runs);
  await tab.open();
  await ended(clients, (await ask(clients, question)).replyId);
  const text = await (await fetch(`${server.url}/metrics`)).text();
  assert.match(text, /^grok_runs_ended_total\{status="done"\} [1-9]/m);
  assert.match(text, /^grok_output_tokens_total [1-9]/m);
  assert.match(text, /^grok_first_token_seconds_count [1-9]/m);
  assert.match(text, /^grok_rpc_calls_total\{method="StartRun",code="OK"\} [1-9]/m);
  assert.match(text, /^grok_subscribers 1$/m);
  assert.match(text, /^process_resident_memory_bytes \d{7,}/m);
  await tab.close();
});

test("a port in use, and a home in use, are refused with the way on", async () => {
  await assert.rejects(TestServer.start({ config: { port: server.port } }), {
    code: "port-taken",
    message: new RegExp(`--port ${server.port + 1}`),
  });
  await assert.rejects(TestServer.start({ config: { home: server.config.home } }), {
    code: "home-in-use",
    message: new RegExp(`${server.url} \\(process ${process.pid}\\)`),
  });
});

test("a failed start leaves its home free", async () => {
  const first = await TestServer.start();
  await first.close();
  await assert.rejects(
    TestServer.start({ after: first, config: { home: first.config.home, port: server.port } }),
    {
      code: "port-taken",
    },
  );
  await TestServer.start({ after: first });
});

test("stopping the server ends replies as interrupted with their text, tells tabs, and lets nothing new in", async () => {
  const first = await TestServer.start();
  const before = first.clients();
  first.engine.holdBack();
  const tab = new Tab(before.runs);
  await tab.open();
  const asked = await ask(before, question);
  first.engine.release(2);
  await tab.until(() => tab.texts.get(asked.replyId) === "The answer ", "two words");
  await Promise.all([first.close(), first.close()]);
  assert.ok(tab.ended.has(asked.replyId));
  assert.equal(readServerNote(first.config.home), null);

  first.engine.letGo();
  const second = await TestServer.start({ after: first });
  const { nodes } = await second
    .clients()
    .conversations.openConversation({ conversationId: asked.conversationId });
  assert.deepEqual(
    [nodes.at(-1)!.status, nodes.at(-1)!.parts[0]?.kind.value?.text],
    [NodeStatus.INTERRUPTED, "The answer "],
  );
  const { conversationId, rootId, replyId } = asked;
  const next = await ask(second.clients(), "And then, what happened?", {
    conversationId,
    rootId,
    parentId: replyId,
  });
  assert.equal((await ended(second.clients(), next.replyId)).status, NodeStatus.DONE);
});

test("a tab of the server before is told to read again", async () => {
  const first = await TestServer.start();
  const tab = new Tab(first.clients().runs);
  await tab.open();
  await first.close();
  const second = await TestServer.start({ after: first });
  const later = new Tab(second.clients().runs);
  Object.assign(later, { heard: tab.heard });
  const [hello] = tab.heard;
  assert.ok(hello?.kind.case === "hello");
  const stream = second
    .clients()
    .runs.subscribe({ epoch: hello.kind.value.epoch, after: hello.kind.value.change });
  for await (const { kind } of stream) {
    assert.ok(kind.case === "hello" && kind.value.reset);
    break;
  }
});

test("a home keeps its files closed and whole", async () => {
  for (const name of ["grok.db", "server.json"]) assert.ok(existsSync(join(server.config.home, name)), name);
  await assert.rejects(clients.runs.stopRun({ runId: "../../etc/passwd" }), { code: Code.InvalidArgument });
});
