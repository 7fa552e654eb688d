// A branch cache over a real engine, step by step, and beside it a sequence that evaluates everything anew. Every
// comparison is of the 20 likeliest next tokens with their log-probabilities, which tell a wrong state at once.

import assert from "node:assert/strict";
import type { ModelSpec } from "@grok/model";
import { BranchCache } from "../../src/branch-cache/branch-cache.ts";
import { CostModel } from "../../src/branch-cache/cost-model.ts";
import { AnswerLane } from "../../src/engine/answer-lane.ts";
import { type OpenModel, openModel } from "../../src/engine/open-model.ts";
import { evaluateOptions } from "../../src/engine/sampling-options.ts";
import type { SequenceSlot } from "../../src/engine/sequence-slot.ts";
import type { RawChoice } from "../../src/engine/token-choices.ts";

export interface Asked {
  tokens: number[];
  boundaries: number[];
}

/** An answer, and what the model thought would come next behind the prompt. */
export interface Run {
  evaluated: number;
  written: number[];
  next: RawChoice;
}

const contextTokens = 1024;

export class BranchWorld {
  readonly cache: BranchCache<SequenceSlot>;
  readonly #opened: OpenModel;
  readonly #anew: OpenModel;
  /** Beginnings of prompts at whose end a piece ended when it was evaluated. */
  readonly #ends = new Set<string>();

  /** `branchCacheBytes`: with less than everything needs, tokens are evaluated again in other pieces. */
  static async open(spec: ModelSpec, options: { sequences: number; branchCacheBytes?: number }) {
    const branchCacheBytes = options.branchCacheBytes ?? 2 ** 30;
    return new BranchWorld(
      await open(spec, options.sequences, branchCacheBytes),
      await open(spec, 1, 0),
      spec,
      branchCacheBytes,
    );
  }

  private constructor(opened: OpenModel, anew: OpenModel, spec: ModelSpec, bytesMax: number) {
    this.#opened = opened;
    this.#anew = anew;
    this.cache = new BranchCache(opened.slots, {
      bytesMax,
      bytesPerToken: spec.kvBytesPerToken,
      stateBytes: spec.stateBytes,
      // Evaluating is always dearer than moving, as with any model that is not a toy.
      cost: new CostModel({ tokenMs: 1e6 }),
      between: (action) => action(),
      now: () => 0,
      onError: (message) => assert.fail(message),
    });
  }

  /** Answers a prompt; `midway` runs when its first token is written. */
  async run(
    asked: Asked,
    options: { seed?: number; outputTokens?: number; tenant?: string; midway?: () => Promise<void> } = {},
  ): Promise<Run> {
    const { tokens, boundaries } = asked;
    const signal = new AbortController().signal;
    const tenant = options.tenant ?? "";
    const lease = await this.cache.acquire({
      tokens,
      boundaries,
      reusable: tokens.length - 1,
      tenant,
      signal,
    });
    assert.ok(lease);
    // States that can be cut are evaluated in the same pieces as the others, so that each cut falls between pieces.
    const places = [...boundaries, tokens.length - 1, tokens.length];
    let evaluated = 0;
    const run = await answer(lease.slot, asked, {
      ...options,
      pauseAfter: (read) => Math.min(lease.pauseAfter(read), ...places.filter((place) => place > read)),
      onPiece: async (read, count) => {
        evaluated += count;
        this.#ends.add(tokens.slice(0, read).join());
        await lease.evaluated(read, count, 0);
      },
    });
    const whole = [...tokens, ...run.written];
    for (let end = tokens.length; end < whole.length; end++) this.#ends.add(whole.slice(0, end).join());
    assert.equal(evaluated + 1, tokens.length - lease.cachedTokens);
    await lease.release(false);
    return { ...run, evaluated: evaluated + 1 };
  }

  /** The same from nothing, in the pieces in which the prompt's parts were evaluated. */
  async anew(asked: Asked): Promise<RawChoice> {
    const slot = this.#anew.slots[0]!;
    await slot.clear();
    const { tokens } = asked;
    const ends = tokens.flatMap((_, index) =>
      this.#ends.has(tokens.slice(0, index + 1).join()) ? [index + 1] : [],
    );
    const { next } = await answer(slot, asked, {
      pauseAfter: (read) => ends.find((end) => end > read) ?? tokens.length,
      onPiece: async () => {},
    });
    return next;
  }

  async close(): Promise<void> {
    await this.#opened.model.dispose();
    await this.#anew.model.dispose();
  }
}

function open(spec: ModelSpec, sequences: number, branchCacheBytes: number): Promise<OpenModel> {
  const { path, digest, kvBytesPerToken, stateBytes } = spec;
  const sizes = { contextTokens, sequences, batchTokens: 512, branchCacheBytes, kvBytesPerToken, stateBytes };
  return openModel(
    { path, digest, threads: 1, reasoning: "none", stop: [], ...sizes },
    { onLog: () => {}, onDecode: () => {} },
  );
}

async function answer(
  slot: SequenceSlot,
  { tokens }: Asked,
  options: {
    seed?: number;
    outputTokens?: number;
    midway?: () => Promise<void>;
    pauseAfter(read: number): number;
    onPiece(read: number, count: number): Promise<void>;
  },
): Promise<{ written: number[]; next: RawChoice }> {
  const written: number[] = [];
  let next: RawChoice | undefined;
  const lane = new AnswerLane(slot, {
    prompt: { tokens },
    reading: { pauseAfter: options.pauseAfter, evaluated: (read, count) => options.onPiece(read, count) },
    sampling: evaluateOptions({ temperature: 1, seed: options.seed ?? 1 }, () => written),
    contextTokens,
    choices: { top: 20, prompt: false },
    onToken: (token, choice) => {
      next ??= choice;
      return written.push(token) >= (options.outputTokens ?? 1) ? "length" : undefined;
    },
    onEvaluated: () => {},
    signal: new AbortController().signal,
  });
  for (let midway = options.midway; (await lane.step(64)) === "more"; ) {
    if (written.length === 0 || !midway) continue;
    await midway();
    midway = undefined;
  }
  await lane.ended;
  assert.ok(next);
  return { written, next };
}
