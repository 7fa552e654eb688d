// Replies that are being written: started, watched, left, resumed, stopped, many at once.
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { after, beforeEach, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Code } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { Mode, NodeStatus, RunKind, shapeFromColumns } from "@grok/protocol";
import { Tab } from "./tab.ts";
import { ask, ended, newId, TestServer } from "./test-server.ts";

const server = await TestServer.start();
const clients = server.clients();
const { conversations, runs } = clients;
const { engine } = server;
after(() => TestServer.disposeAll());

const words = ["Don't ", "panic. ", "The ", "answer ", "is ", "still ", "42, ", "and ", "always ", "was."];
beforeEach(() => {
  engine.words = words;
  engine.letGo();
});

const question = "What is the answer to everything there is?";
const subscribers = async () =>
  /grok_subscribers (\d+)/.exec(await (await fetch(`${server.url}/metrics`)).text())?.[1];
const gapless = (numbers: number[] | undefined) =>
  assert.deepEqual(
    numbers,
    Array.from({ length: numbers?.length ?? 0 }, (_, i) => i + 1),
  );

test("question and reply are there as soon as the call answers, and the pane's cursor is on the reply", async () => {
  engine.holdBack();
  const started = { conversationId: newId(), rootId: newId(), replyId: newId(), viewId: "pane" };
  const { conversation, nodes } = await runs.startRun({
    ...started,
    kind: RunKind.ANSWER,
    question: { id: newId(), parentId: started.rootId, text: question },
    mode: Mode.FUN,
  });
  assert.deepEqual([conversation!.running, nodes.length, nodes[1]!.status], [true, 2, NodeStatus.RUNNING]);
  const opened = await conversations.openConversation({
    conversationId: started.conversationId,
    viewId: "pane",
  });
  assert.equal(opened.leafId, started.replyId);
  engine.release(100);
  const node = await ended(clients, started.replyId);
  assert.deepEqual(
    [node.status, node.provenance!.mode, node.provenance!.modelId],
    [NodeStatus.DONE, Mode.FUN, "small"],
  );
});

test("the same call again starts nothing, and another one under its id is refused", async () => {
  const asked = await ask(clients, question);
  const before = engine.requests.length;
  await ask(clients, question, asked);
  await ended(clients, asked.replyId);
  await ask(clients, question, asked);
  assert.ok(engine.requests.length <= before + 1);
  await assert.rejects(ask(clients, "Something else entirely?", asked), { code: Code.AlreadyExists });
});

test("regenerating makes a sibling, and continuing one that begins with the text so far", async () => {
  engine.holdBack();
  const asked = await ask(clients, question);
  engine.release(3);
  await runs.stopRun({ runId: asked.replyId });
  const stopped = await ended(clients, asked.replyId);
  assert.equal(stopped.status, NodeStatus.STOPPED);
  engine.letGo();
  const { conversationId, rootId, questionId } = asked;
  const again = newId();
  await runs.startRun({
    conversationId,
    rootId,
    replyId: again,
    kind: RunKind.REGENERATE,
    parentId: questionId,
  });
  assert.equal((await ended(clients, again)).parentId, questionId);
  const longer = newId();
  const text = stopped.parts[0]?.kind.value?.text ?? "";
  await runs.startRun({
    conversationId,
    rootId,
    replyId: longer,
    kind: RunKind.CONTINUE,
    continueFrom: asked.replyId,
  });
  const continued = await ended(clients, longer);
  assert.equal(continued.editedFrom, asked.replyId);
  assert.ok(text.length > 0 && continued.parts[0]!.kind.value!.text.startsWith(text));
});

test("a root id may be left out where the conversation is there already", async () => {
  const asked = await ask(clients, question);
  await ended(clients, asked.replyId);
  const more = await ask(clients, "And the question, what was it?", {
    conversationId: asked.conversationId,
    rootId: "",
    parentId: asked.replyId,
  });
  assert.equal((await ended(clients, more.replyId)).status, NodeStatus.DONE);
});

