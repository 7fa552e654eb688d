// Sequences without an engine, for tests: they hold lists of tokens, insist on the rules of the real ones, and notice
// when more is kept than allowed.

import assert from "node:assert/strict";
import { BranchCache, type BranchCacheOptions } from "./branch-cache.ts";
import type { BranchRequest } from "./branch-request.ts";
import {
  type BranchSlot,
  type Checkpoint,
  type Checkpoints,
  type SavedState,
  usableTokens,
} from "./branch-state.ts";
import { CostModel } from "./cost-model.ts";

export const tokenBytes = 10;
export const checkpointBytes = 100;

class FakeCheckpoints implements Checkpoints {
  entries: Checkpoint[] = [];

  list(): readonly Checkpoint[] {
    return this.entries;
  }

  drop(handle: object): void {
    const without = this.entries.filter((entry) => entry.handle !== handle);
    assert.ok(without.length < this.entries.length, "a checkpoint was dropped that is not there");
    this.entries = without;
  }
}

class FakeSaved implements SavedState {
  readonly tokens: readonly number[];
  readonly bytes: number;
  readonly cuttable: boolean;
  readonly checkpoints = new FakeCheckpoints();
  readonly #world: FakeWorld;

  constructor(world: FakeWorld, slot: FakeSlot) {
    this.cuttable = slot.cuttable;
    this.#world = world;
    this.tokens = slot.tokens;
    this.bytes = stateBytes(slot) + slot.length * tokenBytes;
    this.checkpoints.entries = [...slot.checkpoints.entries];
    world.saved.add(this);
  }

  remove(): void {
    assert.ok(this.#world.saved.delete(this), "a state was removed twice");
  }
}

export class FakeSlot implements BranchSlot {
  tokens: readonly number[] = [];
  readonly cuttable: boolean;
  readonly checkpoints = new FakeCheckpoints();
  readonly #world: FakeWorld;

  constructor(world: FakeWorld, cuttable: boolean) {
    this.#world = world;
    this.cuttable = cuttable;
  }

  get length(): number {
    return this.tokens.length;
  }

  get checkpointed(): boolean {
    return !this.cuttable;
  }

  async cutTo(wanted: readonly number[]): Promise<void> {
    await this.#world.alone(() => {
      const common = commonLength(this.tokens, wanted);
      this.#cut(
        usableTokens({ cuttable: this.cuttable, held: this.length, checkpoints: this.checkpoints }, common),
      );
    });
  }

  async clear(): Promise<void> {
    await this.#world.alone(() => this.#cut(0));
  }

  async takeCheckpoint(): Promise<void> {
    await Promise.resolve();
    const place = this.length;
    if (this.checkpoints.entries.at(-1)?.place === place) return;
    this.checkpoints.entries = [...this.checkpoints.entries, { place, bytes: checkpointBytes, handle: {} }];
    this.#world.checkBytes();
  }

  async save(): Promise<SavedState> {
    return this.#world.alone(() => {
      if (this.#world.failing) throw new Error("no room on the device");
      const saved = new FakeSaved(this.#world, this);
      this.#world.checkBytes();
      return saved;
    });
  }

  async load(saved: SavedState): Promise<void> {
    await this.#world.alone(() => {
      if (this.#world.failing) throw new Error("the file is gone");
      assert.ok(
        saved instanceof FakeSaved && this.#world.saved.has(saved),
        "a state that is gone was loaded",
      );
      this.tokens = saved.tokens;
      this.checkpoints.entries = [...saved.checkpoints.entries];
    });
  }

  async evaluate(tokens: readonly number[]): Promise<void> {
    assert.ok(!this.#world.moving, "evaluated while states are moved");
    await Promise.resolve();
    this.tokens = [...this.tokens, ...tokens];
  }

  #cut(length: number): void {
    this.tokens = this.tokens.slice(0, length);
    this.checkpoints.entries = this.checkpoints.entries.filter(({ place }) => place <= length);
  }
}

