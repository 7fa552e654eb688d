import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sampleRun } from "../test/contract/subject.ts";
import {
  sampleAnswer,
  sampleCitations,
  sampleQuestion,
  sampleReply,
  sampleTree,
} from "../test/sample-tree.ts";
import type { NodePart } from "./node.ts";
import { foldRunEvent, type RunEvent, type RunEventBody } from "./run.ts";
import { interruptedNode } from "./run-rules.ts";

const fold = (events: readonly RunEventBody[], from: readonly NodePart[] = []) =>
  events.reduce<readonly NodePart[]>((parts, event) => foldRunEvent(parts, event), from);

const word = fc.string({ unit: "grapheme", maxLength: 8 });
const event: fc.Arbitrary<RunEventBody> = fc.oneof(
  { weight: 6, arbitrary: word.map((text) => ({ type: "text" as const, text })) },
  { weight: 3, arbitrary: word.map((text) => ({ type: "reasoning" as const, text })) },
  { weight: 1, arbitrary: fc.nat(40).map((length) => ({ type: "rewound" as const, length })) },
  fc.constant({ type: "notice" as const, code: "queued" as const, message: "waiting" }),
);

test("events folded in one go or from any point on give the same parts", () => {
  fc.assert(
    fc.property(fc.array(event), fc.nat(), (events, at) => {
      const cut = events.length === 0 ? 0 : at % (events.length + 1);
      assert.deepEqual(fold(events.slice(cut), fold(events.slice(0, cut))), fold(events));
    }),
  );
});

test("text that comes in any pieces gives the same part", () => {
  fc.assert(
    fc.property(word, fc.array(fc.nat(8)), (text, cuts) => {
      const at = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length];
      const pieces = at.slice(1).map((end, i) => text.slice(at[i], end));
      const parts = fold(pieces.map((piece) => ({ type: "text", text: piece })));
      assert.equal(parts.length, 1);
      assert.deepEqual(parts, [{ type: "text", text }]);
    }),
  );
});

test("folding changes no parts that were there", () => {
  fc.assert(
    fc.property(fc.array(event), event, (events, next) => {
      const parts = fold(events);
      const before = structuredClone(parts);
      foldRunEvent(parts, next);
      assert.deepEqual(parts, before);
    }),
  );
});

test("reasoning and text keep their order as parts of their own", () => {
  const parts = fold([
    { type: "reasoning", text: "so " },
    { type: "reasoning", text: "then" },
    { type: "text", text: "Yes" },
    { type: "text", text: "." },
  ]);
  assert.deepEqual(parts, [
    { type: "reasoning", text: "so then", durationMs: 0 },
    { type: "text", text: "Yes." },
  ]);
});

test("a rewind cuts the text back and leaves the reasoning", () => {
  const parts = fold([
    { type: "text", text: "abc" },
    { type: "reasoning", text: "hm" },
    { type: "text", text: "def" },
    { type: "rewound", length: 2 },
  ]);
  assert.deepEqual(parts, [
    { type: "text", text: "ab" },
    { type: "reasoning", text: "hm", durationMs: 0 },
  ]);
});

test("the end brings the node's own parts, whatever was folded", () => {
  const node = sampleAnswer(9, sampleQuestion(8, sampleTree().root), "whole");
  assert.deepEqual(
    fold([
      { type: "text", text: "part" },
      { type: "ended", node },
    ]),
    node.parts,
  );
});

test("an interrupted reply keeps what was stored, folded or not", () => {
  const { root, conversation } = sampleTree();
  const reply = {
    ...sampleReply(9, sampleQuestion(8, root)),
    parts: [{ type: "text" as const, text: "one " }],
  };
  const run = { ...sampleRun(conversation, reply), seq: 3, foldedSeq: 1 };
  const reading = { query: "meteors", asOfMs: 9, postsMatched: 3, searchedBackToMs: 1, complete: true };
  const events: RunEvent[] = [
    { seq: 1, type: "posts-read", reading, citations: sampleCitations },
    ...["two ", "three"].map((text, at): RunEvent => ({ seq: at + 2, type: "text", text })),
  ];
  const node = interruptedNode(reply, run.foldedSeq, events);
  assert.deepEqual(node.citations, sampleCitations);
  assert.deepEqual(node.provenance?.live, reading);
  assert.equal(node.status, "interrupted");
  assert.deepEqual(node.parts, [{ type: "text", text: "one two three" }]);
});
