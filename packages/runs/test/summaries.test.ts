import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { textOf } from "@grok/conversation";
import type { StartRequest } from "@grok/runs";
import { openWorkbench, owner, type Workbench } from "./workbench.ts";

/** Root - "Tides?" - reply - "Moon?" - reply, and beside it "Sun?" - reply. */
async function twoBranches(bench: Workbench) {
  const tides = await bench.exchange("What makes tides?", "The moon does.");
  const moon = await bench.exchange("Only the moon?", "The sun too.", tides.replyId);
  const sun = await bench.exchange("How far is the sun?", "Very far.", tides.replyId);
  return { tides, moon, sun };
}

function summary(
  bench: Workbench,
  parentId: string,
  summariseFrom: string,
): StartRequest & { kind: "summarise" } {
  return { ...bench.ask("Sum it up.", { parentId }), kind: "summarise", summariseFrom };
}

async function summedUp(bench: Workbench, request: StartRequest, text: string) {
  await bench.begin(request);
  bench.model.last.start().say(text).finish();
  await bench.manager.idle();
  return bench.node(request.replyId);
}

describe("a summary", () => {
  test("is stored as a question and a reply that names the branch it sums up", async () => {
    const bench = openWorkbench({ abilities: ["persona", "rephrase"] });
    const { moon, sun } = await twoBranches(bench);
    const request = summary(bench, sun.replyId, moon.replyId);
    const reply = await summedUp(bench, request, "Moon and sun pull.");
    assert.deepEqual(
      [reply.sourceId, reply.parentId, reply.origin, textOf(reply)],
      [moon.replyId, request.question.id, "generated", "Moon and sun pull."],
    );
    assert.equal((await bench.node(request.question.id)).parentId, sun.replyId);
    const told = JSON.stringify(bench.model.last.request.messages);
    assert.ok(told.includes("The sun too.") && !told.includes("Very far."), told);
    assert.equal((await bench.store.run(owner, reply.id)).kind, "summarise");
  });

  test("asked for again in the same words starts nothing, and of another branch is a conflict", async () => {
    const bench = openWorkbench({ abilities: ["persona", "rephrase"] });
    const { moon, sun } = await twoBranches(bench);
    const request = summary(bench, sun.replyId, moon.replyId);
    await summedUp(bench, request, "Moon and sun pull.");
    const asked = bench.model.answers.length;
    assert.equal((await bench.manager.start(owner, request)).nodes.length, 2);
    assert.equal(bench.model.answers.length, asked);
    await assert.rejects(bench.manager.start(owner, { ...request, summariseFrom: sun.replyId }), {
      code: "conflict",
    });
  });

  test("may be of an archived branch", async () => {
    const bench = openWorkbench({ abilities: ["persona", "rephrase"] });
    const { moon, sun } = await twoBranches(bench);
    await bench.store.archiveBranch(owner, bench.conversationId, moon.questionId, 5);
    const reply = await summedUp(bench, summary(bench, sun.replyId, moon.replyId), "It is hidden.");
    assert.equal(reply.sourceId, moon.replyId);
  });

  test("regenerated or written on still sums up the same branch; any other reply none", async () => {
    const bench = openWorkbench({ abilities: ["persona", "rephrase"] });
    const { moon, sun } = await twoBranches(bench);
    const request = summary(bench, sun.replyId, moon.replyId);
    await summedUp(bench, request, "First try.");
    const again = await summedUp(bench, bench.again("regenerate", request.question.id), "Second try.");
    assert.equal(again.sourceId, moon.replyId);
    const longer = await summedUp(bench, bench.again("continue", again.id), " And more.");
    assert.deepEqual([longer.sourceId, textOf(longer)], [moon.replyId, "Second try. And more."]);
    const other = await summedUp(bench, bench.again("regenerate", sun.questionId), "Far.");
    assert.equal(other.sourceId, null);
  });

  test("that cannot be is refused with the reason, and nothing is stored", async () => {
    const bench = openWorkbench({ abilities: ["persona", "rephrase"] });
    const { moon, sun } = await twoBranches(bench);
    const running = bench.ask("Still on it?", { parentId: moon.replyId });
    await bench.begin(running);
    const before = await bench.store.shape(owner, bench.conversationId);
    const cases: [StartRequest, string, RegExp][] = [
      [summary(bench, bench.rootId, moon.replyId), "bad-request", /follows a reply/],
      [summary(bench, sun.questionId, moon.replyId), "bad-input", /below user stands assistant/],
      [summary(bench, sun.replyId, bench.rootId), "bad-request", /root, which ends no branch/],
      [summary(bench, sun.replyId, bench.newId()), "not-found", /has no node/],
      [summary(bench, sun.replyId, running.replyId), "still-running", /still being written/],
      [summary(bench, running.replyId, moon.replyId), "still-running", /still being written/],
      [
        { ...summary(bench, sun.replyId, moon.replyId), question: { ...running.question, text: " " } },
        "bad-request",
        /empty/,
      ],
      [
        { ...summary(bench, sun.replyId, moon.replyId), conversationId: bench.newId() },
        "not-found",
        /no conversation/,
      ],
    ];
    for (const [request, code, message] of cases)
      await assert.rejects(bench.manager.start(owner, request), { code, message });
    assert.deepEqual(await bench.store.shape(owner, bench.conversationId), before);
    bench.model.last.start().say("Yes.").finish();
    await bench.manager.idle();
  });
});