test("stopping ends a run with what it had, and stopping again is no error", async () => {
  engine.holdBack();
  const asked = await ask(clients, question);
  engine.release(2);
  await runs.stopRun({ runId: asked.replyId });
  await runs.stopRun({ runId: asked.replyId });
  assert.equal((await ended(clients, asked.replyId)).status, NodeStatus.STOPPED);
  await assert.rejects(runs.stopRun({ runId: newId() }), { code: Code.NotFound });
});

test("an engine that dies in mid-answer leaves the text so far with a clear reason, and the next question works", async () => {
  engine.holdBack();
  const tab = new Tab(runs);
  await tab.open();
  const asked = await ask(clients, question);
  engine.release(4);
  await tab.until(() => tab.texts.get(asked.replyId) === words.slice(0, 4).join(""), "four words");
  engine.die();
  const broken = await ended(clients, asked.replyId);
  assert.deepEqual([broken.status, broken.failure?.code], [NodeStatus.INTERRUPTED, "engine-lost"]);
  assert.equal(broken.parts[0]!.kind.value!.text, words.slice(0, 4).join(""));
  engine.letGo();
  const { conversationId, rootId, replyId } = asked;
  const next = await ask(clients, question, { conversationId, rootId, parentId: replyId });
  assert.equal((await ended(clients, next.replyId)).status, NodeStatus.DONE);
  await tab.close();
});

test("a tab that comes back after any event has every event once and the whole text", async () => {
  for (let leaveAfter = 0; leaveAfter <= words.length; leaveAfter++) {
    engine.holdBack();
    const tab = new Tab(runs);
    await tab.open();
    const asked = await ask(clients, question);
    tab.follow(asked.replyId);
    const heard = () => tab.numbers.get(asked.replyId)!.length;
    engine.release(leaveAfter);
    await tab.until(() => heard() >= Math.min(1, leaveAfter), "the first event");
    await tab.close();
    engine.release(leaveAfter % 3);
    await tab.open();
    engine.release(words.length);
    await tab.until(() => tab.ended.has(asked.replyId), "the end");
    gapless(tab.numbers.get(asked.replyId));
    assert.equal(tab.texts.get(asked.replyId), words.join(""));
    await tab.close();
  }
});

test("closing every tab stops nothing, and a tab that comes back after the end is told what it missed", async () => {
  engine.holdBack();
  const tab = new Tab(runs);
  await tab.open();
  const asked = await ask(clients, question);
  engine.release(3);
  await tab.until(() => (tab.texts.get(asked.replyId) ?? "").length > 0, "the first words");
  await tab.close();
  engine.release(100);
  assert.equal((await ended(clients, asked.replyId)).status, NodeStatus.DONE);
  await tab.open();
  await tab.until(() => tab.ended.has(asked.replyId), "the end");
  gapless(tab.numbers.get(asked.replyId));
  assert.equal(tab.texts.get(asked.replyId), words.join(""));
  await tab.close();
});

test("a new tab finds a run that goes on as it stands", async () => {
  engine.holdBack();
  const first = new Tab(runs);
  await first.open();
  const asked = await ask(clients, question);
  engine.release(4);
  await first.until(() => first.texts.get(asked.replyId) === words.slice(0, 4).join(""), "four words");
  const second = new Tab(runs);
  await second.open();
  await second.until(() => second.texts.get(asked.replyId) === words.slice(0, 4).join(""), "the snapshot");
  engine.release(100);
  await second.until(() => second.ended.has(asked.replyId), "the end");
  assert.equal(second.texts.get(asked.replyId), words.join(""));
  await first.close();
  await second.close();
});

test("every tab hears of new nodes, archived branches and new names", async () => {
  const tab = new Tab(runs);
  await tab.open();
  const asked = await ask(clients, question);
  await ended(clients, asked.replyId);
  const { conversationId } = asked;
  await conversations.renameConversation({ conversationId, title: "Towels" });
  await conversations.archiveBranch({ conversationId, nodeId: asked.replyId });
  await conversations.annotateNode({ conversationId, nodeId: asked.questionId, bookmarked: true });
  const told = (id: string) =>
    tab.heard.flatMap(({ kind }) =>
      kind.case === "nodes" ? kind.value.nodes.filter((node) => node.id === id) : [],
    );
  await tab.until(() => told(asked.questionId).at(-1)?.bookmarked === true, "the bookmark");
  assert.ok(told(asked.replyId).at(-1)!.archivedAtMs > 0n);
  const names = tab.heard.flatMap(({ kind }) =>
    kind.case === "conversation" ? [kind.value.conversation!] : [],
  );
  assert.ok(names.some((conversation) => conversation.title === "Towels"));
  assert.equal(names.at(-1)?.running, false);
  const numbers = tab.heard.flatMap(({ change }) => (change > 0n ? [Number(change)] : []));
  assert.deepEqual(
    numbers,
    [...new Set(numbers)].sort((a, b) => a - b),
  );
  await tab.close();
});

