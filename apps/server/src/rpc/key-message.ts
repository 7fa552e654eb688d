// Keys, plans and budgets as they travel. No limit is 0 on the wire and null in the domain.
import {
  type Allowance,
  type BudgetKind,
  type BudgetOwner,
  type BudgetWindow,
  type KeyRecord,
  type KeyState,
  keyState,
  type Limits,
  type OwnedStanding,
  type Plan,
  type UsageRecord,
} from "@grok/access";
import {
  type Allowance as AllowanceMessage,
  BudgetKind as Kind,
  type Limits as LimitsMessage,
  BudgetOwner as Owner,
  KeyState as State,
  BudgetWindow as Window,
} from "@grok/protocol";

const owners: Record<BudgetOwner, Owner> = { key: Owner.KEY, user: Owner.USER };
const kinds: Record<BudgetKind, Kind> = { requests: Kind.REQUESTS, tokens: Kind.TOKENS };
const windows: Record<BudgetWindow, Window> = { minute: Window.MINUTE, day: Window.DAY, month: Window.MONTH };
const states: Record<KeyState, State> = {
  active: State.ACTIVE,
  blocked: State.BLOCKED,
  expired: State.EXPIRED,
  revoked: State.REVOKED,
};

/** What is known of a key beside its record. */
export interface KeyAsides {
  readonly planId: string;
  readonly standings: readonly OwnedStanding[];
  readonly lastUsedAtMs: number | null;
  readonly nowMs: number;
}

export function keyToMessage(key: KeyRecord, asides: KeyAsides) {
  return {
    id: key.id,
    name: key.name,
    redacted: key.redacted,
    userId: key.userId,
    plan: asides.planId,
    state: states[keyState(key, asides.nowMs)],
    createdAtMs: BigInt(key.createdAtMs),
    expiresAtMs: BigInt(key.expiresAtMs ?? 0),
    lastUsedAtMs: BigInt(asides.lastUsedAtMs ?? 0),
    acls: [...key.acls],
    limits: limitsToMessage(key.limits),
    budgets: asides.standings.map((standing) => ({
      owner: owners[standing.owner],
      kind: kinds[standing.kind],
      window: windows[standing.window],
      limit: BigInt(standing.limit),
      remaining: BigInt(standing.remaining),
      resetMs: BigInt(standing.resetMs),
    })),
  };
}

export function planToMessage({ id, title, limits }: Plan) {
  return { id, title, limits: limitsToMessage(limits) };
}

export function usageToMessage(usage: UsageRecord) {
  return {
    keyId: usage.keyId,
    day: new Date(usage.day * 86_400_000).toISOString().slice(0, 10),
    requests: BigInt(usage.requests),
    promptTokens: BigInt(usage.promptTokens),
    outputTokens: BigInt(usage.outputTokens),
    refused: BigInt(usage.refused),
  };
}

/** What a message without limits says is nothing. */
export function limitsFromMessage(message: LimitsMessage | undefined): Limits | undefined {
  if (message === undefined) return undefined;
  return { requests: allowanceFrom(message.requests), tokens: allowanceFrom(message.tokens) };
}

function limitsToMessage({ requests, tokens }: Limits) {
  return { requests: allowanceTo(requests), tokens: allowanceTo(tokens) };
}

function allowanceTo({ minute, day, month }: Allowance) {
  return { minute: BigInt(minute ?? 0), day: BigInt(day ?? 0), month: BigInt(month ?? 0) };
}

function allowanceFrom(message: AllowanceMessage | undefined): Allowance {
  const limit = (value: bigint | undefined) => Number(value ?? 0n) || null;
  return { minute: limit(message?.minute), day: limit(message?.day), month: limit(message?.month) };
}
