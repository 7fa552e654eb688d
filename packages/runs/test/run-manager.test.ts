import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ConversationError, type RunEvent, textOf } from "@grok/conversation";
import { ModelError } from "@grok/model";
import { ableModel } from "./hand-fed-model.ts";
import { breathe } from "./manual-timers.ts";
import { openWorkbench, owner } from "./workbench.ts";

async function readAll(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const all: RunEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

describe("a first question", () => {
  test("is stored with its empty reply in a conversation titled by code, before the model says anything", async () => {
    const bench = openWorkbench();
    const request = { ...bench.ask("What is the capital of France?"), viewId: bench.newId() };
    const started = await bench.manager.start(owner, request);
    assert.equal(started.conversation.title, "Capital of France");
    assert.equal(started.conversation.running, true);
    assert.deepEqual(
      started.nodes.map((node) => [node.id, node.parentId, node.role, node.status]),
      [
        [request.question.id, bench.rootId, "user", "done"],
        [request.replyId, request.question.id, "assistant", "running"],
      ],
    );
    assert.deepEqual(
      await bench.store.nodes(
        owner,
        bench.conversationId,
        started.nodes.map(({ id }) => id),
      ),
      started.nodes,
    );
    assert.equal((await bench.store.view(owner, request.viewId))?.leafId, request.replyId);
    assert.deepEqual(bench.nodes, started.nodes);
    assert.equal(bench.conversations[0]?.title, "Capital of France");
  });

  test("in a conversation that was made empty gives it its title", async () => {
    const bench = openWorkbench();
    const { conversationId: id, rootId } = bench;
    await bench.store.createConversation({
      id,
      rootId,
      ownerId: owner,
      title: "",
      titledBy: "code",
      createdAtMs: 1,
      updatedAtMs: 1,
      archivedAtMs: null,
      instructions: "",
    });
    const started = await bench.manager.start(owner, bench.ask("Why is the sky blue?"));
    assert.equal(started.conversation.title, "Why is the sky blue");
  });

  test("brings the instructions of the conversation that it begins; one that is there keeps its own", async () => {
    const bench = openWorkbench();
    const started = await bench.manager.start(owner, { ...bench.ask("Hello"), instructions: "Be brief." });
    assert.equal(started.conversation.instructions, "Be brief.");
    await bench.manager.stop(owner, started.nodes[1]!.id);
    const next = { ...bench.ask("And now?", { parentId: started.nodes[1]!.id }), instructions: "Be long." };
    assert.equal((await bench.manager.start(owner, next)).conversation.instructions, "Be brief.");
  });

  test("is answered to the end: events without gaps, the node stored, the list told", async () => {
    const bench = openWorkbench();
    const { replyId } = await bench.exchange("Why is the sky blue?", "Rayleigh.");
    const events = bench.eventsOf(replyId);
    assert.deepEqual(
      events.map((event) => event.seq),
      events.map((_, at) => at + 1),
    );
    assert.deepEqual(
      events.map((event) => event.type),
      ["started", "text", "ended"],
    );
    const node = await bench.node(replyId);
    assert.equal(node.status, "done");
    assert.equal(textOf(node), "Rayleigh.");
    assert.deepEqual(events.at(-1), { seq: 3, type: "ended", node });
    assert.equal((await bench.store.run(owner, replyId)).status, "ended");
    assert.deepEqual(await bench.store.runEvents(owner, replyId, 0), events);
    assert.deepEqual(
      await bench.store.generated(bench.conversationId, [replyId]),
      new Map([[replyId, { modelDigest: "d1", tokens: [1, 2] }]]),
    );
    assert.equal(bench.conversations.at(-1)?.running, false);
    assert.equal(bench.manager.liveCount, 0);
    assert.equal(bench.timers.waiting, 0);
  });
});

describe("the model", () => {
  test("is asked with the whole path and the tokens that it generated", async () => {
    const bench = openWorkbench();
    const first = await bench.exchange("One?", "First.");
    await bench.begin(bench.ask("Two?", { parentId: first.replyId }));
    const { messages, affinity } = bench.model.last.request;
    assert.deepEqual(
      messages.map((message) => message.role),
      ["system", "user", "assistant", "user"],
    );
    assert.deepEqual(messages[2], {
      role: "assistant",
      text: "First.",
      generated: { modelDigest: "d1", tokens: [1, 2] },
    });
    assert.equal(affinity, bench.conversationId);
  });

  test("that is too small to know its own name is not asked for it", async () => {
    const bench = openWorkbench();
    const small = openWorkbench({
      store: bench.store,
      resolveModel: async () => ({ provider: bench.model, description: { ...ableModel, abilities: [] } }),
      random: () => 0.99,
    });
    const request = small.ask("Who are you?");
    await small.manager.start(owner, request);
    await small.manager.idle();
    const reply = await small.node(request.replyId);
    assert.equal(reply.provenance?.answeredBy, "code");
    assert.match(textOf(reply), /Grok.*Able 8B/);
    assert.equal(bench.model.answers.length, 0);
  });

  test("that is missing fails the reply and keeps the question", async () => {
    const bench = openWorkbench({ resolveModel: async () => null });
    const request = { ...bench.ask("Anyone?"), model: "qwen-9000" };
    await bench.manager.start(owner, request);
    await bench.manager.idle();
    const reply = await bench.node(request.replyId);
    assert.equal(reply.status, "failed");
    assert.equal(reply.failure?.code, "model-missing");
    assert.match(reply.failure!.message, /qwen-9000.*question is kept.*regenerate/);
    assert.equal(await bench.text(request.question.id), "Anyone?");
  });

  test("that cannot be found out fails the reply with its own words", async () => {
    const bench = openWorkbench({
      resolveModel: async () => {
        throw new ModelError("unreachable", "10.0.0.9 does not answer");
      },
    });
    const request = bench.ask("Anyone?");
    await bench.manager.start(owner, request);
    await bench.manager.idle();
    assert.deepEqual((await bench.node(request.replyId)).failure, {
      code: "unreachable",
      message: "10.0.0.9 does not answer",
    });
  });

  test("that fails in mid-answer leaves an interrupted reply with its text", async () => {
    const bench = openWorkbench();
    const request = bench.ask("Go on?");
    await bench.begin(request);
    bench.model.last
      .start()
      .say("Half an")
      .give({ type: "error", error: new ModelError("engine-lost", "the engine died") });
    await bench.manager.idle();
    const reply = await bench.node(request.replyId);
    assert.equal(reply.status, "interrupted");
    assert.equal(textOf(reply), "Half an");
    assert.equal(reply.failure?.code, "engine-lost");
  });

  test("that breaks its contract, by throwing or by hanging up, is survived", async () => {
    for (const breakIt of ["crash", "hangUp"] as const) {
      const bench = openWorkbench();
      const request = bench.ask("Go on?");
      await bench.begin(request);
      bench.model.last.start().say("Half");
      bench.model.last[breakIt](new Error("out of the blue"));
      await bench.manager.idle();
      assert.equal((await bench.node(request.replyId)).status, "interrupted");
      assert.equal(await bench.text(request.replyId), "Half");
    }
  });

  test("is not asked for a prompt that does not fit, and the reply says so with numbers", async () => {
    const bench = openWorkbench();
    bench.model.promptTokens = 2_040;
    const request = bench.ask("word ".repeat(2_000));
    await bench.manager.start(owner, request);
    await bench.manager.idle();
    const { failure } = await bench.node(request.replyId);
    assert.equal(failure?.code, "context-full");
    assert.match(failure!.message, /2040.*2048/);
    assert.equal(bench.model.answers.length, 0);
  });

  test("that keeps readers waiting is told of", async () => {
    const bench = openWorkbench();
    const request = bench.ask("Slow?");
    await bench.begin(request);
    await bench.timers.advance(5_000);
    assert.deepEqual(
      bench.eventsOf(request.replyId).map((event) => event.type === "notice" && event.code),
      ["loading"],
    );
    bench.model.last.start().say("Here.").finish();
    await bench.manager.idle();
  });
});

describe("asking again", () => {
  test("with the same reply id answers the same and starts nothing twice, also at the same time", async () => {
    const bench = openWorkbench();
    const request = bench.ask("Once?");
    const [first, second] = await Promise.all([
      bench.manager.start(owner, request),
      bench.manager.start(owner, request),
    ]);
    assert.deepEqual(second.nodes, first.nodes);
    await breathe();
    bench.model.last.start().say("Once.").finish();
    await bench.manager.idle();
    const third = await bench.manager.start(owner, request);
    assert.deepEqual(
      third.nodes.map((node) => node.id),
      first.nodes.map((node) => node.id),
    );
    assert.equal(third.nodes[1]?.status, "done");
    assert.equal(bench.model.answers.length, 1);
  });

  test("something else with a known reply id is a conflict", async () => {
    const bench = openWorkbench();
    const request = bench.ask("Once?");
    await bench.begin(request);
    await assert.rejects(
      bench.manager.start(owner, { ...request, question: { ...request.question, text: "Twice?" } }),
      { code: "conflict" },
    );
    await assert.rejects(
      bench.manager.start(owner, {
        ...bench.again("regenerate", request.question.id),
        replyId: request.replyId,
      }),
      { code: "conflict" },
    );
    await assert.rejects(bench.manager.start("stranger", { ...request }), { code: "conflict" });
  });

  test("for another reply makes a sibling", async () => {
    const bench = openWorkbench();
    const { questionId, replyId } = await bench.exchange("Why?", "Because.");
    const request = bench.again("regenerate", questionId);
    const { nodes } = await bench.begin(request);
    assert.deepEqual(
      nodes.map((node) => [node.parentId, node.origin]),
      [[questionId, "regenerated"]],
    );
    bench.model.last.start().say("Otherwise.").finish();
    await bench.manager.idle();
    assert.equal(await bench.text(request.replyId), "Otherwise.");
    assert.equal(await bench.text(replyId), "Because.");
  });

  test("to go on makes a sibling that begins with the text and grows", async () => {
    const bench = openWorkbench();
    const { replyId } = await bench.exchange("Count.", "One, two");
    const request = bench.again("continue", replyId);
    const { nodes } = await bench.begin(request);
    assert.equal(textOf(nodes[0]!), "One, two");
    assert.equal(nodes[0]?.editedFrom, replyId);
    assert.equal(bench.model.last.request.continueLast, true);
    assert.deepEqual(bench.model.last.request.messages.at(-1)?.generated?.tokens, [1, 2]);
    bench.model.last
      .start()
      .say(", three")
      .finish("stop", { tokens: [3] });
    await breathe();
    await bench.manager.idle();
    assert.equal(await bench.text(request.replyId), "One, two, three");
    assert.equal(await bench.text(replyId), "One, two");
    const kept = await bench.store.generated(bench.conversationId, [request.replyId]);
    assert.deepEqual(kept.get(request.replyId)?.tokens, [1, 2, 3]);
  });
});

describe("what cannot be asked", () => {
  test("is refused with its reason, and nothing is stored", async () => {
    const bench = openWorkbench();
    const { questionId, replyId } = await bench.exchange("Why?", "Because.");
    const other = bench.newId();
    const base = bench.ask("And?", { parentId: replyId });
    const refused: [what: Parameters<typeof bench.manager.start>[1], code: string][] = [
      [{ ...base, question: { ...base.question, text: " \n" } }, "bad-request"],
      [{ ...base, question: { ...base.question, text: "a\0b" } }, "bad-input"],
      [{ ...base, question: { ...base.question, text: "x".repeat(1024 * 1024 + 1) } }, "bad-input"],
      [{ ...base, question: { ...base.question, id: "one" } }, "bad-input"],
      [{ ...base, replyId: "two" }, "bad-input"],
      [{ ...base, replyId }, "conflict"],
      [{ ...base, rootId: other }, "conflict"],
      [{ ...base, question: { ...base.question, parentId: other } }, "not-found"],
      [{ ...base, question: { ...base.question, parentId: questionId } }, "bad-input"],
      [{ ...base, question: { ...base.question, editedFrom: replyId } }, "wrong-place"],
      [{ ...base, conversationId: other, rootId: bench.newId() }, "parent-missing"],
      [bench.again("regenerate", replyId), "bad-request"],
      [bench.again("regenerate", other), "not-found"],
      [bench.again("continue", questionId), "bad-input"],
      [{ ...bench.again("regenerate", questionId), conversationId: other }, "not-found"],
    ];
    const before = await bench.store.shape(owner, bench.conversationId);
    for (const [request, code] of refused)
      await assert.rejects(bench.manager.start(owner, request), { code }, `${request.kind}: ${code}`);
    assert.deepEqual(await bench.store.shape(owner, bench.conversationId), before);
    assert.equal(bench.manager.liveCount, 0);
  });

  test("below or from a reply that is still being written waits for its end", async () => {
    const bench = openWorkbench();
    const request = bench.ask("Slow?");
    await bench.begin(request);
    await assert.rejects(bench.manager.start(owner, bench.ask("Next?", { parentId: request.replyId })), {
      name: "RunError",
      code: "still-running",
    });
    await assert.rejects(bench.manager.start(owner, bench.again("continue", request.replyId)), {
      code: "still-running",
    });
  });

  test("from a reply without text is told to be regenerated", async () => {
    const bench = openWorkbench({ resolveModel: async () => null });
    const request = bench.ask("Anyone?");
    await bench.manager.start(owner, request);
    await bench.manager.idle();
    await assert.rejects(bench.manager.start(owner, bench.again("continue", request.replyId)), {
      code: "bad-request",
      message: /regenerate/,
    });
  });

  test("is one more than the owner may have at once", async () => {
    const bench = openWorkbench({ settings: { runsPerOwnerMax: 2 } });
    const { questionId } = await bench.exchange("Why?", "Because.");
    await bench.begin(bench.again("regenerate", questionId));
    await bench.begin(bench.again("regenerate", questionId));
    await assert.rejects(bench.manager.start(owner, bench.again("regenerate", questionId)), {
      code: "too-many-runs",
    });
  });
});

describe("events", () => {
  test("come at once, then merged for as long as the setting says", async () => {
    const bench = openWorkbench();
    const request = bench.ask("Go?");
    await bench.begin(request);
    bench.model.last.start().say("a");
    await breathe();
    bench.model.last.say("b", "c");
    await breathe();
    bench.model.last.say("d");
    await breathe();
    assert.deepEqual(
      bench.eventsOf(request.replyId).map((event) => event.type),
      ["started"],
    );
    await bench.timers.advance(40);
    bench.model.last.say("e");
    await bench.timers.advance(40);
    const texts = bench
      .eventsOf(request.replyId)
      .flatMap((event) => (event.type === "text" ? [event.text] : []));
    assert.deepEqual(texts, ["abcd", "e"]);
  });

  test("of a live run can be read from anywhere, by many, and left without stopping it", async () => {
    const bench = openWorkbench();
    const request = bench.ask("Go?");
    await bench.begin(request);
    const whole = readAll(bench.manager.events(owner, request.replyId, 0));
    bench.model.last.start().say("one ");
    await bench.timers.advance(100);
    const rest = readAll(bench.manager.events(owner, request.replyId, 2));
    for await (const event of bench.manager.events(owner, request.replyId, 0)) {
      assert.equal(event.seq, 1);
      break;
    }
    const leaving = bench.manager.events(owner, request.replyId, 99)[Symbol.asyncIterator]();
    const waiting = leaving.next();
    await leaving.return?.();
    assert.equal((await waiting).done, true);
    bench.model.last.say("two").finish();
    await bench.manager.idle();
    assert.deepEqual(await whole, bench.eventsOf(request.replyId));
    assert.deepEqual(await rest, bench.eventsOf(request.replyId).slice(2));
  });

  test("of an ended run come from the store, and its end alone once they were dropped", async () => {
    const bench = openWorkbench();
    const { replyId } = await bench.exchange("Why?", "Because.");
    const told = bench.eventsOf(replyId);
    assert.deepEqual(await readAll(bench.manager.events(owner, replyId, 1)), told.slice(1));
    assert.deepEqual(await readAll(bench.manager.events(owner, replyId, told.length)), []);
    await bench.timers.advance(10);
    await bench.store.dropRunEvents(bench.timers.nowMs);
    assert.deepEqual(await readAll(bench.manager.events(owner, replyId, 0)), told.slice(-1));
  });

  test("of an unknown run, or of another owner's, are not found", async () => {
    const bench = openWorkbench();
    const request = bench.ask("Go?");
    await bench.begin(request);
    await assert.rejects(readAll(bench.manager.events(owner, bench.newId(), 0)), { code: "not-found" });
    await assert.rejects(readAll(bench.manager.events("stranger", request.replyId, 0)), {
      code: "not-found",
    });
    assert.deepEqual(bench.manager.snapshot("stranger"), []);
  });

  test("after a snapshot continue exactly where it stands", async () => {
    const bench = openWorkbench();
    const request = bench.ask("Go?");
    await bench.begin(request);
    bench.model.last.start().say("one ");
    await bench.timers.advance(100);
    bench.model.last.say("two ");
    await breathe();
    bench.model.last.say("three");
    await breathe();
    const [snapshot] = bench.manager.snapshot(owner);
    const before = textOf(snapshot!.node);
    const rest = readAll(bench.manager.events(owner, request.replyId, snapshot!.seq));
    bench.model.last.finish();
    await bench.manager.idle();
    const after = (await rest).flatMap((event) => (event.type === "text" ? [event.text] : []));
    assert.equal(before + after.join(""), "one two three");
    assert.equal(snapshot?.node.status, "running");
    assert.deepEqual(bench.manager.snapshot(owner), []);
  });

  test("whose reader throws are logged and harm nothing", async () => {
    const bench = openWorkbench({
      onEvents: () => {
        throw new Error("reader fell over");
      },
    });
    const { replyId } = await bench.exchange("Why?", "Because.");
    assert.equal((await bench.node(replyId)).status, "done");
    assert.ok(bench.logged.includes("error: onEvents threw"));
  });
});

describe("the store", () => {
  test("has events after 200 ms, the text in the node after 3 s, and a heartbeat in silence", async () => {
    const bench = openWorkbench();
    const request = bench.ask("Go?");
    await bench.begin(request);
    bench.model.last.start().say("one ");
    await bench.timers.advance(100);
    assert.equal((await bench.store.run(owner, request.replyId)).seq, 0);
    await bench.timers.advance(200);
    assert.equal((await bench.store.run(owner, request.replyId)).seq, 2);
    assert.equal(await bench.text(request.replyId), "");
    for (let at = 0; at < 16; at++) {
      bench.model.last.say(`${at} `);
      await bench.timers.advance(200);
    }
    const run = await bench.store.run(owner, request.replyId);
    assert.ok(run.foldedSeq > 2);
    assert.match(await bench.text(request.replyId), /^one 0 1 2 /);
    const { heartbeatAtMs } = run;
    await bench.timers.advance(11_000);
    assert.ok((await bench.store.run(owner, request.replyId)).heartbeatAtMs >= heartbeatAtMs + 9_000);
    assert.equal(await bench.manager.reap(), 0);
  });

  test("that is full in mid-answer ends the run visibly, cancels the model and keeps the process", async () => {
    const bench = openWorkbench();
    const full = new ConversationError("storage-full", "no space left on the disk");
    const request = bench.ask("Go?");
    await bench.begin(request);
    bench.store.appendRunEvents = async () => {
      throw full;
    };
    bench.model.last.start().say("one ");
    await bench.timers.advance(400);
    await bench.manager.idle();
    const ended = bench.eventsOf(request.replyId).at(-1);
    assert.ok(ended?.type === "ended");
    assert.equal(ended.node.status, "interrupted");
    assert.equal(ended.node.failure?.code, "storage-full");
    assert.equal(textOf(ended.node), "one ");
    assert.ok(bench.model.last.aborted);
    assert.equal(await bench.text(request.replyId), "one ");
  });

  test("that refuses the end is told of at once and tried again until it takes it", async () => {
    const bench = openWorkbench();
    const request = bench.ask("Go?");
    await bench.begin(request);
    const endRun = bench.store.endRun.bind(bench.store);
    bench.store.endRun = async () => {
      throw new ConversationError("storage-full", "no space left on the disk");
    };
    bench.model.last.start().say("one ").finish();
    await bench.manager.idle();
    const ended = bench.eventsOf(request.replyId).at(-1);
    assert.ok(ended?.type === "ended");
    assert.equal(ended.node.failure?.code, "storage-full");
    assert.match(ended.node.failure!.message, /not stored yet.*no space left/);
    assert.equal(await bench.manager.reap(), 0);
    assert.deepEqual(
      await readAll(bench.manager.events(owner, request.replyId, 0)),
      bench.eventsOf(request.replyId),
    );
    await bench.timers.advance(25_000);
    assert.equal((await bench.node(request.replyId)).status, "running");
    bench.store.endRun = endRun;
    await bench.timers.advance(10_000);
    assert.deepEqual(await bench.node(request.replyId), ended.node);
    assert.deepEqual(await bench.store.runEvents(owner, request.replyId, 0), bench.eventsOf(request.replyId));
    assert.equal(bench.timers.waiting, 0);
  });

  test("that refuses the start lets the caller know, and the same call may be tried again", async () => {
    const bench = openWorkbench();
    const startRun = bench.store.startRun.bind(bench.store);
    bench.store.startRun = async () => {
      throw new ConversationError("storage-full", "no space left on the disk");
    };
    const request = bench.ask("Go?");
    await assert.rejects(bench.manager.start(owner, request), { code: "storage-full" });
    assert.equal(bench.manager.liveCount, 0);
    bench.store.startRun = startRun;
    await bench.begin(request);
    assert.equal(bench.manager.liveCount, 1);
  });
});

describe("stopping", () => {
  test("ends the run, keeps the text and is no error afterwards", async () => {
    const bench = openWorkbench();
    const request = bench.ask("Go?");
    await bench.begin(request);
    bench.model.last.start().say("one ");
    await bench.timers.advance(50);
    await bench.manager.stop(owner, request.replyId);
    assert.ok(bench.model.last.aborted);
    const reply = await bench.node(request.replyId);
    assert.equal(reply.status, "stopped");
    assert.equal(textOf(reply), "one ");
    await bench.manager.stop(owner, request.replyId);
    await bench.manager.idle();
    await assert.rejects(bench.manager.stop(owner, bench.newId()), { code: "not-found" });
    await assert.rejects(bench.manager.stop("stranger", request.replyId), { code: "not-found" });
  });

  test("works while the model is still being looked for", async () => {
    const bench = openWorkbench({ resolveModel: () => new Promise(() => {}) });
    const request = bench.ask("Go?");
    await bench.begin(request);
    await bench.manager.stop(owner, request.replyId);
    assert.equal((await bench.node(request.replyId)).status, "stopped");
    assert.equal(bench.timers.waiting, 0);
  });

  test("works with a model that does not listen, after a grace", async () => {
    const bench = openWorkbench();
    bench.model.honoursAbort = false;
    const request = bench.ask("Go?");
    await bench.begin(request);
    bench.model.last.start().say("one ");
    await breathe();
    const stopped = bench.manager.stop(owner, request.replyId);
    await bench.timers.advance(2_100);
    await stopped;
    assert.equal((await bench.node(request.replyId)).status, "stopped");
    assert.equal(await bench.text(request.replyId), "one ");
  });

  test("one of several leaves the others alone", async () => {
    const bench = openWorkbench();
    const { questionId } = await bench.exchange("Why?", "Because.");
    const first = bench.again("regenerate", questionId);
    const second = bench.again("regenerate", questionId);
    await bench.begin(first);
    await bench.begin(second);
    assert.deepEqual(
      bench.manager.snapshot(owner).map((run) => run.id),
      [first.replyId, second.replyId],
    );
    await bench.manager.stop(owner, first.replyId);
    bench.model.last.start().say("Done.").finish();
    await bench.manager.idle();
    assert.equal((await bench.node(first.replyId)).status, "stopped");
    assert.equal((await bench.node(second.replyId)).status, "done");
  });
});

describe("shutting down", () => {
  test("ends replies as interrupted, says so, keeps their text, and refuses new ones", async () => {
    const bench = openWorkbench();
    const request = bench.ask("Go?");
    await bench.begin(request);
    bench.model.last.start().say("one ");
    await breathe();
    await Promise.all([bench.manager.dispose(), bench.manager.dispose()]);
    const reply = await bench.node(request.replyId);
    assert.equal(reply.status, "interrupted");
    assert.equal(reply.failure?.code, "shutdown");
    assert.equal(textOf(reply), "one ");
    assert.equal(bench.eventsOf(request.replyId).at(-1)?.type, "ended");
    assert.equal(bench.timers.waiting, 0);
    await assert.rejects(bench.manager.start(owner, bench.ask("More?")), { code: "shutting-down" });
  });

  test("waits for a start that the store is busy with, and ends that reply too", async () => {
    const bench = openWorkbench();
    const request = bench.ask("Go?");
    const started = bench.manager.start(owner, request);
    await Promise.resolve();
    const disposed = bench.manager.dispose();
    const [outcome] = await Promise.allSettled([started, disposed]);
    if (outcome.status === "fulfilled")
      assert.equal((await bench.node(request.replyId)).status, "interrupted");
    else assert.equal((outcome.reason as { code: string }).code, "shutting-down");
    assert.equal(bench.manager.liveCount, 0);
  });
});

test("the model that is asked for is the one of the request, or grok", async () => {
  const asked: string[] = [];
  const bench = openWorkbench({
    resolveModel: async (name) => {
      asked.push(name);
      return { provider: bench.model, description: ableModel };
    },
  });
  const { questionId } = await bench.exchange("Why?", "Because.");
  await bench.begin({ ...bench.again("regenerate", questionId), model: "grok-mini" });
  assert.deepEqual(asked, ["grok", "grok-mini"]);
  bench.model.last.start().say("x").finish();
  await bench.manager.idle();
});
