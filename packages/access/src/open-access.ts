import { BudgetBook, type Charge, type OwnedStanding } from "./budget/budget-book.ts";
import { periodOf } from "./budget/calendar-count.ts";
import { KeyBook } from "./key/key-book.ts";
import type { Plan } from "./plan/plans.ts";
import type { AccessStore, KeyRecord, UsageRecord } from "./store/access-store.ts";
import { UsageLog } from "./usage-log.ts";

/** A killed process loses at most what was counted in this time. */
export const flushEveryMs = 1_000;
const usageKeptDays = 400;

export interface AccessOptions {
  readonly store: AccessStore;
  readonly plans: readonly Plan[];
  /** Unix milliseconds. Default: the system's clock. */
  readonly now?: () => number;
  /** Milliseconds that never go back. Default: the process's own clock. */
  readonly steadyNow?: () => number;
  /** Told when counts could not be stored; they are kept and tried again. */
  readonly onTrouble?: (error: unknown) => void;
}

/** Keys, budgets and usage. What is counted is held in memory and stored every second. */
export interface Access {
  readonly keys: KeyBook;
  /** Takes one request and `tokens` of every budget of the key, or of none. Throws `AccessError` "rate-limited". */
  take(key: KeyRecord, tokens: number): Charge;
  /** Takes nothing. Throws `AccessError` "rate-limited" where a budget does not hold one more request, however small. */
  demandRoom(key: KeyRecord): void;
  standings(key: KeyRecord): OwnedStanding[];
  /** Counts what a request of the key used. */
  used(keyId: string, tokens: { promptTokens: number; outputTokens: number }): void;
  /** Counts a request that was turned away. */
  refused(keyId: string): void;
  /** Unix milliseconds; null where the key was never used. */
  lastUsedAtMs(keyId: string): number | null;
  /** Of the last `days` days, today among them, by key and day. */
  usage(days: number): Promise<readonly UsageRecord[]>;
  /** Stores what was counted. */
  flush(): Promise<void>;
  /** Stores what was counted, and closes the store. Idempotent. */
  close(): Promise<void>;
}

/** Reads the store once; who opens it closes it. Throws `AccessError` "storage-…". */
export async function openAccess(options: AccessOptions): Promise<Access> {
  const { store, plans, now = Date.now, steadyNow = () => performance.now(), onTrouble } = options;
  const state = await store.load();
  const keys = new KeyBook(state, plans, store, now);
  const budgets = new BudgetBook(
    state.meters,
    (userId) => keys.planOf(userId).limits,
    () => ({ wallMs: now(), steadyMs: steadyNow() }),
  );
  const log = new UsageLog();
  const lastUsed = new Map(state.lastUsed);
  await store.dropUsage(periodOf("day", now()) - usageKeptDays);

  const storeCounts = async () => {
    const meters = budgets.changed();
    const usage = log.take();
    if (meters.records.length + usage.usage.length + usage.lastUsed.size === 0) return;
    try {
      await store.saveCounts({
        meters: meters.records,
        usage: usage.usage,
        lastUsed: usage.lastUsed,
      });
    } catch (error) {
      meters.keep();
      usage.keep();
      throw error;
    }
  };
  // One after the other: two at once could store the older counts last.
  let flushing = Promise.resolve();
  const flush = () => {
    const next = flushing.then(storeCounts);
    flushing = next.catch(() => {});
    return next;
  };
  const timer = setInterval(() => flush().catch((error) => onTrouble?.(error)), flushEveryMs).unref();
  let closed: Promise<void> | undefined;

  return {
    keys,
    take: (key, tokens) => budgets.take(key, tokens),
    demandRoom: (key) => budgets.demandRoom(key),
    standings: (key) => budgets.standings(key),
    used(keyId, { promptTokens, outputTokens }) {
      const nowMs = now();
      lastUsed.set(keyId, nowMs);
      log.touch(keyId, nowMs);
      log.add(keyId, { requests: 1, promptTokens, outputTokens }, nowMs);
    },
    refused: (keyId) => log.add(keyId, { refused: 1 }, now()),
    lastUsedAtMs: (keyId) => lastUsed.get(keyId) ?? null,
    async usage(days) {
      await flush();
      return store.usage(periodOf("day", now()) - days + 1);
    },
    flush,
    close() {
      clearInterval(timer);
      closed ??= flush().finally(() => store.close());
      return closed;
    },
  };
}
