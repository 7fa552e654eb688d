// Two servers on one database would each take the other's runs for dead. SQLite itself lets two processes write in
// turn, so the second one is turned away by a lock of its own: a write lock held on a tiny database beside the file.
// The system releases it when the process ends, however it ends; there is no stale lock file to delete.

import { DatabaseSync } from "node:sqlite";
import { ConversationError } from "@grok/conversation";
import { toConversationError } from "./sqlite-error.ts";

export interface HomeLock {
  /** Idempotent. */
  release(): void;
}

/** Throws "storage-busy", naming the process where it can, when somebody else holds the lock. */
export function lockHome(databasePath: string): HomeLock {
  const path = `${databasePath}.lock`;
  try {
    return hold(path);
  } catch (error) {
    const told = toConversationError(error, path);
    if (!(told instanceof ConversationError) || told.code !== "storage-busy") throw told;
    const holder = holderOf(path);
    throw new ConversationError(
      "storage-busy",
      `${databasePath} is in use by another server${holder === null ? "" : ` (process ${holder})`}. Use that one, stop it first, or choose another folder`,
      { cause: error },
    );
  }
}

function hold(path: string): HomeLock {
  const connection = new DatabaseSync(path);
  try {
    connection.exec("BEGIN IMMEDIATE");
    writeName(connection);
    // Held until the process ends. Readers are not kept out, so the next one can say who holds it.
    connection.exec("BEGIN IMMEDIATE");
  } catch (error) {
    connection.close();
    throw error;
  }
  return {
    release() {
      if (connection.isOpen) connection.close();
    },
  };
}

/** Ends the transaction. A disk so full that not even this can be written must not keep anyone from reading. */
function writeName(connection: DatabaseSync): void {
  try {
    connection.exec(
      `CREATE TABLE IF NOT EXISTS holder (process INTEGER); DELETE FROM holder; INSERT INTO holder VALUES (${process.pid})`,
    );
    connection.exec("COMMIT");
  } catch {
    if (connection.isTransaction) connection.exec("ROLLBACK");
  }
}

function holderOf(path: string): number | null {
  try {
    const connection = new DatabaseSync(path, { readOnly: true });
    const row = connection.prepare("SELECT process FROM holder").get();
    connection.close();
    return typeof row?.process === "number" ? row.process : null;
  } catch {
    // Held at the very moment in which its holder writes its name.
    return null;
  }
}
