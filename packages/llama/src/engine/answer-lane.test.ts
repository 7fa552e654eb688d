import assert from "node:assert/strict";
import { test } from "node:test";
import type { FinishReason } from "@grok/model";
import { AnswerLane, type AnswerLaneOptions, type LaneSequence } from "./answer-lane.ts";

/** A sequence that writes 1000, 1001, … and notes what it was asked for. */
class FakeSequence implements LaneSequence {
  readonly order = 0;
  length: number;
  readonly log: string[] = [];
  readonly #answer: number;

  constructor(length: number, answer: number) {
    this.length = length;
    this.#answer = answer;
  }

  async evaluate(tokens: readonly number[]): Promise<void> {
    this.length += tokens.length;
    this.log.push(`evaluate ${tokens.length}`);
  }

  async *write(tokens: readonly number[]): AsyncGenerator<number, void> {
    this.log.push(`write after ${tokens.length}`);
    this.length += tokens.length;
    try {
      for (let index = 0; index < this.#answer; index++) {
        yield 1000 + index;
        this.length++;
      }
    } finally {
      this.log.push("closed");
    }
  }
}

const prompt = (length: number) => ({ tokens: Array.from({ length }, (_, index) => index) });

/** Steps a lane to its end. */
async function run(
  sequence: FakeSequence,
  length: number,
  more: Partial<AnswerLaneOptions> = {},
  tokensMax = 100,
) {
  const written: number[] = [];
  const lane = new AnswerLane(sequence, {
    prompt: prompt(length),
    reading: { pauseAfter: () => length, evaluated: async () => {} },
    sampling: {},
    contextTokens: 1000,
    onToken: (token): FinishReason | undefined => {
      written.push(token);
      return undefined;
    },
    onEvaluated: () => {},
    signal: new AbortController().signal,
    ...more,
  });
  while ((await lane.step(tokensMax)) === "more");
  return { reason: await lane.ended, written, log: sequence.log };
}

test("only what the sequence does not hold is evaluated, the last piece together with the first token", async () => {
  const { log, reason, written } = await run(new FakeSequence(90, 2), 100);
  assert.deepEqual(log, ["write after 10", "closed"]);
  assert.equal(reason, "stop");
  assert.deepEqual(written, [1000, 1001]);
});

test("a long prompt is read in pieces", async () => {
  const { log } = await run(new FakeSequence(0, 1), 250);
  assert.deepEqual(log, ["evaluate 100", "evaluate 100", "write after 50", "closed"]);
});

test("reading pauses where it is to, and each piece is told", async () => {
  const sequence = new FakeSequence(0, 1);
  const { log } = await run(sequence, 150, {
    reading: {
      pauseAfter: (read) => [30, 149, 150].find((place) => place > read) ?? 150,
      evaluated: async (read, tokens) => {
        sequence.log.push(`${tokens} to ${read}`);
      },
    },
  });
  assert.deepEqual(log, [
    "evaluate 30",
    "30 to 30",
    "evaluate 100",
    "100 to 130",
    "evaluate 19",
    "19 to 149",
    "write after 1",
    "closed",
  ]);
});

test("an answer ends when the next token would find no place", async () => {
  const { reason, written } = await run(new FakeSequence(0, 50), 10, { contextTokens: 14 });
  assert.equal(reason, "context-full");
  assert.equal(written.length, 4);
});

test("an abort ends the answer at the next step and closes what was open", async () => {
  const abort = new AbortController();
  const sequence = new FakeSequence(0, 50);
  const { reason } = await run(sequence, 10, {
    signal: abort.signal,
    onToken: (token) => {
      if (token === 1002) abort.abort();
      return undefined;
    },
  });
  assert.equal(reason, "cancelled");
  assert.deepEqual(sequence.log, ["write after 10", "closed"]);
});

test("an error of the engine ends the lane and is told", async () => {
  const sequence = new FakeSequence(0, 1);
  sequence.evaluate = async () => {
    throw new Error("decode failed");
  };
  await assert.rejects(run(sequence, 250), /decode failed/);
});
