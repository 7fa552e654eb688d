import { ConversationError } from "@grok/conversation";
import type { Database } from "./database.ts";
import { schema1 } from "./schema-1.ts";
import { schema2 } from "./schema-2.ts";
import { schema3 } from "./schema-3.ts";

/**
 * The steps from an empty file to today's schema. Step n takes a file of version n to version n + 1. Steps are only
 * ever added: a file that somebody has is never made again by other means.
 */
export const migrations: readonly string[] = [schema1, schema2, schema3];

/** "Grok" in ASCII: tells the file from any other SQLite database. */
const applicationId = 0x47726f6b;

/**
 * Brings the file to today's schema, each step in a transaction of its own. Returns the version it had.
 *
 * Throws "storage-broken" for a file of another program or of a newer version of this one, and changes neither.
 */
export function migrate(database: Database, steps: readonly string[] = migrations): number {
  const version = database.get<{ user_version: number }>("PRAGMA user_version")?.user_version ?? 0;
  requireOurs(database);
  if (version > steps.length)
    throw new ConversationError(
      "storage-broken",
      `${database.path} was written by a newer version of this program (its schema is ${version}, this one knows ${steps.length}). It was not changed; start the newer version again`,
    );
  for (let at = version; at < steps.length; at++)
    database.write(() => {
      database.exec(steps[at]!);
      database.exec(`PRAGMA application_id = ${applicationId}`);
      database.exec(`PRAGMA user_version = ${at + 1}`);
    });
  return version;
}

function requireOurs(database: Database): void {
  const found = database.get<{ application_id: number }>("PRAGMA application_id")?.application_id;
  const tables = database.get<{ count: number }>("SELECT count(*) AS count FROM sqlite_schema")?.count ?? 0;
  if (found !== applicationId && tables > 0)
    throw new ConversationError(
      "storage-broken",
      `${database.path} is a database of another program and was not changed. Choose another folder`,
    );
}
