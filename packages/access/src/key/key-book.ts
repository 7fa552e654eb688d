import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { AccessError } from "../access-error.ts";
import { type Limits, limitsSchema, noLimits } from "../plan/limits.ts";
import { type Plan, strictestPlan, unlimitedPlan } from "../plan/plans.ts";
import type { AccessState, AccessStore, KeyRecord, UserRecord } from "../store/access-store.ts";
import { allAcls, checkAcls } from "./acl.ts";
import { hashKey, isKeyText, newKeyText, redactKey } from "./key-text.ts";

/** Who a key is for where nobody says. */
export const defaultUser = "owner";

/** Living keys; revoked ones are kept besides. */
const keysMax = 1_000;

const nameSchema = z.string().trim().min(1).max(80);
const userSchema = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._@+-]{0,63}$/u);

/** What can be said of a key; what is left out has its default, or stays as it is. */
export interface KeyWishes {
  readonly name?: string | undefined;
  /** Of the user, for all of the user's keys. Default: the one the user has, else "unlimited". */
  readonly plan?: string | undefined;
  /** Default null: never. */
  readonly expiresAtMs?: number | null | undefined;
  /** Default: everything. */
  readonly acls?: readonly string[] | undefined;
  /** On top of the plan. Default: none. */
  readonly limits?: Limits | undefined;
  /** Default false. */
  readonly blocked?: boolean | undefined;
}

/** All keys and users, held in memory and written through. */
export class KeyBook {
  readonly plans: readonly Plan[];
  readonly #store: AccessStore;
  readonly #salt: Uint8Array;
  readonly #keys: Map<string, KeyRecord>;
  readonly #byHash: Map<string, string>;
  readonly #users: Map<string, UserRecord>;
  readonly #now: () => number;

  constructor(state: AccessState, plans: readonly Plan[], store: AccessStore, now: () => number) {
    this.plans = plans;
    this.#store = store;
    this.#salt = state.salt;
    this.#keys = new Map(state.keys.map((key) => [key.id, key]));
    this.#byHash = new Map(state.keys.map(({ hash, id }) => [hex(hash), id]));
    this.#users = new Map(state.users.map((user) => [user.id, user]));
    this.#now = now;
  }

  /** Whether a key was ever made; one that was revoked since counts, so that revoking never opens anything. */
  get any(): boolean {
    return this.#keys.size > 0;
  }