test("eight replies at once over one HTTP/1.1 stream leave other calls their way", async () => {
  engine.holdBack();
  const tab = new Tab(runs);
  await tab.open();
  const asked = await Promise.all(Array.from({ length: 8 }, () => ask(clients, question)));
  engine.release(4);
  await tab.until(
    () => asked.every(({ replyId }) => (tab.texts.get(replyId) ?? "").length > 0),
    "all first words",
  );
  const { conversations: listed } = await conversations.listConversations({ limit: 8 });
  assert.equal(listed.filter(({ running }) => running).length, 8);
  assert.equal((await clients.system.getStatus({})).runsLive, 8);
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
  engine.release(100);
  await tab.until(() => asked.every(({ replyId }) => tab.ended.has(replyId)), "all ends");
  for (const { replyId } of asked) {
    gapless(tab.numbers.get(replyId));
    assert.equal(tab.texts.get(replyId), words.join(""));
  }
  await tab.close();
});

test("gRPC clients subscribe over clear-text HTTP/2, and their leaving is noticed", async () => {
  const transport = createGrpcTransport({ baseUrl: server.url });
  const tab = new Tab(server.clients(transport).runs);
  await tab.open();
  const asked = await ask(clients, question);
  await tab.until(() => tab.ended.has(asked.replyId), "the end");
  await tab.close();
  for (let i = 0; (await subscribers()) !== "0"; i++) assert.ok(i < 200, "a reader that left is still held");
});

test("a tab that stops reading is let go with what waited for it, and the others hear everything", async () => {
  engine.words = Array.from({ length: 240 }, (_, i) => `${i} ${"x".repeat(60_000)} `);
  engine.holdBack();
  const stuck = connect(server.port, "127.0.0.1").on("error", () => {});
  const envelope = Buffer.alloc(5);
  stuck.write(
    "POST /grok.v1.RunService/Subscribe HTTP/1.1\r\nhost: localhost\r\n" +
      `content-type: application/connect+proto\r\ncontent-length: ${envelope.length}\r\n\r\n`,
  );
  stuck.write(envelope);
  await once(stuck, "readable");

  const tab = new Tab(runs);
  await tab.open();
  const { replyId } = await ask(clients, question);
  for (let said = 0; said < engine.words.length; said += 8) {
    const before = (tab.texts.get(replyId) ?? "").length;
    engine.release(8);
    await tab.until(() => (tab.texts.get(replyId) ?? "").length >= before + 8 * 60_000, "eight more words");
  }
  await tab.until(() => tab.ended.has(replyId), "the end");
  gapless(tab.numbers.get(replyId));
  assert.equal(tab.texts.get(replyId), engine.words.join(""));
  const closed = once(stuck, "close");
  while ((await subscribers()) !== "1") await sleep(50);
  stuck.resume();
  await closed;
  await tab.close();
});

test("replies of one question stand beside each other in the tree", async () => {
  const asked = await ask(clients, question);
  await ended(clients, asked.replyId);
  const { conversationId, rootId, questionId } = asked;
  for (let i = 0; i < 3; i++) {
    const replyId = newId();
    await runs.startRun({ conversationId, rootId, replyId, kind: RunKind.REGENERATE, parentId: questionId });
    await ended(clients, replyId);
  }
  const { tree, conversation } = await conversations.openConversation({ conversationId });
  const siblings = shapeFromColumns(tree!).filter((node) => node.parentId === questionId);
  assert.deepEqual([siblings.length, conversation!.branches], [4, 4]);
});
