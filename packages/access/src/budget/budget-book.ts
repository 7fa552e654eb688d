import { AccessError } from "../access-error.ts";
import type { BudgetWindow, Limits } from "../plan/limits.ts";
import type { KeyRecord } from "../store/access-store.ts";
import {
  type Amounts,
  Meter,
  type MeterRecord,
  type Moment,
  type Shortage,
  type Standing,
  type Taken,
} from "./meter.ts";

/** Whose budget it is: the key's own, or that of the user's plan. */
export type BudgetOwner = "key" | "user";

export interface OwnedStanding extends Standing {
  readonly owner: BudgetOwner;
}

/** What was taken of every budget of a key. */
export interface Charge {
  /** Makes it into what was used. Only the first call counts. */
  settle(used: Amounts): void;
}

/** The meters of all keys and users. Meters are made when they are first needed; there are as many as keys and users. */
export class BudgetBook {
  readonly #meters = new Map<string, Meter>();
  readonly #stored: Map<string, MeterRecord[]>;
  readonly #planLimits: (userId: string) => Limits;
  readonly #now: () => Moment;

  constructor(stored: readonly MeterRecord[], planLimits: (userId: string) => Limits, now: () => Moment) {
    this.#stored = Map.groupBy(stored, ({ scope }) => scope);
    this.#planLimits = planLimits;
    this.#now = now;
  }

  /** Takes one request and `tokens` of every budget, or of none. Throws `AccessError` "rate-limited". */
  take(key: KeyRecord, tokens: number): Charge {
    const now = this.#now();
    const amounts: Amounts = { requests: 1, tokens };
    const parts = this.#parts(key);
    demandHeld(parts, amounts, now);
    const taken = parts.map(({ meter, limits }) => ({ meter, taken: meter.take(amounts, limits, now) }));
    return { settle: once((used: Amounts) => this.#correct(taken, used)) };
  }

  /** Takes nothing. Throws `AccessError` "rate-limited" where a budget does not hold one more request, however small. */
  demandRoom(key: KeyRecord): void {
    demandHeld(this.#parts(key), { requests: 1, tokens: 1 }, this.#now());
  }

  /** All budgets that count for the key. */
  standings(key: KeyRecord): OwnedStanding[] {
    const now = this.#now();
    return this.#parts(key).flatMap(({ owner, meter, limits }) =>
      meter.standings(limits, now).map((standing) => ({ ...standing, owner })),
    );
  }

  /** What changed since the last call. `keep` it again where it could not be stored. */
  changed(): { records: MeterRecord[]; keep: () => void } {
    const now = this.#now();
    const meters = [...this.#meters.values()].filter(({ dirty }) => dirty);
    for (const meter of meters) meter.dirty = false;
    return {
      records: meters.flatMap((meter) => meter.records(now)),
      keep: () => {
        for (const meter of meters) meter.dirty = true;
      },
    };
  }

  #correct(taken: readonly { meter: Meter; taken: Taken }[], used: Amounts): void {
    const now = this.#now();
    for (const each of taken) each.meter.correct(each.taken, used, now);
  }

  #parts(key: KeyRecord): Part[] {
    const planLimits = this.#planLimits(key.userId);
    return [
      { owner: "key", limits: key.limits, meter: this.#meter(`key:${key.id}`) },
      { owner: "user", limits: planLimits, meter: this.#meter(`user:${key.userId}`) },
    ];
  }

  #meter(scope: string): Meter {
    let meter = this.#meters.get(scope);
    if (meter === undefined) {
      meter = new Meter(scope, this.#stored.get(scope) ?? [], this.#now());
      this.#stored.delete(scope);
      this.#meters.set(scope, meter);
    }
    return meter;
  }
}

interface Part {
  readonly owner: BudgetOwner;
  readonly meter: Meter;
  readonly limits: Limits;
}

function demandHeld(parts: readonly Part[], amounts: Amounts, now: Moment): void {
  const short = parts.flatMap(({ owner, meter, limits }) =>
    meter.shortages(amounts, limits, now).map((shortage) => ({ ...shortage, owner })),
  );
  if (short.length > 0) throw refusal(short);
}

type OwnedShortage = Shortage & { readonly owner: BudgetOwner };

/** Of the budget that is there again last, since all of them have to be. */
function refusal(short: readonly OwnedShortage[]): AccessError {
  const last = short.reduce((a, b) => ((a.waitMs ?? Infinity) >= (b.waitMs ?? Infinity) ? a : b));
  const { owner, kind, window, limit, remaining, asked, waitMs } = last;
  const whose = owner === "key" ? "this key" : "the user's plan";
  const budget = `${limit} ${kind} ${windowWords[window]} of ${whose}`;
  if (waitMs === null)
    return new AccessError(
      "rate-limited",
      `The request may take ${asked} ${kind}, and the limit is ${budget}: it can never be held. Send a shorter prompt or a lower limit of output tokens.`,
    );
  return new AccessError(
    "rate-limited",
    `The limit of ${budget} is reached: ${asked} asked for, ${remaining} left. Try again in ${inWords(waitMs)}.`,
    { retryAfterMs: waitMs },
  );
}

const windowWords: Readonly<Record<BudgetWindow, string>> = {
  minute: "a minute",
  day: "a day",
  month: "a month",
};

function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.ceil(minutes / 60);
  return hours < 72 ? `${hours} h` : `${Math.ceil(hours / 24)} days`;
}

function once<T>(work: (value: T) => void): (value: T) => void {
  let done = false;
  return (value) => {
    if (done) return;
    done = true;
    work(value);
  };
}
