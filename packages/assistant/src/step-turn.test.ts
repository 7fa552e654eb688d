import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { textOf } from "@grok/conversation";
import { ModelError, type ModelErrorCode } from "@grok/model";
import {
  finish,
  noonMs,
  reasoning,
  runTurn,
  sampleAsk,
  smallModel,
  start,
  text,
} from "../test/sample-turn.ts";

describe("an answer", () => {
  test("that the model ends is done, with its text, what made it and its tokens", () => {
    const turn = runTurn(sampleAsk(), [
      start,
      ...text("Because ", "of Rayleigh."),
      finish("stop", { tokens: [5, 6] }),
    ]);
    assert.equal(turn.node?.status, "done");
    assert.deepEqual(turn.node?.parts, [{ type: "text", text: "Because of Rayleigh." }]);
    assert.equal(turn.node?.failure, null);
    assert.deepEqual(turn.node?.provenance, {
      modelAsked: "grok",
      modelId: "able",
      modelTitle: "Able 8B",
      provider: "llama",
      mode: "regular",
      think: false,
      deepSearch: false,
      answeredBy: "model",
      finishReason: "stop",
      promptTokens: 31,
      cachedTokens: 20,
      outputTokens: 7,
      contextTokens: 2_048,
      firstTokenMs: 3_000,
      durationMs: 6_000,
      notes: [],
    });
    assert.deepEqual(turn.generated, { modelDigest: "d1", tokens: [5, 6] });
    assert.deepEqual(turn.kinds, ["ask", "emit", "emit", "emit", "end"]);
  });

  test("begins with an event that says which model writes and what it had cached", () => {
    const turn = runTurn(sampleAsk(), [start]);
    assert.deepEqual(turn.events, [
      {
        type: "started",
        modelId: "able",
        modelTitle: "Able 8B",
        promptTokens: 30,
        cachedTokens: 20,
        contextTokens: 2_048,
      },
    ]);
  });

  test("tells settings that the model could not honour", () => {
    const turn = runTurn(sampleAsk(), [{ ...start, warnings: ["no DRY here"] } as typeof start]);
    assert.deepEqual(turn.events.at(-1), { type: "notice", code: "model-warning", message: "no DRY here" });
  });

  test("that reached the length limit is done and says so", () => {
    const turn = runTurn(sampleAsk(), [start, ...text("Long"), finish("length")]);
    assert.equal(turn.node?.status, "done");
    assert.deepEqual(turn.node?.provenance?.notes, ["length"]);
  });

  test("that filled the context stands and says so", () => {
    const turn = runTurn(sampleAsk(), [start, ...text("Long"), finish("context-full")]);
    assert.equal(turn.node?.status, "done");
    assert.deepEqual(turn.node?.provenance?.notes, ["context-full"]);
    assert.equal(turn.node?.provenance?.finishReason, "context-full");
  });

  test("that ran into a loop is cut back, for readers too, and keeps no tokens", () => {
    const turn = runTurn(sampleAsk(), [
      start,
      ...text("Good. Bad bad bad"),
      finish("loop", { rewindTo: 5, tokens: [1, 2, 3] }),
    ]);
    assert.equal(textOf(turn.node!), "Good.");
    assert.equal(turn.node?.status, "done");
    assert.deepEqual(turn.node?.provenance?.notes, ["loop-cut"]);
    assert.deepEqual(turn.events.at(-1), { type: "rewound", length: 5 });
    assert.equal(turn.generated, null);
  });

  test("is never cut back into the middle of a character", () => {
    const turn = runTurn(sampleAsk(), [start, ...text("Hi \u{1f642}"), finish("loop", { rewindTo: 4 })]);
    assert.equal(textOf(turn.node!), "Hi ");
  });

  test("of reasoning alone is a visible failure, and the reasoning stays", () => {
    const turn = runTurn(sampleAsk(), [start, ...reasoning("Hm."), finish("length")]);
    assert.equal(turn.node?.status, "failed");
    assert.equal(turn.node?.failure?.code, "empty-answer");
    assert.match(turn.node!.failure!.message, /7 tokens/);
    assert.deepEqual(turn.node?.parts, [{ type: "reasoning", text: "Hm.", durationMs: 2_000 }]);
  });

  for (const reason of ["stop", "length", "loop"] as const) {
    test(`of white space that ended with ${reason} is a visible failure`, () => {
      const turn = runTurn(sampleAsk(), [start, ...text("\n \n"), finish(reason)]);
      assert.equal(turn.node?.status, "failed");
      assert.equal(turn.node?.failure?.code, "empty-answer");
      assert.match(turn.node!.failure!.message, /Able 8B/);
    });
  }

  test("for which the context had no room is a visible failure of its own", () => {
    const turn = runTurn(sampleAsk(), [start, finish("context-full")]);
    assert.equal(turn.node?.status, "failed");
    assert.equal(turn.node?.failure?.code, "context-full");
  });

  test("keeps reasoning apart, with how long it took", () => {
    const turn = runTurn(sampleAsk(), [start, ...reasoning("a", "b", "c"), ...text("d"), finish("stop")]);
    assert.deepEqual(turn.node?.parts, [
      { type: "reasoning", text: "abc", durationMs: 4_000 },
      { type: "text", text: "d" },
    ]);
  });

  test("of a model without any ability is marked as unchecked, unless a piece of writing was wanted", () => {
    const parts = [start, ...text("Well."), finish("stop")];
    const fact = runTurn(sampleAsk({ model: smallModel }), parts);
    assert.deepEqual(fact.node?.provenance?.notes, ["small-model-unchecked"]);
    const poem = runTurn(sampleAsk({ model: smallModel, text: "Write a poem about rain" }), parts);
    assert.deepEqual(poem.node?.provenance?.notes, []);
    assert.deepEqual(runTurn(sampleAsk(), parts).node?.provenance?.notes, []);
  });
});

