import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { SuggestionAsk } from "@grok/assistant";
import { type GenerateRequest, ModelError } from "@grok/model";
import { Suggester, type SuggesterParts } from "../src/suggester.ts";
import { ableModel, HandFedModel } from "./hand-fed-model.ts";
import { breathe, ManualTimers } from "./manual-timers.ts";
import { openWorkbench, owner } from "./workbench.ts";

const ready = ["By code?"];

/** A suggester after one finished exchange, with a model that the test feeds and a plan that reads lines. */
async function openSuggester(change: Partial<SuggesterParts> = {}) {
  const bench = openWorkbench();
  const { replyId } = await bench.exchange("What makes tides?", "The moon does.");
  const model = new HandFedModel();
  const timers = new ManualTimers();
  const asked: SuggestionAsk[] = [];
  const logged: string[] = [];
  const request: GenerateRequest = { modelId: "able", messages: [{ role: "user", text: "What next?" }] };
  const suggester = new Suggester({
    store: bench.store,
    resolveModel: async () => ({ provider: model, description: ableModel }),
    plan: (ask) => {
      asked.push(ask);
      return { fallback: ready, request, read: (text) => text.split("\n").filter((line) => line !== "") };
    },
    timers,
    timeZone: "UTC",
    random: () => 0.5,
    log: (_level, message) => logged.push(message),
    busy: () => false,
    ...change,
  });
  const suggest = (signal = new AbortController().signal, leafId = replyId) =>
    suggester.suggest(
      owner,
      { conversationId: bench.conversationId, leafId, model: "", mode: "fun" },
      signal,
    );
  return { bench, replyId, model, timers, asked, logged, suggester, suggest };
}

const byCode = { questions: ready, madeBy: "code" };

describe("suggested questions", () => {
  test("are the model's where it has some, asked with what the reply was asked with", async () => {
    const { bench, replyId, model, timers, asked, suggest } = await openSuggester();
    await bench.store.setInstructions(owner, bench.conversationId, "Be brief.");
    const suggested = suggest();
    await breathe();
    model.last.start().say("And the ", "sun?\nWhy two?").finish();
    assert.deepEqual(await suggested, { questions: ["And the sun?", "Why two?"], madeBy: "model" });
    const { path, generated, ...rest } = asked[0]!;
    assert.deepEqual([path.length, path.at(-1)?.id, generated?.has(replyId)], [3, replyId, true]);
    const instructions = "Be brief.";
    assert.deepEqual(rest, { model: ableModel, mode: "fun", pick: 0.5, instructions, timeZone: "UTC" });
    assert.equal(model.last.request.affinity, bench.conversationId);
    assert.equal(timers.waiting, 0);
  });

  test("are made by code where the model has nothing of use, fails, breaks off or runs away", async () => {
    for (const answer of [
      (model: HandFedModel) => model.last.start().say("\n").finish(),
      (model: HandFedModel) => model.last.start().say("A?").finish("loop"),
      (model: HandFedModel) =>
        model.last.give({ type: "error", error: new ModelError("engine-lost", "gone") }),
      (model: HandFedModel) => model.last.start().say("Half").hangUp(),
      (model: HandFedModel) => model.last.crash(new Error("out of the blue")),
      (model: HandFedModel) => model.last.start().say("x".repeat(9_000)),
    ]) {
      const { model, suggest } = await openSuggester();
      const suggested = suggest();
      await breathe();
      answer(model);
      assert.deepEqual(await suggested, byCode);
    }
  });

  test("are made by code where the plan asks no model, and none are where no model can answer", async () => {
    const silent = await openSuggester({ plan: () => ({ fallback: ready, request: null, read: () => [] }) });
    assert.deepEqual(await silent.suggest(), byCode);
    assert.equal(silent.model.answers.length, 0);
    for (const resolveModel of [
      async () => null,
      () => Promise.reject(new ModelError("unreachable", "no")),
    ]) {
      const { suggest } = await openSuggester({ resolveModel });
      assert.deepEqual(await suggest(), { questions: [], madeBy: "code" });
    }
  });

  test("wait twenty seconds for the model and no longer, although it does not honour the abort", async () => {
    const { model, timers, suggest } = await openSuggester();
    model.honoursAbort = false;
    const suggested = suggest();
    await timers.advance(19_999);
    assert.equal(model.last.aborted, false);
    await timers.advance(1);
    assert.equal(model.last.aborted, true);
    assert.deepEqual(await suggested, byCode);
    assert.deepEqual(await suggest(), byCode, "the model still has its turn");
    assert.equal(model.answers.length, 1);
    model.last.hangUp();
    await breathe();
    void suggest();
    await breathe();
    assert.equal(model.answers.length, 2);
  });

  test("end when nobody wants them any more", async () => {
    const { model, timers, suggest } = await openSuggester();
    const caller = new AbortController();
    const suggested = suggest(caller.signal);
    await breathe();
    caller.abort();
    assert.deepEqual(await suggested, byCode);
    assert.ok(model.last.aborted);
    assert.equal(timers.waiting, 0);
    await suggest(caller.signal);
    assert.equal(model.answers.length, 1);
  });

  test("are asked of the model one at a time, and never beside a reply", async () => {
    let busy = true;
    const { model, suggest, suggester } = await openSuggester({ busy: () => busy });
    assert.deepEqual(await suggest(), byCode);
    busy = false;
    const first = suggest();
    await breathe();
    assert.deepEqual(await suggest(), byCode);
    assert.equal(model.answers.length, 1);
    suggester.giveWay();
    assert.deepEqual(await first, byCode);
  });

  test("of a reply that is not whole, or not there, are refused", async () => {
    const { bench, suggest } = await openSuggester();
    const running = bench.ask("Still on it?");
    await bench.begin(running);
    const signal = new AbortController().signal;
    await assert.rejects(suggest(signal, running.replyId), { code: "still-running" });
    await assert.rejects(suggest(signal, bench.newId()), { code: "not-found" });
    bench.model.last.start().say("Yes.").finish();
    await bench.manager.idle();
  });

  test("give the model back as soon as a reply begins", async () => {
    const bench = openWorkbench({ abilities: ["persona", "suggest"] });
    const { model } = bench;
    const { replyId } = await bench.exchange(
      "Why two tides a day, and not one?",
      "The sea bulges on both sides.",
    );
    const { conversationId } = bench;
    const asked = { conversationId, leafId: replyId, model: "", mode: "regular" } as const;
    const suggested = bench.manager.suggestQuestions(owner, asked, new AbortController().signal);
    await breathe();
    assert.equal(model.answers.length, 2, "the model was asked for suggestions");
    const next = bench.ask("And the sun?", { parentId: replyId });
    await bench.begin(next);
    assert.ok(model.answers[1]!.aborted);
    assert.equal((await suggested).madeBy, "code");
    model.last.start().say("Too.").finish();
    await bench.manager.idle();
  });
});
