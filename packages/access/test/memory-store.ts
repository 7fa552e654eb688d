import { randomBytes } from "node:crypto";
import type { MeterRecord } from "../src/budget/meter.ts";
import type { AccessStore, KeyRecord, UsageRecord, UserRecord } from "../src/store/access-store.ts";

/** The contract in as few words as it takes: what the suite of the real store is held against. */
export function createMemoryStore(): AccessStore {
  const salt = randomBytes(32);
  const keys = new Map<string, KeyRecord>();
  const users = new Map<string, UserRecord>();
  const meters = new Map<string, MeterRecord>();
  const usage = new Map<string, UsageRecord>();
  const lastUsed = new Map<string, number>();

  return {
    load: async () => ({
      salt,
      keys: [...keys.values()],
      users: [...users.values()],
      meters: [...meters.values()],
      lastUsed: new Map(lastUsed),
    }),
    async saveKey(key) {
      keys.set(key.id, key);
    },
    async saveUser(user) {
      users.set(user.id, user);
    },
    async saveCounts(batch) {
      for (const record of batch.meters) meters.set(`${record.kind} ${record.scope}`, record);
      for (const record of batch.usage) {
        const at = `${record.keyId} ${record.day}`;
        usage.set(at, sum(usage.get(at), record));
      }
      for (const [keyId, atMs] of batch.lastUsed) lastUsed.set(keyId, atMs);
    },
    usage: async (fromDay) =>
      [...usage.values()]
        .filter(({ day }) => day >= fromDay)
        .sort((a, b) => (a.keyId < b.keyId ? -1 : a.keyId > b.keyId ? 1 : a.day - b.day)),
    async dropUsage(beforeDay) {
      for (const [at, { day }] of usage) if (day < beforeDay) usage.delete(at);
    },
    async close() {},
  };
}

function sum(before: UsageRecord | undefined, more: UsageRecord): UsageRecord {
  if (before === undefined) return more;
  return {
    ...more,
    requests: before.requests + more.requests,
    promptTokens: before.promptTokens + more.promptTokens,
    outputTokens: before.outputTokens + more.outputTokens,
    refused: before.refused + more.refused,
  };
}
