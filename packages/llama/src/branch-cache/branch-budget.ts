import type { Checkpoint } from "./branch-state.ts";
import type { Branches, LiveBranch, SavedBranch } from "./branches.ts";
import type { CostModel } from "./cost-model.ts";
import { type Evictable, keepValue, leastWorth } from "./eviction.ts";

interface Candidate extends Evictable {
  evict(): void;
}

/** Keeps saved states and checkpoints within a number of bytes. */
export class BranchBudget {
  readonly bytesMax: number;
  /** States given up to make room, and checkpoints. */
  evicted = 0;
  /** Rises to the worth of what had to go (see `keepValue`). */
  level = 0;
  readonly #branches: Branches;
  readonly #live: readonly LiveBranch[];
  readonly #cost: CostModel;
  /** Room that was made and is about to be taken. */
  #promised = 0;

  constructor(bytesMax: number, branches: Branches, live: readonly LiveBranch[], cost: CostModel) {
    this.bytesMax = bytesMax;
    this.#branches = branches;
    this.#live = live;
    this.#cost = cost;
  }

  /** Bytes of all saved states and checkpoints, each counted once. */
  get bytes(): number {
    let bytes = 0;
    for (const { state } of this.#branches.saved) bytes += state.bytes;
    for (const { checkpoint } of this.#checkpoints().values()) bytes += checkpoint.bytes;
    return bytes;
  }

  /**
   * Does `take`, which saves about `bytes`, if there is room or what saves less time for its bytes than `missedMs` can
   * go; else nothing. `spared` stays.
   */
  async within<Taken>(
    { bytes, missedMs, spared }: { bytes: number; missedMs: number; spared?: SavedBranch | undefined },
    take: () => Promise<Taken>,
  ): Promise<Taken | undefined> {
    const worth = keepValue({ bytes, missedMs, level: this.level });
    if (bytes > this.bytesMax || !this.#makeRoom(bytes, worth, spared)) return undefined;
    this.#promised += bytes;
    try {
      return await take();
    } finally {
      this.#promised -= bytes;
      // An estimate may have been too low.
      this.#makeRoom(0, Number.POSITIVE_INFINITY, spared);
    }
  }

  forget(branch: SavedBranch): void {
    this.#branches.remove(branch);
    branch.state.remove();
  }

  #makeRoom(bytes: number, worth: number, spared: SavedBranch | undefined): boolean {
    while (this.bytes + this.#promised + bytes > this.bytesMax) {
      const least = leastWorth(this.#candidates(spared));
      if (!least || keepValue(least) > worth) return false;
      this.level = Math.max(this.level, keepValue(least));
      this.evicted++;
      least.evict();
    }
    return true;
  }

  #candidates(spared: SavedBranch | undefined): Candidate[] {
    const checkpoints = this.#checkpoints();
    const all: Candidate[] = [];
    for (const branch of this.#branches.saved) {
      if (branch === spared) continue;
      const own = branch.checkpoints
        .list()
        .filter(({ handle }) => checkpoints.get(handle)?.holders.length === 1);
      all.push({
        bytes: own.reduce((sum, { bytes }) => sum + bytes, branch.state.bytes),
        missedMs: this.#cost.evaluateMs(branch.tokens.length - this.#branches.coveredByOthers(branch)),
        level: branch.level,
        evict: () => this.forget(branch),
      });
    }
    for (const { checkpoint, holders, gap } of checkpoints.values()) {
      all.push({
        bytes: checkpoint.bytes,
        missedMs: this.#cost.evaluateMs(gap),
        level: Math.max(...holders.map(({ level }) => level)),
        evict: () => {
          for (const { checkpoints } of holders) checkpoints.drop(checkpoint.handle);
        },
      });
    }
    return all;
  }

  /** Each checkpoint with all that hold it; `gap`: tokens from the checkpoint before it. */
  #checkpoints() {
    const found = new Map<
      object,
      { checkpoint: Checkpoint; holders: (LiveBranch | SavedBranch)[]; gap: number }
    >();
    for (const holder of [...this.#live, ...this.#branches.saved]) {
      let before = 0;
      for (const checkpoint of holder.checkpoints.list()) {
        const entry = found.get(checkpoint.handle);
        const gap = checkpoint.place - before;
        before = checkpoint.place;
        if (!entry) found.set(checkpoint.handle, { checkpoint, holders: [holder], gap });
        else {
          entry.holders.push(holder);
          entry.gap = Math.max(entry.gap, gap);
        }
      }
    }
    return found;
  }
}
