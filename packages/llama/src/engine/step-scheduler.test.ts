import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Lane, planStep, StepScheduler } from "./step-scheduler.ts";

const options = { batchTokens: 512, promptTokensBesideWriting: 128 };

/** A lane over a sequence that exists only in this test: it reads its prompt, then writes. */
class FakeLane implements Lane {
  readonly order: number;
  promptTokensLeft: number;
  #outputLeft: number;
  readonly #log: Event[];

  constructor(order: number, promptTokens: number, outputTokens: number, log: Event[]) {
    this.order = order;
    this.promptTokensLeft = promptTokens;
    this.#outputLeft = outputTokens;
    this.#log = log;
  }

  async step(tokensMax: number): Promise<"more" | "done"> {
    const read = Math.min(tokensMax, this.promptTokensLeft);
    this.#log.push({ order: this.order, read });
    // Lanes come back in any order, as decoding does.
    for (let wait = 0; wait < (this.order * 7) % 5; wait++) await Promise.resolve();
    this.promptTokensLeft -= read;
    if (this.promptTokensLeft > 0) return "more";
    return --this.#outputLeft > 0 ? "more" : "done";
  }
}

type Event = { order: number; read: number } | "settled";

/** Runs lanes of (promptTokens, outputTokens) to their end; the steps, each the events of one batch. */
async function run(lanes: readonly (readonly [prompt: number, output: number])[], late: FakeLane[] = []) {
  const log: Event[] = [];
  const scheduler = new StepScheduler({
    ...options,
    settle: async () => {
      log.push("settled");
      const lane = late.shift();
      if (lane) scheduler.add(lane);
    },
  });
  for (const [order, [prompt, output]] of lanes.entries())
    scheduler.add(new FakeLane(order, prompt, output, log));
  while (log.filter((event) => event === "settled").length < 10_000) {
    const before = log.length;
    await new Promise((resolve) => setImmediate(resolve));
    if (log.length === before) break;
  }
  const steps: { order: number; read: number }[][] = [[]];
  for (const event of log) {
    if (event === "settled") steps.push([]);
    else steps.at(-1)?.push(event);
  }
  return steps.filter((step) => step.length > 0);
}

test("answers at once share every step, in ascending order", async () => {
  const steps = await run([
    [8, 20],
    [8, 20],
    [8, 20],
    [8, 20],
  ]);
  // The first lane starts alone, because adding it starts the run.
  const shared = steps.filter((step) => step.length === 4);
  assert.ok(shared.length >= 19, `${shared.length} of ${steps.length} steps are shared`);
  for (const step of steps)
    assert.deepEqual(
      step,
      step.toSorted((a, b) => a.order - b.order),
    );
});

test("a lane that joins late takes part from the next step on and leaves when it is done", async () => {
  const log: Event[] = [];
  const steps = await run([[4, 10]], [new FakeLane(7, 4, 2, log)]);
  assert.equal(steps.length, 10);
  assert.equal(log.length, 2);
});

test("a long prompt alone is read in full batches", async () => {
  const steps = await run([[1200, 1]]);
  assert.deepEqual(
    steps.map((step) => step[0]?.read),
    [512, 512, 176],
  );
});

test("beside a writing lane prompts are read in small pieces", () => {
  const lanes = [new FakeLane(0, 0, 5, []), new FakeLane(1, 1000, 5, [])];
  assert.deepEqual(
    planStep(lanes, options, 0).map(({ lane, tokensMax }) => [lane.order, tokensMax]),
    [
      [0, 1],
      [1, 128],
    ],
  );
});

test("prompts share evenly, and what a short one leaves goes to the long ones", () => {
  const lanes = [new FakeLane(0, 1000, 1, []), new FakeLane(1, 10, 1, []), new FakeLane(2, 1000, 1, [])];
  assert.deepEqual(
    planStep(lanes, options, 0).map(({ tokensMax }) => tokensMax),
    [251, 10, 251],
  );
});

test("more prompts than a step can hold take turns", () => {
  const lanes = [
    new FakeLane(0, 0, 9, []),
    ...Array.from({ length: 9 }, (_, index) => new FakeLane(index + 1, 500, 9, [])),
  ];
  const seen = new Set<number>();
  for (let turn = 0; turn < 9; turn++)
    for (const { lane } of planStep(lanes, options, turn)) seen.add(lane.order);
  assert.equal(seen.size, 10);
});

test("no step is empty or over its limits, and every lane comes to its end", async () => {
  const lane = fc.tuple(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 30 }));
  await fc.assert(
    fc.asyncProperty(fc.array(lane, { minLength: 1, maxLength: 12 }), async (lanes) => {
      const steps = await run(lanes);
      const read = new Map<number, number>();
      for (const step of steps) {
        const writing = step.filter((event) => event.read === 0).length;
        const reading = step.reduce((sum, event) => sum + event.read, 0);
        assert.ok(writing + reading <= options.batchTokens);
        if (writing > 0) assert.ok(reading <= options.promptTokensBesideWriting);
        for (const event of step) read.set(event.order, (read.get(event.order) ?? 0) + event.read);
      }
      for (const [order, [prompt]] of lanes.entries()) assert.equal(read.get(order), prompt);
    }),
    { numRuns: 40 },
  );
});

test("what is to happen between steps waits for the step under way, and comes in order", async () => {
  const log: Event[] = [];
  const happened: number[] = [];
  const scheduler = new StepScheduler({ ...options, settle: async () => {} });
  scheduler.add(new FakeLane(0, 300, 3, log));
  scheduler.add(new FakeLane(3, 300, 3, log));
  await scheduler.between(async () => {});
  const told = [1, 2].map((index) =>
    scheduler.between(async () => {
      const before = log.length;
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
      assert.equal(log.length, before, "no lane moves meanwhile");
      assert.equal(log.length % 2, 0, "whole steps lie before");
      happened.push(index);
      return index;
    }),
  );
  assert.deepEqual(await Promise.all(told), [1, 2]);
  assert.deepEqual(happened, [1, 2]);
  await assert.rejects(
    scheduler.between(async () => {
      throw new Error("no");
    }),
    /no/,
  );
});
