import assert from "node:assert/strict";
import { test } from "node:test";
import { create } from "@bufbuild/protobuf";
import { type ConversationNode, type RunEvent, replyNode } from "@grok/conversation";
import { ModelsStateSchema, NodeStatus, runEventFromMessage, type SubscribeResponse } from "@grok/protocol";
import type { RunInfo, RunSnapshot } from "@grok/runs";
import { type ChangeHub, createChangeHub, type SubscribeFrom } from "./change-hub.ts";

const id = (n: number) => `01920000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const conversationId = id(1);
const reply = replyNode({ id: id(3), createdAtMs: 1 }, { id: id(2), conversationId });
const run: RunInfo = { id: reply.id, conversationId, ownerId: "local", kind: "answer" };
const fresh: SubscribeFrom = { epoch: "", after: 0, runAfter: new Map() };

/** A hub over one run that the test drives. */
function setUp(options: { heartbeatMs?: number; queueBytesMax?: number } = {}) {
  const live: RunSnapshot[] = [];
  const events: RunEvent[] = [];
  const hub: ChangeHub = createChangeHub({
    epoch: "e1",
    snapshot: () => live,
    endedEvents: async (_runId, after) => events.filter((event) => event.seq > after),
    models: () => create(ModelsStateSchema, { grok: "tiny" }),
    heartbeatMs: 60_000,
    ...options,
  });
  let node: ConversationNode = reply;
  const tell = (...bodies: ({ text: string } | "end")[]) => {
    const made = bodies.map((body, i): RunEvent => {
      const seq = events.length + i + 1;
      if (body === "end") return { seq, type: "ended", node: { ...node, status: "done" } };
      node = { ...node, parts: [{ type: "text", text: (node.parts[0]?.text ?? "") + body.text }] };
      return { seq, type: "text", text: body.text };
    });
    events.push(...made);
    live.splice(0);
    if (made.at(-1)?.type !== "ended") live.push({ ...run, seq: events.length, node });
    hub.runEvents(run, made);
  };
  return { hub, tell };
}

/** Reads `count` responses; the stream stays open. */
async function take(stream: AsyncGenerator<SubscribeResponse>, count: number) {
  const taken: SubscribeResponse[] = [];
  while (taken.length < count) {
    const { value, done } = await stream.next();
    if (done) break;
    taken.push(value);
  }
  return taken;
}

const kinds = (responses: SubscribeResponse[]) => responses.map((response) => response.kind.case);

/** What a tab has after these responses: the last number and the text of the run. */
function textAfter(responses: SubscribeResponse[], text = ""): string {
  let now = text;
  for (const { kind } of responses) {
    if (kind.case === "runSnapshot")
      now = kind.value.node!.parts.map((part) => part.kind.value?.text ?? "").join("");
    if (kind.case !== "runEvents") continue;
    for (const event of kind.value.events.map(runEventFromMessage)) {
      if (event.type === "text") now += event.text;
      if (event.type === "ended") now = event.node.parts.map((part) => part.text).join("");
    }
  }
  return now;
}

test("a new tab hears hello, the models and every run as it stands, then what happens", async () => {
  const { hub, tell } = setUp();
  tell({ text: "one " });
  const stream = hub.subscribe(fresh);
  const greeting = await take(stream, 3);
  assert.deepEqual(kinds(greeting), ["hello", "models", "runSnapshot"]);
  assert.equal(greeting[0]!.kind.case === "hello" && greeting[0]!.kind.value.reset, false);
  tell({ text: "two " }, { text: "three" });
  assert.equal(textAfter([...greeting, ...(await take(stream, 1))]), "one two three");
  await stream.return();
  assert.equal(hub.readers, 0);
});

test("a tab that comes back after any event misses nothing and hears nothing twice", async () => {
  const words = ["a ", "b ", "c ", "d ", "e "];
  for (let seen = 0; seen <= words.length; seen++)
    for (let now = seen; now <= words.length; now++) {
      const { hub, tell } = setUp();
      for (const word of words.slice(0, now)) tell({ text: word });
      const stream = hub.subscribe({ epoch: "e1", after: 0, runAfter: new Map([[run.id, seen]]) });
      await take(stream, 2);
      for (const word of words.slice(now)) tell({ text: word });
      tell("end");
      const before = words.slice(0, seen).join("");
      const rest: SubscribeResponse[] = [];
      for await (const response of stream) {
        rest.push(response);
        const events = response.kind.case === "runEvents" ? response.kind.value.events : [];
        if (events.at(-1)?.kind.case === "ended") break;
      }
      const numbers = rest.flatMap((r) =>
        r.kind.case === "runEvents" ? r.kind.value.events.map((e) => Number(e.seq)) : [],
      );
      assert.deepEqual(
        numbers,
        Array.from({ length: 6 - seen }, (_, i) => seen + 1 + i),
        `${seen} of ${now}`,
      );
      assert.equal(textAfter(rest, before), words.join(""));
    }
});

test("a run that ended while the tab was away is told to its end", async () => {
  const { hub, tell } = setUp();
  tell({ text: "one " }, { text: "two" });
  tell("end");
  const stream = hub.subscribe({ epoch: "e1", after: 0, runAfter: new Map([[run.id, 1]]) });
  const responses = await take(stream, 4);
  assert.deepEqual(kinds(responses), ["hello", "nodes", "models", "runEvents"]);
  assert.equal(textAfter(responses, "one "), "one two");
  await stream.return();
});

test("a run that began and ended while the tab was away is told as the node it left", async () => {
  const { hub, tell } = setUp();
  const tab = hub.subscribe(fresh);
  await take(tab, 2);
  await tab.return();
  hub.nodesChanged(conversationId, [reply]);
  tell({ text: "one " }, { text: "two" });
  tell("end");
  const responses = await take(hub.subscribe({ epoch: "e1", after: 0, runAfter: new Map() }), 4);
  assert.deepEqual(kinds(responses), ["hello", "nodes", "nodes", "models"]);
  const statuses = responses.flatMap(({ kind }) =>
    kind.case === "nodes" ? [kind.value.nodes[0]!.status] : [],
  );
  assert.deepEqual(statuses, [NodeStatus.RUNNING, NodeStatus.DONE]);
});

test("a tab that goes on is told where it stands, a new one where the count is", async () => {
  const { hub } = setUp();
  for (let i = 0; i < 3; i++) hub.nodesChanged(conversationId, [reply]);
  const change = async (from: SubscribeFrom) => {
    const [hello] = await take(hub.subscribe(from), 1);
    return hello!.kind.case === "hello" ? hello!.kind.value.change : null;
  };
  assert.equal(await change({ epoch: "e1", after: 1, runAfter: new Map() }), 1n);
  assert.equal(await change(fresh), 3n);
});

test("numbered changes are made up for, in order, and after a restart a reset is asked for", async () => {
  const { hub } = setUp();
  for (let i = 0; i < 3; i++) hub.nodesChanged(conversationId, [{ ...reply, status: "done", name: `${i}` }]);
  const resumed = await take(hub.subscribe({ epoch: "e1", after: 1, runAfter: new Map() }), 4);
  assert.deepEqual(kinds(resumed), ["hello", "nodes", "nodes", "models"]);
  assert.deepEqual(
    resumed.map((response) => Number(response.change)),
    [0, 2, 3, 0],
  );
  const [hello] = await take(hub.subscribe({ epoch: "e0", after: 1, runAfter: new Map() }), 1);
  assert.ok(hello!.kind.case === "hello" && hello!.kind.value.reset && hello!.kind.value.change === 3n);
});

test("a reset reaches tabs that listen, and those that come back; runs go on where they were", async () => {
  const { hub, tell } = setUp();
  tell({ text: "one " });
  const stream = hub.subscribe(fresh);
  await take(stream, 3);
  hub.reset();
  const [hello] = await take(stream, 2);
  assert.ok(hello!.kind.case === "hello" && hello!.kind.value.reset);
  const [later] = await take(hub.subscribe({ epoch: "e1", after: 0, runAfter: new Map() }), 1);
  assert.ok(later!.kind.case === "hello" && later!.kind.value.reset);
  tell({ text: "two" });
  const [next] = await take(stream, 1);
  assert.deepEqual(
    next!.kind.case === "runEvents" && next!.kind.value.events.map((event) => Number(event.seq)),
    [2],
  );
  await stream.return();
});

test("a silent stream beats", async () => {
  const { hub } = setUp({ heartbeatMs: 5 });
  const stream = hub.subscribe(fresh);
  assert.deepEqual(kinds(await take(stream, 4)), ["hello", "models", "heartbeat", "heartbeat"]);
  await stream.return();
});

test("a tab that stops reading is let go, and another one hears everything", async () => {
  const { hub, tell } = setUp({ queueBytesMax: 2_000 });
  let overflows = 0;
  const slow = hub.subscribe(fresh, undefined, () => overflows++);
  const quick = hub.subscribe(fresh);
  await take(slow, 1);
  let heard = await take(quick, 2);
  for (let i = 0; i < 20; i++) {
    tell({ text: "x".repeat(100) });
    heard = [...heard, ...(await take(quick, 1))];
  }
  assert.equal(textAfter(heard).length, 2_000);
  assert.equal(overflows, 1);
  await assert.rejects(take(slow, 100), { code: "too-slow" });
});

test("a tab that goes away while nothing happens is forgotten at once", async () => {
  const { hub } = setUp();
  const gone = new AbortController();
  const stream = hub.subscribe(fresh, gone.signal);
  await take(stream, 2);
  const next = stream.next();
  gone.abort();
  assert.equal((await next).done, true);
  assert.equal(hub.readers, 0);
});

test("closing ends every stream", async () => {
  const { hub } = setUp();
  const stream = hub.subscribe(fresh);
  await take(stream, 2);
  hub.close();
  assert.equal((await stream.next()).done, true);
});
