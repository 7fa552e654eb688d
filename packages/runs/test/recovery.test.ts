import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { textOf } from "@grok/conversation";
import { breathe } from "./manual-timers.ts";
import { openWorkbench, owner, type Workbench } from "./workbench.ts";

// A crash is a manager that is simply left, with what the store had at that moment.

type Moment = readonly [when: string, text: string, before: (bench: Workbench) => Promise<void>];

const moments: readonly Moment[] = [
  ["after the nodes were stored, before the model was asked", "", async () => {}],
  [
    "after the model began, before its first token",
    "",
    async (bench) => {
      bench.model.last.start();
      await bench.timers.advance(300);
    },
  ],
  [
    "after the first token was stored",
    "One",
    async (bench) => {
      bench.model.last.start().say("One");
      await bench.timers.advance(300);
    },
  ],
  [
    "after the text was folded",
    "One two",
    async (bench) => {
      bench.model.last.start().say("One");
      await bench.timers.advance(3_500);
      bench.model.last.say(" two");
      await bench.timers.advance(300);
      assert.equal((await bench.store.run(owner, bench.told[0]!.run.id)).foldedSeq, 3);
    },
  ],
  [
    "after more was stored than was folded",
    "One two three",
    async (bench) => {
      bench.model.last.start().say("One two");
      await bench.timers.advance(3_500);
      bench.model.last.say(" ");
      await bench.timers.advance(300);
      bench.model.last.say("three");
      await bench.timers.advance(300);
      const run = await bench.store.run(owner, bench.told[0]!.run.id);
      assert.ok(run.foldedSeq < run.seq);
    },
  ],
  [
    "after more was told than was stored",
    "One",
    async (bench) => {
      bench.model.last.start().say("One");
      await bench.timers.advance(300);
      bench.model.last.say(" two");
      await bench.timers.advance(60);
    },
  ],
  [
    "in the moment of the end",
    "One two",
    async (bench) => {
      bench.store.endRun = () => new Promise(() => {});
      bench.model.last.start().say("One two");
      await bench.timers.advance(300);
      bench.model.last.finish();
      await breathe();
    },
  ],
];

describe("after a crash", () => {
  for (const [when, text, before] of moments) {
    test(`${when}, the reply is interrupted with its text, and life goes on`, async () => {
      const first = openWorkbench();
      const request = first.ask("Count to three.");
      await first.begin(request);
      await before(first);

      const next = first.restarted();
      assert.equal(await next.manager.recover(), 1);
      const reply = await next.node(request.replyId);
      assert.equal(reply.status, "interrupted");
      assert.equal(reply.failure?.code, "server-lost");
      assert.equal(textOf(reply), text);
      const events = await next.store.runEvents(owner, request.replyId, 0);
      assert.deepEqual(
        events.map((event) => event.seq),
        events.map((_, at) => at + 1),
      );
      assert.deepEqual(events.at(-1), { seq: events.length, type: "ended", node: reply });
      assert.equal((await next.store.conversation(owner, next.conversationId)).running, false);
      assert.deepEqual((await next.store.diagnose({ mend: false, live: new Set(), nowMs: 0 })).findings, []);

      await next.manager.stop(owner, request.replyId);
      assert.equal(await next.manager.recover(), 0);
      const again = next.again("regenerate", request.question.id);
      await next.begin(again);
      next.model.last.start().say("One two three.").finish();
      await next.manager.idle();
      assert.equal((await next.node(again.replyId)).status, "done");
      if (text === "") return;
      const onwards = next.again("continue", request.replyId);
      await next.begin(onwards);
      next.model.last.start().say(" and on.").finish();
      await next.manager.idle();
      assert.equal(await next.text(onwards.replyId), `${text} and on.`);
    });
  }

  test("the recovered reply says which model wrote it", async () => {
    const first = openWorkbench();
    const request = first.ask("Count.");
    await first.begin(request);
    first.model.last.start().say("One");
    await first.timers.advance(300);
    const next = first.restarted();
    await next.manager.recover();
    const { provenance } = await next.node(request.replyId);
    assert.equal(provenance?.modelTitle, "Able 8B");
    assert.equal(provenance?.promptTokens, 12);
  });

  test("a run that nobody recovered is ended by Stop", async () => {
    const first = openWorkbench();
    const request = first.ask("Count.");
    await first.begin(request);
    const next = first.restarted();
    await next.manager.stop(owner, request.replyId);
    assert.equal((await next.node(request.replyId)).status, "interrupted");
  });

  test("the reaper waits until the heartbeat is old, and tells those who watch", async () => {
    const first = openWorkbench();
    const request = first.ask("Count.");
    await first.begin(request);
    const next = first.restarted();
    assert.equal(await next.manager.reap(), 0);
    next.timers.nowMs += 31_000;
    assert.equal(await next.manager.reap(), 1);
    assert.equal(next.eventsOf(request.replyId).at(-1)?.type, "ended");
    assert.equal(next.conversations.at(-1)?.running, false);
  });

  test("one run that cannot be ended does not keep the others from it", async () => {
    const first = openWorkbench();
    const { questionId } = await first.exchange("Why?", "Because.");
    const [bad, good] = [first.again("regenerate", questionId), first.again("regenerate", questionId)];
    await first.begin(bad);
    await first.begin(good);
    const next = first.restarted();
    const runEvents = next.store.runEvents.bind(next.store);
    next.store.runEvents = async (ownerId, id, after) => {
      if (id === bad.replyId) throw new Error("damaged");
      return runEvents(ownerId, id, after);
    };
    assert.equal(await next.manager.recover(), 1);
    assert.equal((await next.node(good.replyId)).status, "interrupted");
    assert.ok(next.logged.some((line) => line.includes("could not be ended")));
  });

  test("a process that was taken for dead gives way to what is stored", async () => {
    const first = openWorkbench();
    const request = first.ask("Count.");
    await first.begin(request);
    first.model.last.start().say("One");
    await first.timers.advance(300);
    const next = first.restarted();
    await next.manager.recover();
    first.model.last.say(" two");
    await first.timers.advance(1_000);
    await first.manager.idle();
    const stored = await next.node(request.replyId);
    assert.equal(textOf(stored), "One");
    assert.deepEqual(first.eventsOf(request.replyId).at(-1), {
      seq: first.eventsOf(request.replyId).length,
      type: "ended",
      node: stored,
    });
    assert.equal(first.timers.waiting, 0);
  });
});
