import { soon } from "../api/clients.ts";
import {
  keyFromMessage,
  limitsToMessage,
  planFromMessage,
  usageFromMessage,
} from "../api/keys-from-message.ts";
import { problemOf } from "../api/problem-of.ts";
import type { KeyEntry, Limits } from "../state/keys.ts";
import type { Problem } from "../state/problem.ts";
import { attempt, type EffectContext } from "./context.ts";

const readEveryMs = 5_000;
const usageDays = 30;

/** What is said of a key in its form. */
export interface KeyToSave {
  readonly name: string;
  readonly userId: string;
  readonly plan: string;
  /** Null is never. */
  readonly expiresAtMs: number | null;
  readonly acls: readonly string[];
  readonly limits: Limits;
}

/** A key that was made, with its text; or what went wrong. */
export type Made = { readonly secret: string } | { readonly problem: Problem };

/** Keys of the API, read again and again while somebody looks at them. */
export function keyEffects(context: EffectContext) {
  const { store, clients } = context;

  async function read(): Promise<void> {
    try {
      const [{ keys, plans, keyless }, usage] = await Promise.all([
        clients.keys.listKeys({}, soon),
        clients.keys.getUsage({ days: usageDays }, soon),
      ]);
      store.dispatch({
        type: "keys-arrived",
        keys: keys.map(keyFromMessage),
        plans: plans.map(planFromMessage),
        keyless,
      });
      store.dispatch({ type: "key-usage-arrived", usage: usage.days.map(usageFromMessage) });
    } catch {
      store.dispatch({ type: "keys-failed" });
    }
  }

  const messageOf = ({ name, plan, expiresAtMs, acls, limits }: KeyToSave) => ({
    name,
    plan,
    expiresAtMs: BigInt(expiresAtMs ?? 0),
    acls: [...acls],
    limits: limitsToMessage(limits),
  });

  return {
    read,
    /** To be called with what it returns when nobody looks any more. */
    look(): () => void {
      void read();
      const timer = setInterval(() => void read(), readEveryMs);
      return () => clearInterval(timer);
    },
    async create(key: KeyToSave): Promise<Made> {
      try {
        const { secret } = await clients.keys.createKey({ ...messageOf(key), userId: key.userId }, soon);
        await read();
        return { secret };
      } catch (error) {
        return { problem: problemOf(error) };
      }
    },
    /** Null when it went well. */
    async change(id: string, key: KeyToSave): Promise<Problem | null> {
      try {
        await clients.keys.updateKey({ id, ...messageOf(key) }, soon);
        await read();
        return null;
      } catch (error) {
        return problemOf(error);
      }
    },
    block: ({ id }: KeyEntry, blocked: boolean) =>
      attempt(context, "keys", async () => {
        await clients.keys.updateKey({ id, blocked }, soon);
        await read();
      }),
    revoke: ({ id }: KeyEntry) =>
      attempt(context, "keys", async () => {
        await clients.keys.revokeKey({ id }, soon);
        await read();
      }),
  };
}
