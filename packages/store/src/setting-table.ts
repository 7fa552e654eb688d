import type { OwnerId } from "@grok/conversation";
import type { Database } from "./database.ts";

export function setting(database: Database, ownerId: OwnerId, key: string): string | null {
  const row = database.get<{ value: string }>(
    "SELECT value FROM setting WHERE owner = ? AND key = ?",
    ownerId,
    key,
  );
  return row?.value ?? null;
}

/** Null takes the setting away. */
export function setSetting(database: Database, ownerId: OwnerId, key: string, value: string | null): void {
  if (value === null) database.run("DELETE FROM setting WHERE owner = ? AND key = ?", ownerId, key);
  else
    database.run(
      `INSERT INTO setting (owner, key, value) VALUES (?, ?, ?)
       ON CONFLICT (owner, key) DO UPDATE SET value = excluded.value`,
      ownerId,
      key,
      value,
    );
}
