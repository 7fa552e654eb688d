import type { BranchCacheStats } from "../engine-messages.ts";
import { BranchBudget } from "./branch-budget.ts";
import type { BranchSlot } from "./branch-state.ts";
import { type Branch, Branches, FlyingBranch, LiveBranch, SavedBranch } from "./branches.ts";
import { checkpointPlaces } from "./checkpoint-places.ts";
import { chooseWay, type Source } from "./choose-way.ts";
import type { CostModel } from "./cost-model.ts";
import { PromptFlight } from "./prompt-flight.ts";

/** A prompt that asks for a sequence. */
export interface BranchRequest {
  readonly tokens: readonly number[];
  /** Where other prompts are likely to part from it, ascending. */
  readonly boundaries: readonly number[];
  /** Tokens that need not be evaluated where their state is there; less than all. */
  readonly reusable: number;
  /** State is shared within a tenant only. */
  readonly tenant: string;
  readonly signal: AbortSignal;
}

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

export interface BranchCacheOptions {
  /** Most bytes of saved states and checkpoints together. */
  bytesMax: number;
  /** Guesses, until a state was saved: of a token, and of what does not grow with them. */
  bytesPerToken: number;
  stateBytes: number;
  cost: CostModel;
  /** Runs `action` while no sequence is evaluating. */
  between<Result>(action: () => Promise<Result>): Promise<Result>;
  /** Milliseconds that only rise. */
  now(): number;
  onError(message: string): void;
}

interface Waiting<Slot extends BranchSlot> {
  request: BranchRequest;
  give(branch: LiveBranch<Slot> | undefined): void;
}

/** Where a prompt can go on from, and whom it would have to wait for. */
interface BranchSource extends Source {
  branch: Branch;
  wait?: FlyingBranch;
}

/** A tail whose evaluation takes less than this many times its saving and loading is not saved. */
const savingWorth = 2;

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
  #idle: LiveBranch<Slot>[];
  #waiting: Waiting<Slot>[] = [];
  #uses = 0;
  #bytesPerToken: number;
  #counts = { hits: 0, restored: 0, misses: 0 };

  constructor(slots: readonly Slot[], options: BranchCacheOptions) {
    this.#options = options;
    this.#cost = options.cost;
    this.#bytesPerToken = options.bytesPerToken;
    this.#live = slots.map((slot) => new LiveBranch(slot));
    this.#idle = [...this.#live];
    this.#budget = new BranchBudget(options.bytesMax, this.#branches, this.#live, options.cost);
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
          if (flight.pausesAt(read)) await this.#takeCheckpoint(live);
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
      const { destination } = this.#way(this.#idle, next.request, Number.POSITIVE_INFINITY);
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
        const { source, keepMs } = this.#way([live], request, flying.flight.ticket, waited);
        if (source?.wait) return { flying: source.wait, place: source.usable };
        if (keepMs !== undefined) await this.#save(live, keepMs, source?.branch);
        const saved = await this.#savedSource(source);
        this.#branches.remove(live);
        if (saved) await this.#load(live, saved);
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

  /** The best way to evaluate a prompt on one of `destinations`. */
  #way(
    destinations: readonly LiveBranch<Slot>[],
    request: BranchRequest,
    ticket: number,
    waited: ReadonlySet<FlyingBranch> = new Set(),
  ): { destination: number; source?: BranchSource; keepMs?: number } {
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
      if (this.#bytesOf(branch, branch.tokens.length) > this.#budget.bytesMax) continue;
      const source = (usable: number): BranchSource => ({
        branch,
        usable,
        moveMs: moves * this.#cost.moveMs(this.#bytesOf(branch, usable)),
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
  #loss(live: LiveBranch<Slot>, kept: number): { ms: number; keepMs?: number } {
    const held = live.tokens.length;
    if (kept >= held) return { ms: 0 };
    const lost = held - Math.max(kept, this.#branches.coveredByOthers(live));
    if (lost <= 0) return { ms: 0 };
    const share = 1 / 2 ** (2 + this.#idle.filter(({ usedAt }) => usedAt > live.usedAt).length);
    const lostMs = this.#cost.evaluateMs(lost);
    const bytes = this.#bytesOf(live, held);
    const moveMs = this.#cost.moveMs(bytes);
    const keep = bytes <= this.#budget.bytesMax && lostMs >= savingWorth * 2 * moveMs;
    return keep ? { ms: (1 + share) * moveMs, keepMs: lostMs } : { ms: share * lostMs };
  }

  /** The saved state to load for `source`, saved now if it is that of a sequence. */
  async #savedSource(source: BranchSource | undefined): Promise<SavedBranch | undefined> {
    const branch = source?.branch;
    if (branch === undefined) return undefined;
    if (branch instanceof SavedBranch) return this.#branches.saved.has(branch) ? branch : undefined;
    if (!(branch instanceof LiveBranch || branch instanceof FlyingBranch)) return undefined;
    // It is needed now, whatever has to go for it.
    const saved = await this.#save(branch, Number.POSITIVE_INFINITY);
    return saved && this.#branches.saved.has(saved) ? saved : undefined;
  }

  async #save(
    branch: LiveBranch | FlyingBranch,
    missedMs: number,
    spare?: Branch,
  ): Promise<SavedBranch | undefined> {
    const { slot, tenant } = branch;
    const bytes = this.#bytesOf(branch, slot.length);
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

  async #load(live: LiveBranch<Slot>, saved: SavedBranch): Promise<void> {
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

  async #takeCheckpoint(live: LiveBranch<Slot>): Promise<void> {
    const { slot } = live;
    if (!slot.checkpointed) return;
    const list = slot.checkpoints.list();
    const bytes = list.at(-1)?.bytes ?? this.#options.stateBytes;
    const missedMs = this.#cost.evaluateMs(slot.length - (list.at(-1)?.place ?? 0));
    await this.#budget.within({ bytes, missedMs }, () => slot.takeCheckpoint());
  }

  #bytesOf(branch: Branch, tokens: number): number {
    if (branch instanceof SavedBranch) return branch.state.bytes;
    return Math.ceil(this.#options.stateBytes + tokens * this.#bytesPerToken);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
