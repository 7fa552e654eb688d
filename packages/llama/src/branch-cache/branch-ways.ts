import type { BranchBudget } from "./branch-budget.ts";
import type { BranchRequest } from "./branch-request.ts";
import { type Branch, type Branches, FlyingBranch, LiveBranch, SavedBranch } from "./branches.ts";
import { chooseWay, type Source } from "./choose-way.ts";
import type { CostModel } from "./cost-model.ts";
import type { StateKeeper } from "./state-keeper.ts";

/** Where a prompt can go on from, and whom it would have to wait for. */
interface BranchSource extends Source {
  branch: Branch;
  wait?: FlyingBranch;
}

/** How to go about a prompt. */
export interface BranchWay {
  /** Index of the sequence to evaluate it on. */
  destination: number;
  /** What to go on from; without one, what that sequence holds. */
  source?: BranchSource;
  /** What the sequence holds is to be saved first, which saves so much. */
  keepMs?: number;
}

/** A tail whose evaluation takes less than this many times its saving and loading is not saved. */
const savingWorth = 2;

/** Finds the ways to prompts and weighs them. */
export class BranchWays {
  readonly #live: readonly LiveBranch[];
  readonly #branches: Branches;
  readonly #budget: BranchBudget;
  readonly #cost: CostModel;
  readonly #keeper: StateKeeper;

  constructor(
    live: readonly LiveBranch[],
    branches: Branches,
    budget: BranchBudget,
    cost: CostModel,
    keeper: StateKeeper,
  ) {
    this.#live = live;
    this.#branches = branches;
    this.#budget = budget;
    this.#cost = cost;
    this.#keeper = keeper;
  }

  /** The best way to evaluate a prompt on one of `destinations`. */
  choose(
    destinations: readonly LiveBranch[],
    request: BranchRequest,
    ticket: number,
    waited: ReadonlySet<FlyingBranch> = new Set(),
  ): BranchWay {
    const wanted = request.tokens.slice(0, request.reusable);
    const commons = this.#branches.commons(request.tenant, wanted);
    const usable = destinations.map((live) => live.usable(commons.get(live) ?? 0));
    const losses = destinations.map((live, index) => ({
      cut: this.#loss(live, usable[index]!),
      all: this.#loss(live, 0),
    }));
    const sources: BranchSource[] = [];
    for (const [branch, common] of commons) {
      const moves = branch instanceof SavedBranch ? 1 : 2;
      if (this.#keeper.bytesOf(branch, branch.tokens.length) > this.#budget.bytesMax) continue;
      const source = (usable: number): BranchSource => ({
        branch,
        usable,
        moveMs: moves * this.#cost.moveMs(this.#keeper.bytesOf(branch, usable)),
      });
      const inDestination = branch instanceof LiveBranch ? destinations.indexOf(branch) : -1;
      const held = branch.usable(common);
      sources.push(inDestination < 0 ? source(held) : { ...source(held), inDestination });
      if (!(branch instanceof FlyingBranch) || branch.flight.ticket >= ticket || waited.has(branch)) continue;
      const ahead = Math.min(common, branch.tokens.length - 1);
      if (ahead > branch.flight.read) sources.push({ ...source(ahead), wait: branch });
    }
    const options = destinations.map((_, index) => ({
      usable: usable[index]!,
      cutLossMs: losses[index]!.cut.ms,
      lossMs: losses[index]!.all.ms,
    }));
    const way = chooseWay(request.tokens.length, options, sources, (tokens) => this.#cost.evaluateMs(tokens));
    const source = way.source === undefined ? undefined : sources[way.source];
    const { keepMs } = losses[way.destination]![source ? "all" : "cut"];
    return {
      destination: way.destination,
      ...(source && { source }),
      ...(keepMs !== undefined && { keepMs }),
    };
  }

  /**
   * What cutting `live` back to `kept` tokens costs those who come back: evaluating what was only there, or saving it
   * now and loading it then, the likelier the more recently it was used. `keepMs`: saving is worth it, and saves this.
   */
  #loss(live: LiveBranch, kept: number): { ms: number; keepMs?: number } {
    const held = live.tokens.length;
    if (kept >= held) return { ms: 0 };
    const lost = held - Math.max(kept, this.#branches.coveredByOthers(live));
    if (lost <= 0) return { ms: 0 };
    const share = 1 / 2 ** (2 + this.#live.filter(({ usedAt }) => usedAt > live.usedAt).length);
    const lostMs = this.#cost.evaluateMs(lost);
    const bytes = this.#keeper.bytesOf(live, held);
    const moveMs = this.#cost.moveMs(bytes);
    const keep = bytes <= this.#budget.bytesMax && lostMs >= savingWorth * 2 * moveMs;
    return keep ? { ms: (1 + share) * moveMs, keepMs: lostMs } : { ms: share * lostMs };
  }
}