  /** Oldest first, revoked ones among them. */
  list(): readonly KeyRecord[] {
    return [...this.#keys.values()];
  }

  users(): readonly UserRecord[] {
    return [...this.#users.values()];
  }

  /** The key that `text` is, in whatever state, or null. */
  find(text: string): KeyRecord | null {
    if (!isKeyText(text)) return null;
    const hash = hashKey(text);
    const key = this.#keys.get(this.#byHash.get(hex(hash)) ?? "");
    return key !== undefined && timingSafeEqual(hash, key.hash) ? key : null;
  }

  /** Throws `AccessError` "not-found". */
  get(id: string): KeyRecord {
    const key = this.#keys.get(id);
    if (key === undefined)
      throw new AccessError(
        "not-found",
        `There is no key "${id.slice(0, 60)}". List the keys to see their ids.`,
      );
    return key;
  }

  /** What the user may use in all. A plan that is gone from the file is the strictest one from then on. */
  planOf(userId: string): Plan {
    const id = this.#users.get(userId)?.plan ?? unlimitedPlan;
    return this.plans.find((plan) => plan.id === id) ?? this.plans.find((plan) => plan.id === strictestPlan)!;
  }

  /** Says nothing of the user to whoever does not know the salt. `userId` null: somebody without a key. */
  tenantOf(userId: string | null): string {
    const name = userId === null ? "nobody" : `user ${userId}`;
    return createHmac("sha256", this.#salt).update(name).digest("hex").slice(0, 32);
  }

  /** `secret` is the key itself, told this once. Throws `AccessError` "bad-input", "conflict", "storage-…". */
  async create(userName: string, wishes: KeyWishes): Promise<{ key: KeyRecord; secret: string }> {
    if (this.list().filter(({ revokedAtMs }) => revokedAtMs === null).length >= keysMax)
      throw new AccessError(
        "conflict",
        `There are ${keysMax} keys, the most there can be. Revoke one first.`,
      );
    const userId = checkUser(userName);
    const secret = newKeyText();
    const key: KeyRecord = {
      id: randomUUID(),
      hash: hashKey(secret),
      redacted: redactKey(secret),
      name: checkName(wishes.name ?? ""),
      userId,
      createdAtMs: this.#now(),
      expiresAtMs: this.#checkExpiry(wishes.expiresAtMs ?? null),
      acls: checkAcls(wishes.acls ?? allAcls),
      limits: checkLimits(wishes.limits ?? noLimits),
      blocked: wishes.blocked ?? false,
      revokedAtMs: null,
    };
    await this.#savePlan(userId, wishes.plan);
    await this.#save(key);
    return { key, secret };
  }

  /** Throws `AccessError` "not-found", "bad-input", "conflict" for a revoked key, "storage-…". */
  async update(id: string, wishes: KeyWishes): Promise<KeyRecord> {
    const before = this.get(id);
    if (before.revokedAtMs !== null)
      throw new AccessError("conflict", `The key "${before.name}" was revoked and stays so. Make a new one.`);
    const key: KeyRecord = {
      ...before,
      name: wishes.name === undefined ? before.name : checkName(wishes.name),
      expiresAtMs:
        wishes.expiresAtMs === undefined || wishes.expiresAtMs === before.expiresAtMs
          ? before.expiresAtMs
          : this.#checkExpiry(wishes.expiresAtMs),
      acls: wishes.acls === undefined ? before.acls : checkAcls(wishes.acls),
      limits: wishes.limits === undefined ? before.limits : checkLimits(wishes.limits),
      blocked: wishes.blocked ?? before.blocked,
    };
    await this.#savePlan(key.userId, wishes.plan);
    await this.#save(key);
    return key;
  }

  /** For good. Doing it twice changes nothing. */
  async revoke(id: string): Promise<KeyRecord> {
    const before = this.get(id);
    if (before.revokedAtMs !== null) return before;
    const key = { ...before, revokedAtMs: this.#now() };
    await this.#save(key);
    return key;
  }

  async #save(key: KeyRecord): Promise<void> {
    await this.#store.saveKey(key);
    this.#keys.set(key.id, key);
    this.#byHash.set(hex(key.hash), key.id);
  }

  async #savePlan(userId: string, wish: string | undefined): Promise<void> {
    const known = this.#users.get(userId);
    const plan = wish ?? known?.plan ?? unlimitedPlan;
    if (plan === known?.plan) return;
    if (!this.plans.some(({ id }) => id === plan)) {
      const there = this.plans.map(({ id }) => id).join(", ");
      throw new AccessError("bad-input", `"${plan.slice(0, 40)}" is no plan. There are ${there}.`);
    }
    await this.#store.saveUser({ id: userId, plan });
    this.#users.set(userId, { id: userId, plan });
  }

  #checkExpiry(atMs: number | null): number | null {
    if (atMs !== null && !(Number.isSafeInteger(atMs) && atMs > this.#now()))
      throw new AccessError("bad-input", "A key can expire at a moment that is still to come, or never.");
    return atMs;
  }
}

function checkName(name: string): string {
  const parsed = nameSchema.safeParse(name);
  if (!parsed.success)
    throw new AccessError("bad-input", `A key's name has 1 to 80 characters, not ${name.trim().length}.`);
  return parsed.data;
}

function checkUser(name: string): string {
  const parsed = userSchema.safeParse(name === "" ? defaultUser : name);
  if (!parsed.success)
    throw new AccessError(
      "bad-input",
      `"${name.slice(0, 80)}" cannot be a user's name: 1 to 64 letters and figures, and . _ @ + - between them.`,
    );
  return parsed.data;
}

function checkLimits(limits: Limits): Limits {
  const parsed = limitsSchema.safeParse(limits);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new AccessError("bad-input", `The limit of ${path.join(" a ")}: ${message}.`);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
