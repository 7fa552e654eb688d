import type { KeyToSave } from "../effects/keys.ts";
import type { BudgetKind, BudgetWindow, KeyEntry } from "../state/keys.ts";

const dayMs = 86_400_000;
const modelRight = "api-key:model:";
const everyModel = `${modelRight}*`;
const everyEndpoint = "api-key:endpoint:*";

/** Limits as they are typed: empty is none. */
export type TypedLimits = Readonly<Record<BudgetKind, Readonly<Record<BudgetWindow, string>>>>;

/** A key as its form holds it. */
export interface KeyDraft {
  readonly name: string;
  readonly userId: string;
  readonly plan: string;
  /** Days from now, "never", or "keep" for `expiresAtMs`. */
  readonly expiry: string;
  readonly expiresAtMs: number | null;
  /** Null is all. */
  readonly models: readonly string[] | null;
  /** Rights to endpoints, which the form leaves alone. */
  readonly endpoints: readonly string[];
  readonly limits: TypedLimits;
}

const none = { minute: "", day: "", month: "" };

export function draftOf(entry: KeyEntry | null): KeyDraft {
  if (entry === null)
    return {
      name: "",
      userId: "owner",
      plan: "unlimited",
      expiry: "never",
      expiresAtMs: null,
      models: null,
      endpoints: [everyEndpoint],
      limits: { requests: none, tokens: none },
    };
  const { name, userId, plan, expiresAtMs, acls, limits } = entry;
  const typed = (kind: BudgetKind) => {
    const text = (limit: number) => (limit === 0 ? "" : String(limit));
    const { minute, day, month } = limits[kind];
    return { minute: text(minute), day: text(day), month: text(month) };
  };
  return {
    name,
    userId,
    plan,
    expiry: expiresAtMs === null ? "never" : "keep",
    expiresAtMs,
    models: acls.includes(everyModel)
      ? null
      : acls.filter((acl) => acl.startsWith(modelRight)).map((acl) => acl.slice(modelRight.length)),
    endpoints: acls.filter((acl) => !acl.startsWith(modelRight)),
    limits: { requests: typed("requests"), tokens: typed("tokens") },
  };
}

export function toSave(draft: KeyDraft, nowMs: number): KeyToSave {
  const { name, userId, plan, expiry, expiresAtMs, models, endpoints, limits } = draft;
  const numbers = (kind: BudgetKind) => {
    const { minute, day, month } = limits[kind];
    return { minute: Number(minute), day: Number(day), month: Number(month) };
  };
  const until = { never: null, keep: expiresAtMs }[expiry];
  return {
    name,
    userId: userId.trim(),
    plan,
    expiresAtMs: until === undefined ? nowMs + Number(expiry) * dayMs : until,
    acls: [...(models?.map((model) => `${modelRight}${model}`) ?? [everyModel]), ...endpoints],
    limits: { requests: numbers("requests"), tokens: numbers("tokens") },
  };
}
