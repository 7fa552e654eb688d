import {
  type Allowance as AllowanceMessage,
  BudgetKind,
  BudgetOwner,
  BudgetWindow,
  type Key,
  KeyState,
  type Limits as LimitsMessage,
  type Plan,
  type UsageDay,
} from "@grok/protocol";
import type { Allowance, KeyEntry, Limits, PlanEntry, UsageEntry } from "../state/keys.ts";

const windows = {
  [BudgetWindow.UNSPECIFIED]: "day",
  [BudgetWindow.MINUTE]: "minute",
  [BudgetWindow.DAY]: "day",
  [BudgetWindow.MONTH]: "month",
} as const;

export function keyFromMessage(key: Key): KeyEntry {
  return {
    id: key.id,
    name: key.name,
    redacted: key.redacted,
    userId: key.userId,
    plan: key.plan,
    state: key.state === KeyState.BLOCKED ? "blocked" : key.state === KeyState.ACTIVE ? "active" : "expired",
    createdAtMs: Number(key.createdAtMs),
    expiresAtMs: Number(key.expiresAtMs) || null,
    lastUsedAtMs: Number(key.lastUsedAtMs) || null,
    acls: key.acls,
    limits: limitsFromMessage(key.limits),
    budgets: key.budgets.map((budget) => ({
      own: budget.owner === BudgetOwner.KEY,
      kind: budget.kind === BudgetKind.REQUESTS ? "requests" : "tokens",
      window: windows[budget.window] ?? "day",
      limit: Number(budget.limit),
      remaining: Number(budget.remaining),
      resetMs: Number(budget.resetMs),
    })),
  };
}

export function planFromMessage({ id, title, limits }: Plan): PlanEntry {
  return { id, title, limits: limitsFromMessage(limits) };
}

export function usageFromMessage({ keyId, day, requests, promptTokens, outputTokens }: UsageDay): UsageEntry {
  return { keyId, day, requests: Number(requests), tokens: Number(promptTokens + outputTokens) };
}

export function limitsToMessage({ requests, tokens }: Limits) {
  return { requests: allowanceTo(requests), tokens: allowanceTo(tokens) };
}

function limitsFromMessage(limits: LimitsMessage | undefined): Limits {
  return { requests: allowanceFrom(limits?.requests), tokens: allowanceFrom(limits?.tokens) };
}

function allowanceFrom(allowance: AllowanceMessage | undefined): Allowance {
  const { minute = 0n, day = 0n, month = 0n } = allowance ?? {};
  return { minute: Number(minute), day: Number(day), month: Number(month) };
}

function allowanceTo({ minute, day, month }: Allowance) {
  return { minute: BigInt(minute), day: BigInt(day), month: BigInt(month) };
}
