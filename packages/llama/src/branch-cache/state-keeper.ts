import type { BranchBudget } from "./branch-budget.ts";
import { type Branch, type Branches, FlyingBranch, LiveBranch, SavedBranch } from "./branches.ts";
import type { CostModel } from "./cost-model.ts";

export interface StateKeeperOptions {
  /** Guesses, until a state was saved: of a token, and of what does not grow with them. */
  bytesPerToken: number;
  stateBytes: number;
  /** Milliseconds that only rise. */
  now(): number;
  onError(message: string): void;
}

/** Saves and loads states within the budget, and measures what that takes. */
export class StateKeeper {
  readonly #options: StateKeeperOptions;
  readonly #branches: Branches;
  readonly #budget: BranchBudget;
  readonly #cost: CostModel;
  #bytesPerToken: number;

  constructor(options: StateKeeperOptions, branches: Branches, budget: BranchBudget, cost: CostModel) {
    this.#options = options;
    this.#branches = branches;
    this.#budget = budget;
    this.#cost = cost;
    this.#bytesPerToken = options.bytesPerToken;
  }

  /** The saved state of `branch`, saved now if it is a sequence. */
  async savedFor(branch: Branch | undefined): Promise<SavedBranch | undefined> {
    if (branch === undefined) return undefined;
    if (branch instanceof SavedBranch) return this.#branches.saved.has(branch) ? branch : undefined;
    if (!(branch instanceof LiveBranch || branch instanceof FlyingBranch)) return undefined;
    // It is needed now, whatever has to go for it.
    const saved = await this.save(branch, Number.POSITIVE_INFINITY);
    return saved && this.#branches.saved.has(saved) ? saved : undefined;
  }

  /** Saves the state of a sequence if that saves `missedMs` to good use; `spare` stays. Never rejects. */
  async save(
    branch: LiveBranch | FlyingBranch,
    missedMs: number,
    spare?: Branch,
  ): Promise<SavedBranch | undefined> {
    const { slot, tenant } = branch;
    const bytes = this.bytesOf(branch, slot.length);
    const spared = spare instanceof SavedBranch ? spare : undefined;
    try {
      return await this.#budget.within({ bytes, missedMs, spared }, async () => {
        const startedMs = this.#options.now();
        const state = await slot.save();
        this.#cost.moved(state.bytes, this.#options.now() - startedMs);
        const grown = state.bytes - this.#options.stateBytes;
        if (grown > 0) this.#bytesPerToken = grown / state.tokens.length;
        const saved = new SavedBranch(tenant, state, this.#budget.level);
        this.#forgetCovered(saved, spared);
        this.#branches.add(saved);
        return saved;
      });
    } catch (error) {
      this.#options.onError(`a state could not be saved: ${String(error)}`);
      return undefined;
    }
  }

  /** Drops saved states that `saved` holds whole. */
  #forgetCovered(saved: SavedBranch, spared: SavedBranch | undefined): void {
    for (const [other, common] of this.#branches.commons(saved.tenant, saved.tokens)) {
      if (!(other instanceof SavedBranch) || other === spared || common < other.tokens.length) continue;
      const places = [common, ...other.checkpoints.list().map(({ place }) => place)];
      if (places.every((place) => saved.usable(place) === place)) this.#budget.forget(other);
    }
  }

  /** Puts a saved state into a sequence; where that fails, nothing. */
  async load(live: LiveBranch, saved: SavedBranch): Promise<void> {
    const startedMs = this.#options.now();
    try {
      await live.slot.load(saved.state);
      saved.level = this.#budget.level;
      this.#cost.moved(saved.state.bytes, this.#options.now() - startedMs);
    } catch (error) {
      this.#options.onError(`a saved state could not be loaded: ${String(error)}`);
      this.#budget.forget(saved);
      await live.slot.clear();
    }
  }

  /** Takes a checkpoint where the sequence ends, if it is worth its room. */
  async takeCheckpoint(live: LiveBranch): Promise<void> {
    const { slot } = live;
    if (!slot.checkpointed) return;
    const list = slot.checkpoints.list();
    const bytes = list.at(-1)?.bytes ?? this.#options.stateBytes;
    const missedMs = this.#cost.evaluateMs(slot.length - (list.at(-1)?.place ?? 0));
    await this.#budget.within({ bytes, missedMs }, () => slot.takeCheckpoint());
  }

  /** What saving `tokens` of `branch` takes, about; of a saved one what it has. */
  bytesOf(branch: Branch, tokens: number): number {
    if (branch instanceof SavedBranch) return branch.state.bytes;
    return Math.ceil(this.#options.stateBytes + tokens * this.#bytesPerToken);
  }
}