describe("a failure", () => {
  test("before any text fails the reply with the model's own words", () => {
    const error = new ModelError("out-of-memory", "needs 900 MB, 100 MB are free");
    const turn = runTurn(sampleAsk(), [{ type: "error", error }]);
    assert.equal(turn.node?.status, "failed");
    assert.deepEqual(turn.node?.failure, { code: "out-of-memory", message: "needs 900 MB, 100 MB are free" });
    assert.deepEqual(turn.node?.parts, []);
  });

  const codes: ModelErrorCode[] = [
    "engine-lost",
    "unreachable",
    "rate-limited",
    "bad-answer",
    "out-of-memory",
  ];
  for (const code of codes) {
    test(`${code} in mid-answer interrupts the reply and keeps what was written`, () => {
      const error = new ModelError(code, "it broke");
      const turn = runTurn(sampleAsk(), [start, ...text("Half an").slice(0, 2), { type: "error", error }]);
      assert.equal(turn.node?.status, "interrupted");
      assert.equal(turn.node?.failure?.code, code);
      assert.equal(textOf(turn.node!), "Half an");
    });
  }

  test("of a stream that just ends is told apart from an answer", () => {
    const turn = runTurn(sampleAsk(), [
      start,
      ...text("Half"),
      { type: "stream-lost", atMs: noonMs + 9_000 },
    ]);
    assert.equal(turn.node?.status, "interrupted");
    assert.equal(turn.node?.failure?.code, "bad-answer");
  });

  test("of the store ends the reply under its own code", () => {
    const turn = runTurn(sampleAsk(), [
      start,
      ...text("Half"),
      { type: "broken", code: "storage-full", message: "no space left", atMs: noonMs + 9_000 },
    ]);
    assert.equal(turn.node?.status, "interrupted");
    assert.deepEqual(turn.node?.failure, { code: "storage-full", message: "no space left" });
  });

  test("message of any length is kept short and whole", () => {
    const error = new ModelError("bad-answer", "\ud83d\ude42".repeat(5_000));
    const { node } = runTurn(sampleAsk(), [{ type: "error", error }]);
    assert.ok(node!.failure!.message.length <= 600);
    assert.ok(node!.failure!.message.isWellFormed());
  });

  test("of a cancelled stream that nobody stopped is the engine's", () => {
    const turn = runTurn(sampleAsk(), [start, ...text("Half"), finish("cancelled")]);
    assert.equal(turn.node?.status, "interrupted");
    assert.equal(turn.node?.failure?.code, "engine-lost");
  });
});

