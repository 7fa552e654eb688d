import { z } from "zod";
import type { MeterRecord } from "../budget/meter.ts";
import { budgetKinds, limitsSchema } from "../plan/limits.ts";
import type { AccessStore, KeyRecord, UsageRecord, UserRecord } from "./access-store.ts";
import { SqliteFile } from "./sqlite-file.ts";

const texts = z.array(z.string());
const periods = z.array(z.tuple([z.number(), z.number()]));
const kind = z.enum(budgetKinds);

interface KeyRow {
  id: string;
  hash: Uint8Array;
  redacted: string;
  name: string;
  user: string;
  created_at: number;
  expires_at: number | null;
  acls: string;
  limits: string;
  blocked: number;
  revoked_at: number | null;
  last_used_at: number | null;
}

interface MeterRow {
  scope: string;
  kind: string;
  minute: number;
  at: number;
  days: string;
  months: string;
}

/**
 * Opens the file at `path`, making it where it is missing. What was written survives the end of the process, `kill -9`
 * included. Throws `AccessError` "storage-broken", "storage-full", "storage-busy".
 */
export function openSqliteStore(path: string): AccessStore {
  const file = new SqliteFile(path);

  return {
    async load() {
      const rows = file.all<KeyRow>("SELECT * FROM key ORDER BY created_at, id");
      return {
        salt: file.all<{ value: Uint8Array }>("SELECT value FROM salt")[0]!.value,
        keys: rows.map(keyOf),
        users: file.all<UserRecord>("SELECT id, plan FROM user ORDER BY id").map((row) => ({ ...row })),
        meters: file.all<MeterRow>("SELECT * FROM meter").map(meterOf),
        lastUsed: new Map(rows.flatMap((row) => (row.last_used_at ? [[row.id, row.last_used_at]] : []))),
      };
    },
    async saveKey(key) {
      file.run(
        `INSERT INTO key (id, hash, redacted, name, user, created_at, expires_at, acls, limits, blocked, revoked_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, user = excluded.user, expires_at = excluded.expires_at,
           acls = excluded.acls, limits = excluded.limits, blocked = excluded.blocked, revoked_at = excluded.revoked_at`,
        key.id,
        key.hash,
        key.redacted,
        key.name,
        key.userId,
        key.createdAtMs,
        key.expiresAtMs,
        JSON.stringify(key.acls),
        JSON.stringify(key.limits),
        Number(key.blocked),
        key.revokedAtMs,
      );
    },
    async saveUser({ id, plan }) {
      file.run(
        "INSERT INTO user (id, plan) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET plan = excluded.plan",
        id,
        plan,
      );
    },
    async saveCounts({ meters, usage, lastUsed }) {
      file.write(() => {
        for (const meter of meters)
          file.run(
            `INSERT INTO meter (scope, kind, minute, at, days, months) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (scope, kind) DO UPDATE SET minute = excluded.minute, at = excluded.at, days = excluded.days,
               months = excluded.months`,
            meter.scope,
            meter.kind,
            meter.minute,
            Math.round(meter.atMs),
            JSON.stringify(meter.days),
            JSON.stringify(meter.months),
          );
        for (const { keyId, day, requests, promptTokens, outputTokens, refused } of usage)
          file.run(
            `INSERT INTO usage (key, day, requests, prompt_tokens, output_tokens, refused) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (key, day) DO UPDATE SET requests = requests + excluded.requests,
               prompt_tokens = prompt_tokens + excluded.prompt_tokens,
               output_tokens = output_tokens + excluded.output_tokens, refused = refused + excluded.refused`,
            keyId,
            day,
            requests,
            promptTokens,
            outputTokens,
            refused,
          );
        for (const [keyId, atMs] of lastUsed)
          file.run("UPDATE key SET last_used_at = ? WHERE id = ?", Math.round(atMs), keyId);
      });
    },
    usage: async (fromDay) =>
      file
        .all<UsageRecord>(
          `SELECT key AS keyId, day, requests, prompt_tokens AS promptTokens, output_tokens AS outputTokens, refused
           FROM usage WHERE day >= ? ORDER BY key, day`,
          fromDay,
        )
        .map((row) => ({ ...row })),
    async dropUsage(beforeDay) {
      file.run("DELETE FROM usage WHERE day < ?", beforeDay);
    },
    async close() {
      file.close();
    },
  };
}

function keyOf(row: KeyRow): KeyRecord {
  return {
    id: row.id,
    hash: row.hash,
    redacted: row.redacted,
    name: row.name,
    userId: row.user,
    createdAtMs: row.created_at,
    expiresAtMs: row.expires_at,
    acls: texts.parse(JSON.parse(row.acls)),
    limits: limitsSchema.parse(JSON.parse(row.limits)),
    blocked: row.blocked === 1,
    revokedAtMs: row.revoked_at,
  };
}

function meterOf(row: MeterRow): MeterRecord {
  return {
    scope: row.scope,
    kind: kind.parse(row.kind),
    minute: row.minute,
    atMs: row.at,
    days: periods.parse(JSON.parse(row.days)),
    months: periods.parse(JSON.parse(row.months)),
  };
}
