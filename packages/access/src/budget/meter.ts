import type { BudgetKind, BudgetWindow, Limits } from "../plan/limits.ts";
import { budgetKinds, budgetWindows } from "../plan/limits.ts";
import { CalendarCount, type CalendarWindow, periodEndMs, periodOf } from "./calendar-count.ts";
import { MinuteBucket, meltMs } from "./minute-bucket.ts";

/** Two clocks: the wall's, for days and months, and one that never goes back, for minutes. Milliseconds. */
export interface Moment {
  readonly wallMs: number;
  readonly steadyMs: number;
}

/** How one budget stands. */
export interface Standing {
  readonly kind: BudgetKind;
  readonly window: BudgetWindow;
  readonly limit: number;
  /** Never below 0. */
  readonly remaining: number;
  /** Until the whole budget is there again. */
  readonly resetMs: number;
}

/** A budget that does not hold what was asked. */
export interface Shortage extends Standing {
  readonly asked: number;
  /** Until it holds it; null where it never will. */
  readonly waitMs: number | null;
}

/** What is stored of one kind of a meter. */
export interface MeterRecord {
  readonly scope: string;
  readonly kind: BudgetKind;
  /** What counted against the minute's budget at `atMs`, Unix milliseconds. */
  readonly minute: number;
  readonly atMs: number;
  readonly days: readonly (readonly [number, number])[];
  readonly months: readonly (readonly [number, number])[];
}

export type Amounts = Readonly<Record<BudgetKind, number>>;

/** What was taken, to correct it by. */
export interface Taken {
  readonly amounts: Amounts;
  readonly moment: Moment;
  readonly limits: Limits;
}

interface Counts {
  minute: MinuteBucket;
  day: CalendarCount;
  month: CalendarCount;
}

/** Counts what one key or one user uses, against limits that may change at any time. */
export class Meter {
  readonly scope: string;
  readonly #counts: Record<BudgetKind, Counts>;
  /** Changed since it was last stored. */
  dirty = false;

  /** `now`: when the records were read. */
  constructor(scope: string, records: readonly MeterRecord[], now: Moment) {
    this.scope = scope;
    const countsOf = (kind: BudgetKind): Counts => {
      const record = records.find((each) => each.kind === kind);
      // The wall's clock is all that outlives a process; one that went back has melted nothing.
      const agoMs = Math.max(0, now.wallMs - (record?.atMs ?? now.wallMs));
      return {
        minute: new MinuteBucket(record?.minute ?? 0, now.steadyMs - agoMs),
        day: new CalendarCount(record?.days),
        month: new CalendarCount(record?.months),
      };
    };
    this.#counts = { requests: countsOf("requests"), tokens: countsOf("tokens") };
  }

  /** All budgets that `limits` set, requests before tokens. */
  standings(limits: Limits, now: Moment): Standing[] {
    return budgetKinds.flatMap((kind) =>
      budgetWindows.flatMap((window) => {
        const limit = limits[kind][window];
        return limit === null ? [] : [this.#standing(kind, window, limit, now)];
      }),
    );
  }

  /** The budgets that do not hold `amounts`; taking is allowed where there are none. */
  shortages(amounts: Amounts, limits: Limits, now: Moment): Shortage[] {
    return this.standings(limits, now).flatMap((standing) => {
      const asked = amounts[standing.kind];
      if (asked <= standing.remaining) return [];
      return [{ ...standing, asked, waitMs: waitFor(asked, standing) }];
    });
  }

  /** Counts `amounts`, whether they are held or not. */
  take(amounts: Amounts, limits: Limits, now: Moment): Taken {
    for (const kind of budgetKinds) {
      const counts = this.#counts[kind];
      const { minute } = limits[kind];
      if (minute !== null) counts.minute.add(amounts[kind], minute, now.steadyMs);
      for (const window of ["day", "month"] as const)
        counts[window].take(periodOf(window, now.wallMs), amounts[kind]);
    }
    this.dirty = true;
    return { amounts, moment: now, limits };
  }

  /** Makes what was taken into `used`, in the periods in which it was taken. */
  correct({ amounts, moment, limits }: Taken, used: Amounts, now: Moment): void {
    for (const kind of budgetKinds) {
      const more = used[kind] - amounts[kind];
      if (more === 0) continue;
      const counts = this.#counts[kind];
      const { minute } = limits[kind];
      if (minute !== null && more > 0) counts.minute.add(more, minute, now.steadyMs);
      if (minute !== null && more < 0)
        counts.minute.giveBack(-more, amounts[kind], moment.steadyMs, minute, now.steadyMs);
      for (const window of ["day", "month"] as const)
        counts[window].correct(periodOf(window, moment.wallMs), more);
      this.dirty = true;
    }
  }

  records(now: Moment): MeterRecord[] {
    return budgetKinds.map((kind) => {
      const { minute, day, month } = this.#counts[kind];
      const { debt, atMs } = minute.state;
      return {
        scope: this.scope,
        kind,
        minute: debt,
        atMs: now.wallMs - (now.steadyMs - atMs),
        days: day.periods(),
        months: month.periods(),
      };
    });
  }

  #standing(kind: BudgetKind, window: BudgetWindow, limit: number, now: Moment): Standing {
    const counts = this.#counts[kind];
    if (window === "minute") {
      const used = counts.minute.used(limit, now.steadyMs);
      return {
        kind,
        window,
        limit,
        remaining: Math.max(0, Math.floor(limit - used)),
        resetMs: meltMs(used, limit),
      };
    }
    const used = counts[window].used(periodOf(window, now.wallMs));
    return { kind, window, limit, remaining: Math.max(0, limit - used), resetMs: untilEnd(window, now) };
  }
}

/** Until a budget holds `asked`: a minute's melts steadily, a calendar's comes back at once. */
function waitFor(asked: number, { window, limit, remaining, resetMs }: Standing): number | null {
  if (asked > limit) return null;
  if (window !== "minute") return resetMs;
  // What is used over the limit has to melt, too; `resetMs` knows how much that is.
  const used = Math.max(limit - remaining, (resetMs / 60_000) * limit);
  return Math.max(1, meltMs(used + asked - limit, limit));
}

function untilEnd(window: CalendarWindow, { wallMs }: Moment): number {
  return Math.max(1, Math.ceil(periodEndMs(window, periodOf(window, wallMs)) - wallMs));
}
