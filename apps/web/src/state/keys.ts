import type { Action } from "./action.ts";

export type BudgetKind = "requests" | "tokens";
export type BudgetWindow = "minute" | "day" | "month";

/** The most in each window; 0 is no limit. */
export type Allowance = Readonly<Record<BudgetWindow, number>>;
export type Limits = Readonly<Record<BudgetKind, Allowance>>;

export interface PlanEntry {
  readonly id: string;
  readonly title: string;
  readonly limits: Limits;
}

/** How one budget stands: the key's own, or that of its user's plan. */
export interface BudgetEntry {
  readonly own: boolean;
  readonly kind: BudgetKind;
  readonly window: BudgetWindow;
  readonly limit: number;
  readonly remaining: number;
  readonly resetMs: number;
}

export interface KeyEntry {
  readonly id: string;
  readonly name: string;
  /** "xai-…k3Fp" */
  readonly redacted: string;
  readonly userId: string;
  readonly plan: string;
  readonly state: "active" | "blocked" | "expired";
  readonly createdAtMs: number;
  /** Null is never. */
  readonly expiresAtMs: number | null;
  readonly lastUsedAtMs: number | null;
  readonly acls: readonly string[];
  readonly limits: Limits;
  readonly budgets: readonly BudgetEntry[];
}

/** What a key used in a day of UTC. */
export interface UsageEntry {
  readonly keyId: string;
  /** "2026-11-28" */
  readonly day: string;
  readonly requests: number;
  readonly tokens: number;
}

export interface Keys {
  /** "failed" only where nothing has been read yet. */
  readonly phase: "reading" | "ready" | "failed";
  /** Newest first. */
  readonly keys: readonly KeyEntry[];
  readonly plans: readonly PlanEntry[];
  /** Programs on the server's machine may do without one. */
  readonly keyless: boolean;
  readonly usage: readonly UsageEntry[];
}

export type KeysAction =
  | ({ readonly type: "keys-arrived" } & Omit<Keys, "phase" | "usage">)
  | { readonly type: "key-usage-arrived"; readonly usage: readonly UsageEntry[] }
  | { readonly type: "keys-failed" };

export const noKeys: Keys = { phase: "reading", keys: [], plans: [], keyless: false, usage: [] };

export function reduceKeys(known: Keys, action: Action): Keys {
  switch (action.type) {
    case "keys-arrived": {
      const { keys, plans, keyless } = action;
      return { ...known, phase: "ready", keys, plans, keyless };
    }
    case "key-usage-arrived":
      return { ...known, usage: action.usage };
    case "keys-failed":
      return known.phase === "ready" ? known : { ...known, phase: "failed" };
    default:
      return known;
  }
}