/** All that the slots of one cache share. */
export class FakeWorld {
  readonly saved = new Set<FakeSaved>();
  readonly slots: FakeSlot[];
  readonly cache: BranchCache<FakeSlot>;
  /** Saving and loading throw. */
  failing = false;
  moving = false;
  readonly errors: string[] = [];
  readonly #bytesMax: number;
  #turn: Promise<unknown> = Promise.resolve();
  #evaluating = 0;

  constructor(options: {
    cuttable: boolean;
    slots: number;
    bytesMax?: number;
    cost?: CostModel;
  }) {
    this.#bytesMax = options.bytesMax ?? 1e9;
    this.slots = Array.from({ length: options.slots }, () => new FakeSlot(this, options.cuttable));
    const cacheOptions: BranchCacheOptions = {
      bytesMax: this.#bytesMax,
      bytesPerToken: tokenBytes,
      stateBytes: options.cuttable ? 0 : checkpointBytes,
      cost: options.cost ?? new CostModel({ tokenMs: 1, byteMs: 0 }),
      between: (action) => this.#between(action),
      now: () => 0,
      onError: (message) => this.errors.push(message),
    };
    this.cache = new BranchCache(this.slots, cacheOptions);
  }

  /** Serves a prompt as an engine does, in pieces of `piece` tokens, and writes `reply`; undefined if aborted. */
  async run(
    request: Omit<BranchRequest, "signal" | "reusable"> & { signal?: AbortSignal },
    reply: readonly number[] = [],
    more: { piece?: number; broken?: boolean } = {},
  ): Promise<{ evaluated: number; cached: number; slot: FakeSlot } | undefined> {
    const signal = request.signal ?? new AbortController().signal;
    const lease = await this.cache.acquire({ ...request, reusable: request.tokens.length - 1, signal });
    if (!lease) return undefined;
    const { slot, cachedTokens } = lease;
    assert.deepEqual(slot.tokens, request.tokens.slice(0, cachedTokens), "what is held begins the prompt");
    assert.ok(cachedTokens < request.tokens.length, "the last token is left to evaluate");
    let read = cachedTokens;
    while (read < request.tokens.length && !signal.aborted) {
      const end = Math.min(lease.pauseAfter(read), read + (more.piece ?? 4));
      await this.#step(() => slot.evaluate(request.tokens.slice(read, end)));
      const count = end - read;
      read = end;
      await this.#step(() => lease.evaluated(end, count, 0));
    }
    for (const token of signal.aborted ? [] : reply) await this.#step(() => slot.evaluate([token]));
    const evaluated = read - cachedTokens;
    await lease.release(more.broken ?? false);
    return { evaluated, cached: cachedTokens, slot };
  }

  get bytes(): number {
    const handles = new Map<object, number>();
    let bytes = 0;
    for (const state of this.saved) bytes += state.bytes;
    for (const holder of [...this.saved, ...this.slots]) {
      for (const entry of holder.checkpoints.list()) handles.set(entry.handle, entry.bytes);
    }
    for (const each of handles.values()) bytes += each;
    return bytes;
  }

  checkBytes(): void {
    assert.ok(this.bytes <= this.#bytesMax, `${this.bytes} of ${this.#bytesMax} bytes are kept`);
  }

  /** Runs what moves states; nothing else may be under way. */
  async alone<Result>(move: () => Result): Promise<Result> {
    assert.ok(!this.moving && this.#evaluating === 0, "states are moved while others evaluate");
    this.moving = true;
    await Promise.resolve();
    try {
      return move();
    } finally {
      this.moving = false;
    }
  }

  #between<Result>(action: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(action);
    this.#turn = result.catch(() => {});
    return result;
  }

  async #step(evaluate: () => Promise<void>): Promise<void> {
    await this.#between(async () => {
      this.#evaluating++;
      try {
        await evaluate();
      } finally {
        this.#evaluating--;
      }
    });
  }
}

export function stateBytes(slot: FakeSlot): number {
  return slot.cuttable ? 0 : checkpointBytes;
}

export function commonLength(a: readonly number[], b: readonly number[]): number {
  let common = 0;
  while (common < a.length && common < b.length && a[common] === b[common]) common++;
  return common;
}
