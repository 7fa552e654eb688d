import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { AnswerLane } from "../src/engine/answer-lane.ts";
import { type OpenModel, openModel } from "../src/engine/open-model.ts";
import type { PromptTokens } from "../src/engine/prompt-tokens.ts";
import { evaluateOptions } from "../src/engine/sampling-options.ts";
import type { SequenceSlot } from "../src/engine/sequence-slot.ts";
import { type TinyShape, tinyModel } from "./tiny-model/tiny-model.ts";

const folder = await mkdtemp(join(tmpdir(), "grok-exact-"));
after(() => rm(folder, { recursive: true, force: true }));

const seeds = Array.from({ length: 24 }, (_, seed) => seed);
/** Pieces of other sizes round otherwise, which tips a few samples; a wrong state tips most. */
const agreementMin = 0.9;

async function open(shape: TinyShape): Promise<OpenModel> {
  const spec = await tinyModel(folder, shape);
  return openModel(
    {
      path: spec.path,
      digest: spec.digest,
      contextTokens: 1024,
      sequences: 2,
      threads: 1,
      batchTokens: 512,
      checkpointBytesMax: 2 ** 30,
      reasoning: "none",
      stop: [],
    },
    { onLog: () => {}, onDecode: () => {} },
  );
}

/** Runs one prompt on a slot as the engine does; how many tokens were evaluated, and what was written. */
async function run(slot: SequenceSlot, prompt: PromptTokens, seed: number, outputTokensMax: number) {
  const reused = await slot.prepare(prompt.tokens);
  const written: number[] = [];
  const lane = new AnswerLane(slot, {
    prompt,
    sampling: evaluateOptions({ temperature: 1, seed }, () => written),
    contextTokens: 1024,
    onToken: (token) => (written.push(token) === outputTokensMax ? "length" : undefined),
    onEvaluated: () => {},
    signal: new AbortController().signal,
  });
  while ((await lane.step(64)) === "more");
  await lane.ended;
  return { evaluated: prompt.tokens.length - reused, written };
}

/** The first token for each seed: a picture of what the model thinks comes next. `anew`: each time from nothing. */
async function firstTokens(slot: SequenceSlot, prompt: PromptTokens, anew: boolean) {
  const tokens: (number | undefined)[] = [];
  for (const seed of seeds) {
    if (anew) await slot.clear();
    tokens.push((await run(slot, prompt, seed, 1)).written[0]);
  }
  return tokens;
}

function agreement(a: readonly unknown[], b: readonly unknown[]): number {
  return a.filter((token, index) => token === b[index]).length / a.length;
}

/** A conversation of ids: the parts one after the other, with boundaries around those of the user. */
function prompt(...parts: { user?: boolean; tokens: readonly number[] }[]): PromptTokens {
  const tokens: number[] = [];
  const boundaries: number[] = [];
  for (const part of parts) {
    if (part.user) boundaries.push(tokens.length);
    tokens.push(...part.tokens);
    if (part.user) boundaries.push(tokens.length);
  }
  return { tokens, boundaries: boundaries.filter((boundary) => boundary > 0 && boundary < tokens.length) };
}

const ids = (seed: number, length: number) =>
  Array.from({ length }, (_, index) => 97 + ((seed * 31 + index * index * 7 + index * seed) % 26));
const system = { tokens: ids(1, 90) };
const header = { tokens: [256, 97, 10] };
const question = { user: true, tokens: ids(2, 60) };
const secondQuestion = { user: true, tokens: ids(3, 50) };
const sibling = { user: true, tokens: ids(4, 40) };

for (const shape of ["dense", "sliding-window", "hybrid"] as const) {
  test(`${shape}: each way of going on evaluates what is new and thinks as if from nothing`, async () => {
    const { model, slots } = await open(shape);
    const [slot, fresh] = slots;
    assert.ok(slot && fresh);
    const asIfFromNothing = async (asked: PromptTokens) => {
      const same = agreement(await firstTokens(slot, asked, false), await firstTokens(fresh, asked, true));
      assert.ok(same >= agreementMin, `${shape}: ${same} of the samples agree`);
    };

    const first = prompt(system, question, header);
    assert.equal((await run(slot, first, 1, 30)).evaluated, first.tokens.length);
    const again = await run(slot, first, 2, 30);
    assert.equal(again.evaluated, 1, "asking again evaluates one token");
    await asIfFromNothing(first);

    const { written } = await run(slot, first, 2, 30);
    const reply = { tokens: written };
    const second = prompt(system, question, header, reply, header, secondQuestion, header);
    const next = await run(slot, second, 3, 30);
    const added = 2 * header.tokens.length + secondQuestion.tokens.length + 1;
    assert.equal(
      next.evaluated,
      added,
      "a next turn evaluates what is new, and the last token written before",
    );
    await asIfFromNothing(second);

    const branch = prompt(system, question, header, reply, header, sibling, header);
    const branched = await run(slot, branch, 4, 30);
    assert.equal(
      branched.evaluated,
      sibling.tokens.length + header.tokens.length,
      "a sibling question evaluates itself",
    );
    await asIfFromNothing(branch);

    const back = prompt(system, question, header);
    const returned = await run(slot, back, 5, 5);
    assert.equal(returned.evaluated, 1, "going back to the first question evaluates one token");
    await asIfFromNothing(back);

    // A state that is wrong would be seen: other questions before the same last words lead elsewhere.
    const seen = await firstTokens(slot, back, false);
    const others: number[] = [];
    for (const seed of [9, 10, 11, 12]) {
      const other = prompt(system, { user: true, tokens: ids(seed, 60) }, header);
      others.push(agreement(seen, await firstTokens(fresh, other, true)));
    }
    assert.ok(Math.min(...others) < agreementMin - 0.1, `${shape}: with other questions ${others} agree`);
    await model.dispose();
  });
}

test("hybrid: saved states stay under their limit, and the first of them stays", async () => {
  const spec = await tinyModel(folder, "hybrid");
  const { model, slots } = await openModel(
    {
      path: spec.path,
      digest: spec.digest,
      contextTokens: 1024,
      sequences: 1,
      threads: 1,
      batchTokens: 512,
      checkpointBytesMax: 5 * spec.stateBytes,
      reasoning: "none",
      stop: [],
    },
    { onLog: () => {}, onDecode: () => {} },
  );
  const [slot] = slots;
  assert.ok(slot);
  const turns = Array.from({ length: 12 }, (_, turn) => ({ user: true, tokens: ids(turn + 5, 40) }));
  await run(slot, prompt(system, ...turns, header), 1, 2);
  const another = prompt(system, sibling, header);
  assert.equal((await run(slot, another, 1, 2)).evaluated, another.tokens.length - system.tokens.length);
  await model.dispose();
});
