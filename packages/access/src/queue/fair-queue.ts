// Turns at something that few can use at a time. Callers take turns, whoever they are and however much each of them
// asks: the next turn goes to the caller whose last turn is longest ago, and a caller's own requests keep their order.
import { AccessError } from "../access-error.ts";

export interface FairQueueOptions {
  /** How many turns there are at once in a lane. Asked whenever one is given out. */
  readonly turns: (lane: string) => number;
  /** Most that wait of one caller. */
  readonly perCallerMax: number;
  /** Most that wait in all. */
  readonly inAllMax: number;
}

/** What a turn in the queue is waited for with. */
export interface Place {
  /** Those who want the same thing. */
  readonly lane: string;
  readonly caller: string;
  readonly signal: AbortSignal;
}

interface Waiting {
  readonly start: () => void;
}

interface Lane {
  taken: number;
  /** Waiting requests by caller; the callers in the order of their next turns. */
  readonly callers: Map<string, Waiting[]>;
}

export class FairQueue {
  readonly #options: FairQueueOptions;
  readonly #lanes = new Map<string, Lane>();
  readonly #waitingOf = new Map<string, number>();
  #waiting = 0;
  #taken = 0;

  constructor(options: FairQueueOptions) {
    this.#options = options;
  }

  /** Requests that wait, in all. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Turns that are taken, in all. */
  get taken(): number {
    return this.#taken;
  }

  /**
   * Resolves with how to give the turn back, which may be called twice, once the caller has it. Rejects at once with
   * `AccessError` "too-many" where no more can wait, and with the signal's reason as soon as it aborts.
   */
  enter({ lane: name, caller, signal }: Place): Promise<() => void> {
    if (signal.aborted) return Promise.reject(signal.reason);
    const lane = this.#lane(name);
    if (lane.callers.size === 0 && lane.taken < this.#options.turns(name))
      return Promise.resolve(this.#give(name, lane));
    const refusal = this.#refusal(caller);
    if (refusal !== null) return Promise.reject(refusal);
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#forget(lane, caller, waiting);
        this.#tidy(name, lane);
        reject(signal.reason);
      };
      const waiting: Waiting = {
        start: () => {
          signal.removeEventListener("abort", leave);
          resolve(this.#give(name, lane));
        },
      };
      signal.addEventListener("abort", leave, { once: true });
      const own = lane.callers.get(caller);
      if (own === undefined) lane.callers.set(caller, [waiting]);
      else own.push(waiting);
      this.#count(caller, 1);
    });
  }

  #refusal(caller: string): AccessError | null {
    const { perCallerMax, inAllMax } = this.#options;
    if ((this.#waitingOf.get(caller) ?? 0) >= perCallerMax)
      return new AccessError(
        "too-many",
        `${perCallerMax} of your requests are waiting for their turn, the most there can be. Wait until some have been answered.`,
      );
    if (this.#waiting >= inAllMax)
      return new AccessError(
        "too-many",
        `${inAllMax} requests are waiting here, the most there can be. Try again later.`,
      );
    return null;
  }

  #give(name: string, lane: Lane): () => void {
    lane.taken++;
    this.#taken++;
    let given = true;
    return () => {
      if (!given) return;
      given = false;
      lane.taken--;
      this.#taken--;
      this.#next(name, lane);
      this.#tidy(name, lane);
    };
  }

  #next(name: string, lane: Lane): void {
    while (lane.callers.size > 0 && lane.taken < this.#options.turns(name)) {
      const [caller, own] = lane.callers.entries().next().value!;
      const waiting = own[0]!;
      this.#forget(lane, caller, waiting);
      // Whoever still waits goes behind all others.
      const rest = lane.callers.get(caller);
      if (rest !== undefined) {
        lane.callers.delete(caller);
        lane.callers.set(caller, rest);
      }
      waiting.start();
    }
  }

  #forget(lane: Lane, caller: string, waiting: Waiting): void {
    const rest = (lane.callers.get(caller) ?? []).filter((each) => each !== waiting);
    if (rest.length === 0) lane.callers.delete(caller);
    else lane.callers.set(caller, rest);
    this.#count(caller, -1);
  }

  #count(caller: string, change: number): void {
    this.#waiting += change;
    const count = (this.#waitingOf.get(caller) ?? 0) + change;
    if (count === 0) this.#waitingOf.delete(caller);
    else this.#waitingOf.set(caller, count);
  }

  #lane(name: string): Lane {
    const known = this.#lanes.get(name);
    if (known !== undefined) return known;
    const lane: Lane = { taken: 0, callers: new Map() };
    this.#lanes.set(name, lane);
    return lane;
  }

  /** Names of lanes come from outside; those that nobody uses are not kept. */
  #tidy(name: string, lane: Lane): void {
    if (lane.taken === 0 && lane.callers.size === 0) this.#lanes.delete(name);
  }
}
