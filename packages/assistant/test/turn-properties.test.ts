import assert from "node:assert/strict";
import { test } from "node:test";
import { askedProvenance, foldRunEvent, type NodePart, textOf } from "@grok/conversation";
import type { FinishReason, ModelPart } from "@grok/model";
import fc from "fast-check";
import { withoutOpener } from "../src/openers/opener-text.ts";
import { block, finish, runTurn, sampleAsk, smallModel, start } from "./sample-turn.ts";

/** Blocks of an answer, in the order in which they are opened. */
const blocks = fc.array(
  fc.record({
    type: fc.constantFrom("text", "reasoning"),
    text: fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
  }),
  { minLength: 1, maxLength: 4 },
);
const reason = fc.constantFrom<FinishReason[]>("stop", "length", "context-full", "cancelled");
/** An endless choice of small numbers: where to split, whom to let speak next. */
const choices = fc.infiniteStream(fc.nat({ max: 7 }));

type Block = { type: "text" | "reasoning"; text: string };

test("however the deltas are split and interleaved, the same node comes out and nothing is lost", () => {
  fc.assert(
    fc.property(blocks, reason, choices, (said, why, choice) => {
      const whole = runTurn(sampleAsk(), [
        start,
        ...said.flatMap(({ type, text }, index) => block(type, String(index), [text])),
        finish(why),
      ]);
      const mixed = runTurn(sampleAsk(), [start, ...interleave(said, choice), finish(why)]);
      assert.deepEqual(timeless(mixed.node!.parts), timeless(whole.node!.parts));
      assert.equal(mixed.node!.status, whole.node!.status);
      assert.deepEqual(mixed.node!.failure, whole.node!.failure);
      assert.deepEqual(mixed.node!.provenance!.notes, whole.node!.provenance!.notes);
      assert.equal(all(mixed.node!.parts, "text"), all(said, "text"));
      assert.equal(all(mixed.node!.parts, "reasoning"), all(said, "reasoning"));
    }),
  );
});

test("the events, folded, say the same text as the node, wherever a loop was cut back", () => {
  fc.assert(
    fc.property(blocks, choices, fc.nat({ max: 60 }), fc.boolean(), (said, choice, rewindTo, looped) => {
      const end = looped ? finish("loop", { rewindTo }) : finish("stop");
      const turn = runTurn(sampleAsk(), [start, ...interleave(said, choice), end]);
      const folded = turn.events.reduce<readonly NodePart[]>(foldRunEvent, []);
      assert.equal(textOf({ parts: folded }), textOf(turn.node!));
      assert.equal(all(folded, "reasoning"), all(turn.node!.parts, "reasoning"));
    }),
  );
});

test("an opener stands before the model's own words or nowhere, whatever comes and however it ends", () => {
  const fun = askedProvenance({ modelAsked: "grok", mode: "fun", think: false });
  fc.assert(
    fc.property(blocks, choices, reason, fc.nat({ max: 60 }), (said, choice, why, rewindTo) => {
      const end = rewindTo < 30 ? finish("loop", { rewindTo }) : finish(why);
      const steps = [start, ...interleave(said, choice), end];
      const ask = sampleAsk({ model: smallModel });
      const opened = runTurn({ ...ask, reply: { ...ask.reply, provenance: fun } }, steps);
      const plain = runTurn(ask, steps);
      const shown = textOf(opened.node!);
      assert.equal(withoutOpener(shown), textOf(plain.node!));
      assert.equal(opened.node!.status, plain.node!.status);
      assert.deepEqual(opened.node!.failure, plain.node!.failure);
      const marked = opened.node!.provenance!.notes.includes("opener-by-code");
      assert.equal(marked, shown !== textOf(plain.node!));
      if (marked) assert.notEqual(withoutOpener(shown).trim(), "");
      const folded = opened.events.reduce<readonly NodePart[]>(foldRunEvent, []);
      assert.equal(textOf({ parts: folded }), shown);
    }),
  );
});

/** The blocks' parts, opened in order, split anywhere between characters and mixed in any way. */
function interleave(said: readonly Block[], choice: Iterator<number>): ModelPart[] {
  const next = () => choice.next().value as number;
  const queues = said.map(({ type, text }, index) => block(type, String(index), pieces(text, next)));
  const mixed: ModelPart[] = [];
  let opened = 0;
  for (;;) {
    const ready = queues.filter((queue, index) => index < opened && queue.length > 0);
    const mayOpen = opened < queues.length;
    if (!mayOpen && ready.length === 0) return mixed;
    const pick = next() % (ready.length + (mayOpen ? 1 : 0));
    const queue = pick < ready.length ? ready[pick] : queues[opened++];
    mixed.push(queue!.shift()!);
  }
}

function pieces(text: string, next: () => number): string[] {
  const made: string[] = [""];
  for (const character of text) {
    made[made.length - 1] += character;
    if (next() < 3) made.push("");
  }
  return made.filter((piece) => piece !== "");
}

function all(parts: readonly { type: string; text: string }[], type: string): string {
  return parts
    .map((part) => (part.type === type ? part.text.toWellFormed().replaceAll("\0", "\ufffd") : ""))
    .join("");
}

function timeless(parts: readonly NodePart[]): NodePart[] {
  return parts.map((part) => (part.type === "reasoning" ? { ...part, durationMs: 0 } : part));
}
