const dayMs = 86_400_000;
/** What is further ahead was counted while the clock was wrong. */
const periodsAhead = 2;
/** For corrections of what was taken before a period ended. */
const periodsBehind = 2;

export type CalendarWindow = "day" | "month";

/** The number of the day or month of `atMs` in UTC, ascending. */
export function periodOf(window: CalendarWindow, atMs: number): number {
  if (window === "day") return Math.floor(atMs / dayMs);
  const date = new Date(atMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** Unix milliseconds at which the period ends. */
export function periodEndMs(window: CalendarWindow, period: number): number {
  return window === "day" ? (period + 1) * dayMs : Date.UTC(Math.floor(period / 12), (period % 12) + 1);
}

/**
 * What was used in days or months. A clock that goes back gives nothing back: what was used in later periods counts
 * until they come again. Periods far ahead are those of a clock that was wrong; they count once more, now, and are
 * forgotten, so that nobody waits for them.
 */
export class CalendarCount {
  readonly #used: Map<number, number>;

  /** `used`: by period. */
  constructor(used: Iterable<readonly [number, number]> = []) {
    this.#used = new Map(used);
  }

  /** What counts against the budget of the period. */
  used(period: number): number {
    const later = [...this.#used].filter(([each]) => each >= period);
    const most = later.reduce((all, [, used]) => Math.max(all, used), 0);
    const ahead = later.filter(([each]) => each > period + periodsAhead);
    for (const [each] of ahead) this.#used.delete(each);
    if (ahead.length > 0) this.#used.set(period, most);
    return most;
  }

  /** Counts what is used in the period. */
  take(period: number, amount: number): void {
    this.#used.set(period, this.used(period) + amount);
    for (const each of this.#used.keys()) if (each < period - periodsBehind) this.#used.delete(each);
  }

  /** Corrects what was taken in the period; less than nothing gives back. */
  correct(period: number, amount: number): void {
    const used = this.#used.get(period);
    if (used !== undefined) this.#used.set(period, Math.max(0, used + amount));
  }

  periods(): readonly (readonly [number, number])[] {
    return [...this.#used];
  }
}
