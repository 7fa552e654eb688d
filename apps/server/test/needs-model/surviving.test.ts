// The server and its engine as real processes, with the smallest real model, killed at the worst moments.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { NodeStatus } from "@grok/protocol";
import { Tab } from "../tab.ts";
import { type Asked, ask, ended } from "../test-server.ts";
import { ServerProcess } from "./server-process.ts";

const server = new ServerProcess();
before(async () => {
  await server.start();
  await server.ready();
});
after(() => server.dispose());

const story =
  "Write a very long story about a lighthouse keeper, the sea and forty ships, one after the other.";

async function replyAfterRestart({ conversationId, replyId }: Asked) {
  const { nodes } = await server.clients().conversations.getNodes({ conversationId, ids: [replyId] });
  const node = nodes[0]!;
  return { node, text: node.parts.map((part) => part.kind.value?.text ?? "").join("") };
}

/** Kills the server when `moment` has come, starts it again, and gives the reply with what a tab had heard by then. */
async function killedAt(moment: (tab: Tab, asked: Asked) => Promise<void>) {
  const clients = server.clients();
  const tab = new Tab(clients.runs);
  await tab.open();
  const asked = await ask(clients, story);
  try {
    await moment(tab, asked);
  } finally {
    await server.kill();
    await tab.close();
    await server.start();
  }
  const heard = tab.texts.get(asked.replyId) ?? "";
  return { heard, asked, ...(await replyAfterRestart(asked)) };
}

test("a question is answered, streamed, by a real model", async () => {
  const clients = server.clients();
  const tab = new Tab(clients.runs);
  await tab.open();
  const asked = await ask(clients, "What is the capital of France?");
  await tab.until(() => tab.ended.has(asked.replyId), "the end");
  const { node, text } = await replyAfterRestart(asked);
  // What so small a model says is up to it; that all of it arrives is not.
  assert.ok(text.length > 10);
  assert.equal(tab.texts.get(asked.replyId), text);
  assert.deepEqual(
    [node.status, node.provenance!.modelId, node.provenance!.provider],
    [NodeStatus.DONE, "smollm2-135m", "llama"],
  );
  assert.ok(node.provenance!.outputTokens > 0 && node.provenance!.firstTokenMs > 0n);
  await tab.close();
});

test("killed right after the question was taken, it is there with an interrupted, empty reply", async () => {
  const { node, asked } = await killedAt(async () => {});
  assert.equal(node.status, NodeStatus.INTERRUPTED);
  const { nodes } = await server
    .clients()
    .conversations.openConversation({ conversationId: asked.conversationId });
  assert.deepEqual(
    nodes.map(({ id }) => id),
    [asked.questionId, asked.replyId],
  );
});

test("killed after the first words, what was stored of them stands, and the reply is interrupted", async () => {
  const { node, heard, text } = await killedAt((tab, { replyId }) =>
    tab.until(() => (tab.texts.get(replyId) ?? "").length > 0, "the first words"),
  );
  assert.equal(node.status, NodeStatus.INTERRUPTED);
  assert.ok(heard.startsWith(text) || text.startsWith(heard));
});

test("killed after the text was folded into its node, nothing older than the last moments is lost", async () => {
  let older = "";
  const { node, heard, text } = await killedAt(async (tab, { replyId }) => {
    await tab.until(() => (tab.texts.get(replyId) ?? "").length > 0, "the first words");
    await sleep(1500);
    older = tab.texts.get(replyId)!;
    await sleep(2000);
  });
  assert.equal(node.status, NodeStatus.INTERRUPTED);
  assert.ok(text.startsWith(older), `${text.length} of ${older.length} characters came back`);
  assert.ok(heard.startsWith(text) || text.startsWith(heard));
});

test("killed right after the end, the reply is whole and done", async () => {
  const clients = server.clients();
  const asked = await ask(clients, "What is the capital of France?");
  const node = await ended(clients, asked.replyId);
  await server.kill();
  await server.start();
  const again = await replyAfterRestart(asked);
  assert.equal(again.node.status, NodeStatus.DONE);
  assert.equal(again.text, node.parts.map((part) => part.kind.value?.text ?? "").join(""));
});

test("no engine outlives a killed server, and the data has no findings", {
  skip: process.platform !== "linux",
}, async () => {
  await server.ready();
  const pids = server.enginePids();
  assert.ok(pids.length > 0);
  await server.kill();
  for (let i = 0; pids.some((pid) => existsSync(`/proc/${pid}`)); i++) {
    assert.ok(i < 100, "an engine lives on");
    await sleep(100);
  }
  await server.start();
  assert.deepEqual((await server.clients().system.diagnose({})).findings, []);
});

test("an engine killed in mid-answer is told plainly, and the next question works", {
  skip: process.platform !== "linux",
}, async () => {
  await server.ready();
  const clients = server.clients();
  const tab = new Tab(clients.runs);
  await tab.open();
  const asked = await ask(clients, story);
  await tab.until(() => (tab.texts.get(asked.replyId) ?? "").length > 20, "some words");
  for (const pid of server.enginePids()) process.kill(pid, "SIGKILL");
  const broken = await ended(clients, asked.replyId);
  assert.deepEqual([broken.status, broken.failure?.code], [NodeStatus.INTERRUPTED, "engine-lost"]);
  assert.ok(broken.failure!.message.length > 20);
  assert.ok((broken.parts[0]?.kind.value?.text ?? "").length > 0);
  const { conversationId, rootId, replyId } = asked;
  const next = await ask(clients, "What is the capital of France?", {
    conversationId,
    rootId,
    parentId: replyId,
  });
  assert.equal((await ended(clients, next.replyId)).status, NodeStatus.DONE);
  await tab.close();
});

test("asked to stop in mid-answer, the server puts the text away and ends with code 0", async () => {
  const clients = server.clients();
  const tab = new Tab(clients.runs);
  await tab.open();
  const asked = await ask(clients, story);
  await tab.until(() => (tab.texts.get(asked.replyId) ?? "").length > 20, "some words");
  assert.equal(await server.stop(), 0);
  const heard = tab.texts.get(asked.replyId)!;
  assert.ok(tab.ended.has(asked.replyId));
  await server.start();
  const { node, text } = await replyAfterRestart(asked);
  assert.deepEqual([node.status, text], [NodeStatus.INTERRUPTED, heard]);
});
