/**
 * What was used of a minute's budget, as a debt that melts away at the speed of the limit: a whole one in a minute.
 * There is no window whose start would let two budgets through within a second. Clocks are monotonic milliseconds.
 */
export class MinuteBucket {
  #debt: number;
  #atMs: number;

  constructor(debt: number, atMs: number) {
    this.#debt = debt;
    this.#atMs = atMs;
  }

  /** As it stood at `atMs`, to be made again from. */
  get state(): { readonly debt: number; readonly atMs: number } {
    return { debt: this.#debt, atMs: this.#atMs };
  }

  /** What counts against a budget of `limit` now. */
  used(limit: number, atMs: number): number {
    this.#melt(limit, atMs);
    return this.#debt;
  }

  add(amount: number, limit: number, atMs: number): void {
    this.#melt(limit, atMs);
    this.#debt += amount;
  }

  /** Gives back up to `amount` of `taken`, of what was taken at `takenAtMs`: only what has not melted since. */
  giveBack(amount: number, taken: number, takenAtMs: number, limit: number, atMs: number): void {
    const left = Math.max(0, taken - melted(limit, takenAtMs, atMs));
    this.#melt(limit, atMs);
    this.#debt = Math.max(0, this.#debt - Math.min(amount, left));
  }

  #melt(limit: number, atMs: number): void {
    this.#debt = Math.max(0, this.#debt - melted(limit, this.#atMs, atMs));
    this.#atMs = Math.max(this.#atMs, atMs);
  }
}

/** Until a debt of `amount` has melted. */
export function meltMs(amount: number, limit: number): number {
  return Math.ceil((Math.max(0, amount) / limit) * 60_000);
}

function melted(limit: number, fromMs: number, toMs: number): number {
  return (Math.max(0, toMs - fromMs) / 60_000) * limit;
}
