import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { askedProvenance, continuedReply, textOf } from "@grok/conversation";
import { ModelError } from "@grok/model";
import {
  ableModel,
  conversationId,
  finish,
  id,
  noonMs,
  question,
  reply,
  root,
  runTurn,
  sampleAsk,
  smallModel,
  start,
  text,
} from "../test/sample-turn.ts";

describe("a prompt", () => {
  test("that surely fits is asked at once, with everything the model needs to know", () => {
    const { effects } = runTurn(sampleAsk(), []);
    const [ask] = effects;
    assert.ok(ask?.type === "ask" && effects.length === 1);
    assert.equal(ask.request.modelId, "able");
    assert.equal(ask.request.affinity, conversationId);
    assert.equal(ask.request.reasoning, "off");
    assert.equal(ask.request.signal, undefined);
    assert.match(ask.request.messages.at(-1)!.text, /^Why is the sky blue\?/);
  });

  test("that might not fit is counted first, and asked where it does", () => {
    const ask = sampleAsk({ text: "word ".repeat(1_000) });
    const counting = runTurn(ask, []);
    assert.deepEqual(counting.kinds, ["count-tokens"]);
    const asked = runTurn(ask, [
      { type: "counted", count: { tokens: 1_500, exact: true }, atMs: noonMs + 10 },
    ]);
    assert.deepEqual(asked.kinds, ["count-tokens", "ask"]);
  });

  test("that does not fit is refused with its numbers, and nothing is cut or asked", () => {
    const turn = runTurn(sampleAsk({ text: "word ".repeat(1_000) }), [
      { type: "counted", count: { tokens: 2_001, exact: true }, atMs: noonMs + 10 },
    ]);
    assert.deepEqual(turn.kinds, ["count-tokens", "end"]);
    assert.equal(turn.node?.status, "failed");
    assert.equal(turn.node?.failure?.code, "context-full");
    assert.match(turn.node!.failure!.message, /2001 tokens.*2048.*earlier message.*new conversation/);
  });

  test("that nobody can count is left to the engine", () => {
    const turn = runTurn(sampleAsk({ text: "word ".repeat(1_000) }), [
      { type: "counted", count: null, atMs: noonMs + 10 },
    ]);
    assert.deepEqual(turn.kinds, ["count-tokens", "ask"]);
  });

  test("that is being counted can be stopped at once", () => {
    const turn = runTurn(sampleAsk({ text: "word ".repeat(1_000) }), [
      { type: "stop", by: "user", atMs: noonMs + 10 },
      { type: "counted", count: { tokens: 10, exact: true }, atMs: noonMs + 20 },
    ]);
    assert.deepEqual(turn.kinds, ["count-tokens", "end"]);
    assert.equal(turn.node?.status, "stopped");
  });

  test("is asked with reasoning only of a model that can, when Think is on", () => {
    const thinking = askedProvenance({ modelAsked: "grok", mode: "regular", think: true });
    const withThink = (model: typeof ableModel) => {
      const ask = sampleAsk({ model });
      const { effects } = runTurn({ ...ask, reply: { ...ask.reply, provenance: thinking } }, []);
      return effects[0]?.type === "ask" ? effects[0].request.reasoning : undefined;
    };
    assert.equal(withThink(ableModel), "on");
    assert.equal(withThink(smallModel), "off");
  });
});

