import { z } from "zod";

/** What budgets count. */
export const budgetKinds = ["requests", "tokens"] as const;
export type BudgetKind = (typeof budgetKinds)[number];

/** What they are counted over. A minute is any minute; days and months are those of the calendar in UTC. */
export const budgetWindows = ["minute", "day", "month"] as const;
export type BudgetWindow = (typeof budgetWindows)[number];

/** The most in each window; null is no limit. */
export type Allowance = Readonly<Record<BudgetWindow, number | null>>;

export type Limits = Readonly<Record<BudgetKind, Allowance>>;

export const noAllowance: Allowance = { minute: null, day: null, month: null };
export const noLimits: Limits = { requests: noAllowance, tokens: noAllowance };

/** More than anybody's engine writes in a month; sums of it stay exact. */
export const limitMax = 1e12;

const limit = z.int().min(1).max(limitMax).nullable().default(null);
const allowance = z
  .strictObject({ minute: limit, day: limit, month: limit })
  .default(() => ({ ...noAllowance }));

/** Limits as they stand in files: what is left out has none. */
export const limitsSchema = z.strictObject({ requests: allowance, tokens: allowance });
