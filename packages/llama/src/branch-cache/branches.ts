import { type BranchSlot, type Checkpoints, type SavedState, usableTokens } from "./branch-state.ts";
import type { PromptFlight } from "./prompt-flight.ts";
import { RadixTree } from "./radix-tree.ts";

/** Something that prompts of its tenant can go on from. */
export interface Branch {
  readonly tenant: string;
  readonly tokens: readonly number[];
  readonly checkpoints: Checkpoints;
  /** Tokens that are usable when `common` are those of the prompt. */
  usable(common: number): number;
}

/** A sequence and what it held when it was last given back. */
export class LiveBranch<Slot extends BranchSlot = BranchSlot> implements Branch {
  readonly slot: Slot;
  tenant = "";
  tokens: readonly number[] = [];
  /** See `keepValue`. */
  level = 0;
  /** Grows with every use of any sequence; 0 is never. */
  usedAt = 0;

  constructor(slot: Slot) {
    this.slot = slot;
  }

  get checkpoints(): Checkpoints {
    return this.slot.checkpoints;
  }

  usable(common: number): number {
    const { cuttable, checkpoints } = this.slot;
    return usableTokens({ cuttable, held: this.tokens.length, checkpoints }, common);
  }
}

/** A prompt that is being evaluated on a sequence. */
export class FlyingBranch<Slot extends BranchSlot = BranchSlot> implements Branch {
  readonly tenant: string;
  readonly flight: PromptFlight;
  readonly slot: Slot;

  constructor(tenant: string, flight: PromptFlight, slot: Slot) {
    this.tenant = tenant;
    this.flight = flight;
    this.slot = slot;
  }

  get tokens(): readonly number[] {
    return this.flight.tokens;
  }

  get checkpoints(): Checkpoints {
    return this.slot.checkpoints;
  }

  usable(common: number): number {
    if (!this.flight.begun) return 0;
    const { cuttable, checkpoints, length } = this.slot;
    return usableTokens({ cuttable, held: length, checkpoints }, common);
  }
}

/** A state that lies apart from the sequences. */
export class SavedBranch implements Branch {
  readonly tenant: string;
  readonly state: SavedState;
  level: number;

  constructor(tenant: string, state: SavedState, level: number) {
    this.tenant = tenant;
    this.state = state;
    this.level = level;
  }

  get tokens(): readonly number[] {
    return this.state.tokens;
  }

  get checkpoints(): Checkpoints {
    return this.state.checkpoints;
  }

  usable(common: number): number {
    const { cuttable, tokens, checkpoints } = this.state;
    return usableTokens({ cuttable, held: tokens.length, checkpoints }, common);
  }
}

/** All branches, a tree of tokens for each tenant. */
export class Branches {
  readonly #trees = new Map<string, RadixTree<Branch>>();
  readonly #saved = new Set<SavedBranch>();

  get saved(): ReadonlySet<SavedBranch> {
    return this.#saved;
  }

  add(branch: Branch): void {
    if (branch instanceof SavedBranch) this.#saved.add(branch);
    const tree = this.#trees.get(branch.tenant) ?? new RadixTree();
    this.#trees.set(branch.tenant, tree);
    tree.insert(branch.tokens, branch);
  }

  /** Idempotent. What `branch` stands under must not have changed since it was added. */
  remove(branch: Branch): void {
    if (branch instanceof SavedBranch) this.#saved.delete(branch);
    const tree = this.#trees.get(branch.tenant);
    tree?.delete(branch.tokens, branch);
    if (tree?.size === 0) this.#trees.delete(branch.tenant);
  }

  /** The branches of `tenant` that begin like `tokens`, with how many tokens they have in common. */
  commons(tenant: string, tokens: readonly number[]): Map<Branch, number> {
    return this.#trees.get(tenant)?.commons(tokens) ?? new Map();
  }

  /** How many tokens of `branch` others could give back if it were gone. */
  coveredByOthers(branch: Branch): number {
    let covered = 0;
    for (const [other, common] of this.commons(branch.tenant, branch.tokens)) {
      if (other !== branch) covered = Math.max(covered, other.usable(common));
    }
    return covered;
  }
}
