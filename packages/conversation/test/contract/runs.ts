import assert from "node:assert/strict";
import { describe } from "node:test";
import type { ConversationNode, RunEnd, RunEvent } from "@grok/conversation";
import { sampleAnswer, sampleCitations, sampleId, sampleQuestion, sampleReply } from "../sample-tree.ts";
import {
  answered,
  type ContractSubject,
  finished,
  sampleRun,
  sampleStart,
  storeTests,
  withSample,
} from "./subject.ts";

export function runContract(open: () => Promise<ContractSubject>): void {
  const test = storeTests(open);
  const text = (seq: number, words: string): RunEvent => ({ seq, type: "text", text: words });
  const endOf = (reply: ConversationNode, seq: number, words: string): RunEnd => {
    const node = finished(reply, words);
    return { runId: node.id, node, events: [{ seq, type: "ended", node }], generated: null };
  };

  describe("starting a run", () => {
    test("stores conversation, question, empty reply, run and cursor at once", async (store, reopen) => {
      const start = sampleStart(100, { viewId: "pane-1" });
      assert.equal(await store.startRun(start), true);
      const again = await reopen();
      const { id, rootId } = start.conversation;
      const summary = await again.conversation("ada", id);
      assert.deepEqual([summary.rootId, summary.running, summary.branches], [rootId, true, 1]);
      const path = await again.path("ada", id, start.reply.id);
      assert.deepEqual(path.slice(1), [start.question, start.reply]);
      assert.deepEqual(await again.run("ada", start.run.id), start.run);
      assert.equal((await again.view("ada", "pane-1"))?.leafId, start.reply.id);
    });

    test("of any kind keeps its kind, and a summary the branch that it sums up", async (store, reopen) => {
      const { conversation, nodes, id } = await withSample(store);
      for (const [at, kind] of (["answer", "regenerate", "continue", "summarise"] as const).entries()) {
        const question = sampleQuestion(110 + 2 * at, nodes[1]!);
        const reply: ConversationNode = {
          ...sampleReply(111 + 2 * at, question),
          sourceId: kind === "summarise" ? nodes[4]!.id : null,
        };
        const run = { ...sampleRun(conversation, reply), kind };
        await store.startRun({ conversation, nodes: [question, reply], run, viewId: null });
        const end = endOf(reply, 1, "done");
        const other = { ...end, node: { ...end.node, sourceId: question.id } };
        await assert.rejects(store.endRun(other), { code: "bad-input" });
        await store.endRun(end);
        assert.equal((await store.run("ada", run.id)).kind, kind);
        const [stored] = await store.nodes("ada", id, [reply.id]);
        assert.equal(stored?.sourceId, reply.sourceId);
      }
      assert.equal((await (await reopen()).run("ada", sampleId(117))).kind, "summarise");
    });

    test("twice changes nothing and says so, also after it ended", async (store) => {
      const start = sampleStart(100, { viewId: "pane-1" });
      await store.startRun(start);
      await store.appendRunEvents(start.run.id, [text(1, "hello")], 5);
      assert.equal(await store.startRun({ ...start, nodes: [] }), false);
      await store.endRun(endOf(start.reply, 2, "hello"));
      assert.equal(await store.startRun(start), false);
      assert.equal((await store.run("ada", start.run.id)).seq, 2);
    });

    test("in a conversation that is there compares only its id and root", async (store) => {
      const { conversation, nodes, id } = await withSample(store);
      await store.retitle("ada", id, "Mine", "user");
      const question = sampleQuestion(110, nodes[4]!);
      const reply: ConversationNode = {
        ...sampleStart(108).reply,
        conversationId: id,
        parentId: question.id,
      };
      const start = { nodes: [question, reply], run: sampleRun(conversation, reply), viewId: null };
      const other = { ...conversation, rootId: sampleId(500) };
      await assert.rejects(store.startRun({ ...start, conversation: other }), { code: "conflict" });
      const later = { ...conversation, title: "Other", createdAtMs: 9, updatedAtMs: 9 };
      assert.equal(await store.startRun({ ...start, conversation: later }), true);
      assert.equal((await store.conversation("ada", id)).title, "Mine");
    });

    test("stores nothing where one part of it cannot be", async (store) => {
      const start = sampleStart(100);
      const { conversation, question, reply, run } = start;
      const orphan = { ...question, parentId: sampleId(900) };
      const cases: [Partial<typeof start>, string][] = [
        [{ nodes: [orphan, reply] }, "parent-missing"],
        [{ nodes: [question] }, "bad-input"],
        [{ nodes: [question, finished(reply, "x")] }, "bad-input"],
        [{ nodes: [question, reply, { ...reply, id: sampleId(150) }] }, "bad-input"],
        [{ run: { ...run, id: sampleId(151) } }, "bad-input"],
        [{ run: { ...run, seq: 4 } }, "bad-input"],
        [{ run: { ...run, status: "ended" } }, "bad-input"],
        [{ run: { ...run, ownerId: "eve" } }, "bad-input"],
        [{ nodes: [{ ...question, parts: [{ type: "text", text: "\0" }] }, reply] }, "bad-input"],
      ];
      for (const [change, code] of cases) {
        await assert.rejects(store.startRun({ ...start, ...change }), { code });
        await assert.rejects(store.conversation("ada", conversation.id), { code: "not-found" });
        await assert.rejects(store.run("ada", run.id), { code: "not-found" });
      }
    });

    test("under the id of a node that is there is a conflict", async (store) => {
      const { conversation, nodes } = await withSample(store);
      const reply: ConversationNode = { ...nodes[1]!, status: "running", parts: [] };
      const start = { conversation, nodes: [reply], run: sampleRun(conversation, reply), viewId: null };
      await assert.rejects(store.startRun(start), { code: "conflict" });
      await assert.rejects(store.run("ada", reply.id), { code: "not-found" });
    });

    test("may repeat a question that is stored: another reply to it", async (store) => {
      const first = await answered(store, 100, "hello");
      const reply: ConversationNode = { ...first.reply, id: sampleId(120), origin: "regenerated" };
      const { conversation, question } = first;
      const run = { ...sampleRun(conversation, reply), kind: "regenerate" as const };
      await store.startRun({ conversation, nodes: [question, reply], run, viewId: null });
      assert.equal((await store.conversation("ada", conversation.id)).branches, 2);
      assert.equal((await store.run("ada", reply.id)).kind, "regenerate");
    });

    test("below an archived question is refused", async (store) => {
      const { conversation, nodes, id } = await withSample(store);
      await store.archiveBranch("ada", id, nodes[0]!.id, 900);
      const reply: ConversationNode = {
        ...sampleStart(108).reply,
        conversationId: id,
        parentId: nodes[0]!.id,
      };
      const start = { conversation, nodes: [reply], run: sampleRun(conversation, reply), viewId: null };
      await assert.rejects(store.startRun(start), { code: "wrong-place" });
    });
  });

  describe("a run's events", () => {
    test("come back in order after any number, after a restart too", async (store, reopen) => {
      const start = sampleStart(100);
      await store.startRun(start);
      const events: RunEvent[] = [
        {
          seq: 1,
          type: "started",
          modelId: "tiny-1",
          modelTitle: "Tiny 1",
          promptTokens: 3,
          cachedTokens: 1,
          contextTokens: 8192,
        },
        { seq: 2, type: "notice", code: "loading", message: "loading Tiny 1" },
        { seq: 3, type: "reasoning", text: "hm\n" },
        text(4, "hello, wörld 😀"),
        { seq: 5, type: "rewound", length: 5 },
      ];
      await store.appendRunEvents(start.run.id, events.slice(0, 2), 2_000);
      await store.appendRunEvents(start.run.id, events.slice(2), 1_000);
      const again = await reopen();
      assert.deepEqual(await again.runEvents("ada", start.run.id, 0), events);
      assert.deepEqual(await again.runEvents("ada", start.run.id, 3), events.slice(3));
      assert.deepEqual(await again.runEvents("ada", start.run.id, 5), []);
      assert.equal((await again.run("ada", start.run.id)).seq, 5);
    });

    test("follow without a gap and without a repetition, all or nothing", async (store) => {
      const { run, reply } = sampleStart(100);
      await store.startRun(sampleStart(100));
      await store.appendRunEvents(run.id, [text(1, "a")], 1);
      for (const events of [[text(1, "a")], [text(3, "c")], [text(2, "b"), text(4, "d")], [text(0, "z")]])
        await assert.rejects(store.appendRunEvents(run.id, events, 1), { code: "conflict" });
      const ended: RunEvent = { seq: 2, type: "ended", node: finished(reply, "a") };
      await assert.rejects(store.appendRunEvents(run.id, [ended], 1), { code: "bad-input" });
      assert.deepEqual(await store.runEvents("ada", run.id, 0), [text(1, "a")]);
      await assert.rejects(store.appendRunEvents(sampleId(999), [text(1, "a")], 1), { code: "not-found" });
    });

    test("carry the heartbeat, alone too, and it never goes back", async (store) => {
      const { run } = sampleStart(100);
      await store.startRun(sampleStart(100));
      const atMs = run.heartbeatAtMs;
      await store.appendRunEvents(run.id, [], atMs + 500);
      await store.appendRunEvents(run.id, [text(1, "a")], atMs + 400);
      assert.equal((await store.run("ada", run.id)).heartbeatAtMs, atMs + 500);
      assert.deepEqual(await store.staleRuns(atMs + 500), []);
      assert.deepEqual(
        (await store.staleRuns(atMs + 501)).map((each) => each.id),
        [run.id],
      );
    });
  });

  describe("folding a run", () => {
    test("writes the text so far into the node with the event it covers", async (store, reopen) => {
      const { run, reply, conversation } = sampleStart(100);
      await store.startRun(sampleStart(100));
      await store.appendRunEvents(run.id, [text(1, "hel"), text(2, "lo")], 1);
      const parts = [{ type: "text", text: "hel" }] as const;
      await store.foldRun(run.id, parts, 1);
      const again = await reopen();
      const [node] = await again.nodes("ada", conversation.id, [reply.id]);
      assert.deepEqual(node, { ...reply, parts });
      const stored = await again.run("ada", run.id);
      assert.deepEqual([stored.seq, stored.foldedSeq, stored.status], [2, 1, "live"]);
    });

    test("neither goes back nor ahead of the events", async (store) => {
      const { run } = sampleStart(100);
      await store.startRun(sampleStart(100));
      await store.appendRunEvents(run.id, [text(1, "a"), text(2, "b")], 1);
      await store.foldRun(run.id, [], 1);
      for (const seq of [0, 3, 1.5])
        await assert.rejects(store.foldRun(run.id, [], seq), { code: "conflict" });
      await assert.rejects(store.foldRun(sampleId(999), [], 0), { code: "not-found" });
    });
  });

  describe("the end of a run", () => {
    test("makes the reply whole, with its events and tokens, after a restart too", async (store, reopen) => {
      const { run, reply, conversation } = sampleStart(100);
      await store.startRun(sampleStart(100));
      await store.appendRunEvents(run.id, [text(1, "hel")], 1);
      const node: ConversationNode = {
        ...finished(reply, "hello"),
        status: "stopped",
        failure: { code: "engine-lost", message: "gone" },
        provenance: { ...reply.provenance!, finishReason: "cancelled", outputTokens: 2 },
        citations: sampleCitations,
      };
      const tokens = [0, 1, 127, 128, 151_643, 2 ** 32 - 1];
      await store.endRun({
        runId: run.id,
        node,
        events: [text(2, "lo"), { seq: 3, type: "ended", node }],
        generated: { modelDigest: "abc", tokens },
      });
      const again = await reopen();
      assert.deepEqual(await again.nodes("ada", conversation.id, [reply.id]), [node]);
      const ended = await again.run("ada", run.id);
      assert.deepEqual([ended.status, ended.seq, ended.foldedSeq], ["ended", 3, 3]);
      assert.deepEqual(await again.runEvents("ada", run.id, 1), [
        text(2, "lo"),
        { seq: 3, type: "ended", node },
      ]);
      const generated = await again.generated(conversation.id, [reply.id, sampleId(102), sampleId(999)]);
      assert.deepEqual([...generated], [[reply.id, { modelDigest: "abc", tokens }]]);
      assert.equal((await again.generated(sampleId(1), [reply.id])).size, 0);
      assert.equal((await again.conversation("ada", conversation.id)).running, false);
    });

    test("comes once: an ended run takes nothing more", async (store) => {
      const { run, reply, node, conversation } = await answered(store, 100, "hello");
      await assert.rejects(store.endRun(endOf(reply, 2, "other")), { code: "conflict" });
      await assert.rejects(store.foldRun(run.id, [], 1), { code: "conflict" });
      await assert.rejects(store.appendRunEvents(run.id, [text(2, "more")], 1), { code: "conflict" });
      assert.deepEqual(await store.nodes("ada", conversation.id, [reply.id]), [node]);
    });

    test("is refused with a gap, without its last event, or for another node than the run's", async (store) => {
      const { run, reply, question, conversation } = sampleStart(100);
      await store.startRun(sampleStart(100));
      const good = endOf(reply, 1, "hello");
      const cases: [Partial<RunEnd>, string][] = [
        [{ events: endOf(reply, 2, "hello").events }, "conflict"],
        [{ events: [] }, "bad-input"],
        [{ events: [text(1, "a")] }, "bad-input"],
        [{ events: [...good.events, text(2, "a")] }, "bad-input"],
        [{ node: reply }, "bad-input"],
        [{ node: { ...good.node, parentId: conversation.rootId } }, "bad-input"],
        [{ node: { ...good.node, role: "user" } }, "bad-input"],
        [{ node: { ...good.node, id: question.id } }, "bad-input"],
        [{ generated: { modelDigest: "abc", tokens: [1, -1] } }, "bad-input"],
      ];
      for (const [change, code] of cases)
        await assert.rejects(store.endRun({ ...good, ...change }), { code });
      await assert.rejects(store.endRun({ ...good, runId: sampleId(999) }), { code: "not-found" });
      assert.deepEqual(await store.nodes("ada", conversation.id, [reply.id]), [reply]);
      assert.equal((await store.run("ada", run.id)).seq, 0);
    });

    test("keeps name, bookmark and archiving as the user left them", async (store) => {
      const { reply, conversation, run } = sampleStart(100);
      await store.startRun(sampleStart(100));
      await store.annotate("ada", conversation.id, reply.id, { name: "Keep", bookmarked: true });
      const end = endOf(reply, 1, "hello");
      await store.endRun(end);
      const [stored] = await store.nodes("ada", conversation.id, [reply.id]);
      assert.deepEqual(stored, { ...end.node, name: "Keep", bookmarked: true });
      const [ended] = await store.runEvents("ada", run.id, 0);
      assert.deepEqual(ended, { seq: 1, type: "ended", node: stored });
    });

    test("never fails for what a model wrote: halves of characters and NULs are replaced", async (store) => {
      const { reply, conversation } = sampleStart(100);
      await store.startRun(sampleStart(100));
      await store.appendRunEvents(reply.id, [text(1, "a\ud800")], 1);
      await store.foldRun(reply.id, [{ type: "text", text: "a\ud800" }], 1);
      await store.endRun(endOf(reply, 2, "a\ud800b\0c"));
      const [stored] = await store.nodes("ada", conversation.id, [reply.id]);
      assert.deepEqual(stored?.parts, [{ type: "text", text: "a\ufffdb\ufffdc" }]);
    });

    test("opens the reply for the next question", async (store) => {
      const { reply, conversation } = await answered(store, 100, "hello");
      const next = sampleQuestion(120, reply);
      await store.addNodes("ada", conversation.id, [next, sampleAnswer(121, next)]);
      assert.equal((await store.path("ada", conversation.id, sampleId(121))).length, 5);
    });
  });

  describe("runs over time", () => {
    test("are listed while they live, for their owner; stale ones of all owners", async (store) => {
      await store.startRun(sampleStart(100));
      await store.startRun(sampleStart(200, { ownerId: "eve" }));
      await answered(store, 300, "done");
      const ids = (runs: readonly { id: string }[]) => runs.map((run) => run.id).sort();
      assert.deepEqual(ids(await store.liveRuns("ada")), [sampleId(103)]);
      assert.deepEqual(ids(await store.liveRuns("eve")), [sampleId(203)]);
      assert.deepEqual(ids(await store.staleRuns(Number.MAX_SAFE_INTEGER)), [sampleId(103), sampleId(203)]);
      assert.deepEqual(ids(await store.staleRuns(0)), []);
    });

    test("lose their events a while after they ended, and nothing else", async (store) => {
      const ended = await answered(store, 100, "hello");
      const live = sampleStart(200);
      await store.startRun(live);
      await store.appendRunEvents(live.run.id, [text(1, "a")], 1);
      assert.equal(await store.dropRunEvents(0), 0);
      assert.equal(await store.dropRunEvents(Number.MAX_SAFE_INTEGER), 1);
      assert.equal(await store.dropRunEvents(Number.MAX_SAFE_INTEGER), 0);
      assert.deepEqual(await store.runEvents("ada", ended.run.id, 0), []);
      assert.deepEqual(await store.runEvents("ada", live.run.id, 0), [text(1, "a")]);
      assert.equal((await store.run("ada", ended.run.id)).status, "ended");
      assert.deepEqual(await store.nodes("ada", ended.conversation.id, [ended.reply.id]), [ended.node]);
      assert.equal(await store.startRun(ended), false);
    });

    test("that are unknown are not-found", async (store) => {
      await assert.rejects(store.run("ada", sampleId(1)), { code: "not-found" });
      await assert.rejects(store.runEvents("ada", sampleId(1), 0), { code: "not-found" });
    });
  });
}