describe("continuing", () => {
  const asked = question(1, root, "Count to five.");
  const cut = reply(2, asked, "One, two", { status: "stopped" });
  const provenance = askedProvenance({ modelAsked: "grok", mode: "regular", think: true });
  const continued = continuedReply({ id: id(3), createdAtMs: noonMs }, cut, provenance);
  const base = sampleAsk({ kind: "continue", reply: continued, path: [root, asked] });

  test("asks to write on from the text, with the tokens that made it", () => {
    const { effects } = runTurn(
      { ...base, generated: new Map([[cut.id, { modelDigest: "d1", tokens: [1, 2] }]]) },
      [],
    );
    assert.ok(effects[0]?.type === "ask");
    assert.equal(effects[0].request.continueLast, true);
    assert.equal(effects[0].request.reasoning, "off");
    assert.deepEqual(effects[0].request.messages.at(-1), {
      role: "assistant",
      text: "One, two",
      generated: { modelDigest: "d1", tokens: [1, 2] },
    });
  });

  test("ends with the whole text in one part and all tokens", () => {
    const turn = runTurn({ ...base, generated: new Map([[cut.id, { modelDigest: "d1", tokens: [1, 2] }]]) }, [
      start,
      ...text(", three"),
      finish("stop", { tokens: [3] }),
    ]);
    assert.deepEqual(turn.node?.parts, [{ type: "text", text: "One, two, three" }]);
    assert.deepEqual(turn.generated?.tokens, [1, 2, 3]);
    assert.equal(turn.node?.origin, "continued");
  });

  test("keeps no tokens where those of the beginning are unknown or of another model", () => {
    const parts = [start, ...text(", three"), finish("stop", { tokens: [3] })];
    assert.equal(runTurn(base, parts).generated, null);
    const other = new Map([[cut.id, { modelDigest: "d2", tokens: [1, 2] }]]);
    assert.equal(runTurn({ ...base, generated: other }, parts).generated, null);
  });

  test("counts a cut-back from the beginning of the whole text", () => {
    const turn = runTurn(base, [start, ...text(", three. three three"), finish("loop", { rewindTo: 8 })]);
    assert.equal(textOf(turn.node!), "One, two, three.");
  });

  test("to which the model adds nothing is done and says so", () => {
    const turn = runTurn(base, [start, finish("stop")]);
    assert.equal(turn.node?.status, "done");
    assert.equal(textOf(turn.node!), "One, two");
    assert.deepEqual(turn.node?.provenance?.notes, ["nothing-added"]);
  });

  test("that fails keeps what was there", () => {
    const turn = runTurn(base, [{ type: "error", error: new ModelError("context-full", "full") }]);
    assert.equal(turn.node?.status, "interrupted");
    assert.equal(turn.node?.failure?.code, "context-full");
    assert.equal(textOf(turn.node!), "One, two");
  });
});

describe("an answer of the program itself", () => {
  test("is told like any other, marked as code, and no model is asked", () => {
    const turn = runTurn(sampleAsk({ model: smallModel, text: "Who are you?" }), []);
    assert.deepEqual(turn.kinds, ["emit", "emit", "end"]);
    assert.equal(turn.node?.status, "done");
    assert.match(textOf(turn.node!), /Grok.*Tiny 1M/);
    const { answeredBy, modelId, finishReason, notes } = turn.node!.provenance!;
    assert.deepEqual(
      { answeredBy, modelId, finishReason, notes },
      {
        answeredBy: "code",
        modelId: "",
        finishReason: "stop",
        notes: [],
      },
    );
  });

  test("is not given where a model keeps the persona, nor when a text is to be continued", () => {
    assert.deepEqual(runTurn(sampleAsk({ text: "Who are you?" }), []).kinds, ["ask"]);
    const asked = question(1, root, "hello");
    const cut = reply(2, asked, "Hel");
    const continued = continuedReply({ id: id(3), createdAtMs: noonMs }, cut);
    const ask = sampleAsk({ kind: "continue", model: smallModel, path: [root, asked], reply: continued });
    assert.deepEqual(runTurn(ask, []).kinds, ["ask"]);
  });

  test("to a sum is in the language of the conversation", () => {
    const asked = question(1, root, "天空为什么是蓝的？");
    const sum = question(3, reply(2, asked, "瑞利。"), "17*23=");
    const ask = sampleAsk({
      model: smallModel,
      path: [root, asked, reply(2, asked, "瑞利。"), sum],
      pick: 0.5,
    });
    assert.match(textOf(runTurn(ask, []).node!), /17 × 23 = 391，由程序/);
  });
});

test("regenerating with a model that would say the same again gives it some chance", () => {
  const sampling = (model: typeof ableModel) => {
    const { effects } = runTurn(sampleAsk({ kind: "regenerate", model }), []);
    return effects[0]?.type === "ask" ? effects[0].request.sampling : null;
  };
  assert.deepEqual(sampling(smallModel), { temperature: 0.5, minP: 0.1 });
  assert.equal(sampling(ableModel), undefined);
});
