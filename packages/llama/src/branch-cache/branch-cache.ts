import type { BranchCacheStats } from "../engine-messages.ts";
import { BranchBudget } from "./branch-budget.ts";
import type { BranchRequest } from "./branch-request.ts";
import type { BranchSlot } from "./branch-state.ts";
import { BranchWays } from "./branch-ways.ts";
import { Branches, FlyingBranch, LiveBranch } from "./branches.ts";
import { checkpointPlaces } from "./checkpoint-places.ts";
import type { CostModel } from "./cost-model.ts";
import { PromptFlight } from "./prompt-flight.ts";
import { StateKeeper, type StateKeeperOptions } from "./state-keeper.ts";

/** A sequence lent to one prompt. */
export interface BranchLease<Slot extends BranchSlot> {
  readonly slot: Slot;
  /** Tokens of the prompt whose state was there already. */
  readonly cachedTokens: number;
  /** Where evaluating the prompt must pause next behind `read`. */
  pauseAfter(read: number): number;
  /** To be called after each piece of the prompt: `read` tokens are evaluated, the last `tokens` of them in `ms`. */
  evaluated(read: number, tokens: number, ms: number): Promise<void>;
  /** Give back once. `broken`: what the sequence holds is not known. */
  release(broken: boolean): Promise<void>;
}

export interface BranchCacheOptions extends StateKeeperOptions {
  /** Most bytes of saved states and checkpoints together. */
  bytesMax: number;
  cost: CostModel;
  /** Runs `action` while no sequence is evaluating. */
  between<Result>(action: () => Promise<Result>): Promise<Result>;
}

interface Waiting<Slot extends BranchSlot> {
  request: BranchRequest;
  give(branch: LiveBranch<Slot> | undefined): void;
}

/**
 * Lends the sequences of an engine to prompts, first come first served, with as much of each prompt evaluated as
 * anything on this machine can give back. See `index.ts` of this package for the rules.
 */
export class BranchCache<Slot extends BranchSlot> {
  readonly #options: BranchCacheOptions;
  readonly #live: readonly LiveBranch<Slot>[];
  readonly #branches = new Branches();
  readonly #budget: BranchBudget;
  readonly #cost: CostModel;
  readonly #keeper: StateKeeper;
  readonly #ways: BranchWays;
  #idle: LiveBranch<Slot>[];
  #waiting: Waiting<Slot>[] = [];
  #uses = 0;
  #counts = { hits: 0, restored: 0, misses: 0 };

  constructor(slots: readonly Slot[], options: BranchCacheOptions) {
    this.#options = options;
    this.#cost = options.cost;
    this.#live = slots.map((slot) => new LiveBranch(slot));
    this.#idle = [...this.#live];
    this.#budget = new BranchBudget(options.bytesMax, this.#branches, this.#live, options.cost);
    this.#keeper = new StateKeeper(options, this.#branches, this.#budget, options.cost);
    this.#ways = new BranchWays(this.#live, this.#branches, this.#budget, options.cost, this.#keeper);
  }

  get stats(): BranchCacheStats {
    const { bytes, bytesMax, evicted } = this.#budget;
    return { bytes, bytesMax, snapshots: this.#branches.saved.size, ...this.#counts, evicted };
  }

  /** Resolves as soon as there is a sequence; with undefined if the request's signal aborts before. */
  async acquire(request: BranchRequest): Promise<BranchLease<Slot> | undefined> {
    const live = await this.#idleBranch(request);
    if (!live) return undefined;
    const flight = new PromptFlight(request.tokens, ++this.#uses);
    const flying = new FlyingBranch(request.tenant, flight, live.slot);
    this.#branches.add(flying);
    try {
      const cachedTokens = await this.#bring(live, flying, request);
      if (cachedTokens === undefined) {
        await this.#release(live, flying, false);
        return undefined;
      }
      return {
        slot: live.slot,
        cachedTokens,
        pauseAfter: (read) => flight.pauseAfter(read),
        evaluated: async (read, tokens, ms) => {
          this.#cost.evaluated(tokens, ms);
          if (flight.pausesAt(read)) await this.#keeper.takeCheckpoint(live);
          flight.advance(read);
        },
        release: (broken) => this.#release(live, flying, broken),
      };
    } catch (error) {
      await this.#release(live, flying, true);
      throw error;
    }
  }

  #idleBranch(request: BranchRequest): Promise<LiveBranch<Slot> | undefined> {
    const { signal } = request;
    return new Promise((resolve) => {
      if (signal.aborted) return resolve(undefined);
      const leave = () => {
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
        resolve(undefined);
      };
      const waiting: Waiting<Slot> = {
        request,
        give(branch) {
          signal.removeEventListener("abort", leave);
          resolve(branch);
        },
      };
      signal.addEventListener("abort", leave, { once: true });
      this.#waiting.push(waiting);
      this.#serve();
    });
  }

  #serve(): void {
    while (this.#idle.length > 0) {
      const next = this.#waiting.shift();
      if (!next) return;
      const { destination } = this.#ways.choose(this.#idle, next.request, Number.POSITIVE_INFINITY);
      const [branch] = this.#idle.splice(destination, 1);
      next.give(branch);
    }
  }

  /**
   * Brings `live` as near to the end of its prompt as it gets without evaluating; how many tokens that is. Undefined if
   * nobody waits for it any more.
   */
  async #bring(
    live: LiveBranch<Slot>,
    flying: FlyingBranch<Slot>,
    request: BranchRequest,
  ): Promise<number | undefined> {
    const waited = new Set<FlyingBranch>();
    while (!request.signal.aborted) {
      const result = await this.#options.between(async () => {
        const { source, keepMs } = this.#ways.choose([live], request, flying.flight.ticket, waited);
        if (source?.wait) return { flying: source.wait, place: source.usable };
        if (keepMs !== undefined) await this.#keeper.save(live, keepMs, source?.branch);
        const saved = await this.#keeper.savedFor(source?.branch);
        this.#branches.remove(live);
        if (saved) await this.#keeper.load(live, saved);
        else if (live.tenant !== request.tenant) await live.slot.clear();
        await live.slot.cutTo(request.tokens.slice(0, request.reusable));
        this.#begin(live, flying, request, saved !== undefined);
        return live.slot.length;
      });
      if (typeof result === "number") return result;
      waited.add(result.flying);
      await Promise.race([result.flying.flight.reach(result.place), aborted(request.signal)]);
    }
    return undefined;
  }

  #begin(live: LiveBranch, flying: FlyingBranch, request: BranchRequest, restored: boolean): void {
    const { slot } = live;
    live.tenant = request.tenant;
    live.level = this.#budget.level;
    live.usedAt = flying.flight.ticket;
    live.tokens = [];
    const { length } = slot;
    if (length > 0) this.#counts.hits++;
    else this.#counts.misses++;
    if (restored) this.#counts.restored++;
    const saved = slot.checkpoints.list().at(-1)?.place ?? 0;
    const places = slot.checkpointed
      ? checkpointPlaces(request.boundaries, saved, length, request.tokens.length)
      : [];
    flying.flight.begin(length, places);
  }

  async #release(live: LiveBranch<Slot>, flying: FlyingBranch<Slot>, broken: boolean): Promise<void> {
    flying.flight.end();
    this.#branches.remove(flying);
    if (broken) {
      this.#branches.remove(live);
      await this.#options.between(() => live.slot.clear());
    }
    // A prompt that was given up before it began leaves what was there.
    if (broken || flying.flight.begun) {
      live.tokens = live.slot.tokens;
      this.#branches.add(live);
    }
    this.#idle.push(live);
    this.#serve();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