describe("stopping", () => {
  const stop = { type: "stop", by: "user", atMs: noonMs + 3_500 } as const;

  test("cancels the model once, waits for its last part and keeps text and tokens", () => {
    const turn = runTurn(sampleAsk(), [
      start,
      ...text("Half").slice(0, 2),
      stop,
      stop,
      ...text(" more").slice(1),
      finish("cancelled", { tokens: [1, 2] }),
    ]);
    assert.equal(turn.kinds.filter((kind) => kind === "cancel").length, 1);
    assert.equal(turn.node?.status, "stopped");
    assert.equal(turn.node?.failure, null);
    assert.equal(turn.node?.provenance?.finishReason, "cancelled");
    assert.equal(turn.node?.provenance?.outputTokens, 7);
    assert.equal(textOf(turn.node!), "Half more");
    assert.deepEqual(turn.generated?.tokens, [1, 2]);
  });

  test("before the model began ends the reply as stopped and empty", () => {
    const turn = runTurn(sampleAsk(), [stop, finish("cancelled")]);
    assert.equal(turn.node?.status, "stopped");
    assert.deepEqual(turn.node?.parts, []);
  });

  test("a model that does not answer to it ends the reply all the same", () => {
    const turn = runTurn(sampleAsk(), [
      start,
      ...text("Half").slice(0, 2),
      stop,
      { type: "stream-lost", atMs: noonMs + 9_000 },
    ]);
    assert.equal(turn.node?.status, "stopped");
    assert.equal(textOf(turn.node!), "Half");
  });

  test("a reply that ended in the same moment is done", () => {
    const turn = runTurn(sampleAsk(), [start, ...text("All"), stop, finish("stop")]);
    assert.equal(turn.node?.status, "done");
  });

  test("an error that follows a stop does not turn it into a failure", () => {
    const error = new ModelError("engine-lost", "gone");
    const turn = runTurn(sampleAsk(), [start, ...text("Half"), stop, { type: "error", error }]);
    assert.equal(turn.node?.status, "stopped");
    assert.equal(turn.node?.failure, null);
  });

  test("by a shutdown is an interruption that says so", () => {
    const turn = runTurn(sampleAsk(), [
      start,
      ...text("Half"),
      { type: "stop", by: "shutdown", atMs: noonMs + 9_000 },
      finish("cancelled"),
    ]);
    assert.equal(turn.node?.status, "interrupted");
    assert.equal(turn.node?.failure?.code, "shutdown");
  });

  test("after the end nothing changes any more", () => {
    const turn = runTurn(sampleAsk(), [
      start,
      ...text("All"),
      finish("stop"),
      stop,
      ...text("late"),
      finish("stop"),
    ]);
    assert.equal(turn.ends.length, 1);
    assert.equal(turn.effects.at(-1)?.type, "end");
  });
});

test("a wait for the model is told once, and only while nothing came", () => {
  const time = (afterMs: number) => ({ type: "time", atMs: noonMs + afterMs }) as const;
  assert.deepEqual(runTurn(sampleAsk(), [time(1_000)]).events, []);
  const waiting = runTurn(sampleAsk(), [time(1_600), time(3_000)]);
  assert.deepEqual(
    waiting.events.map((event) => event.type === "notice" && event.code),
    ["loading"],
  );
  assert.equal(runTurn(sampleAsk(), [start, time(2_000)]).events.length, 1);
});
