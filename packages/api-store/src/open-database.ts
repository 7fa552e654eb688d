import { closeSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { ApiStoreError } from "./api-store-error.ts";
import { schema1 } from "./schema-1.ts";

/** Step n takes a file of version n to version n + 1. Steps are only ever added. */
const migrations: readonly string[] = [schema1];
/** "GrkA" in ASCII: tells the file from any other SQLite database. */
const applicationId = 0x47726b41;

/** Opens the file, making it where it is missing and bringing an older one to today's schema. Throws `ApiStoreError`. */
export function openDatabase(path: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    // What was asked is for its owner alone; SQLite gives its other files the same mode.
    if (path !== ":memory:") closeSync(openSync(path, "a", 0o600));
    database = new DatabaseSync(path, { timeout: 5_000 });
    migrate(database, path);
    database.exec("PRAGMA journal_mode = WAL");
    database.exec("PRAGMA synchronous = NORMAL");
    database.exec("PRAGMA journal_size_limit = 67108864");
    return database;
  } catch (error) {
    if (database?.isOpen) database.close();
    throw toStoreError(error, path);
  }
}

function migrate(database: DatabaseSync, path: string): void {
  const read = (sql: string) => Number(Object.values(database.prepare(sql).get() ?? { none: 0 })[0]);
  const version = read("PRAGMA user_version");
  if (read("PRAGMA application_id") !== applicationId && read("SELECT count(*) FROM sqlite_schema") > 0)
    throw new ApiStoreError(
      "storage-broken",
      `${path} is a database of another program and was not changed.`,
    );
  if (version > migrations.length)
    throw new ApiStoreError(
      "storage-broken",
      `${path} was written by a newer version of this program (its schema is ${version}, this one knows ${migrations.length}) and was not changed.`,
    );
  for (let at = version; at < migrations.length; at++) {
    database.exec("BEGIN IMMEDIATE");
    database.exec(migrations[at]!);
    database.exec(`PRAGMA application_id = ${applicationId}`);
    database.exec(`PRAGMA user_version = ${at + 1}`);
    database.exec("COMMIT");
  }
}

/** What SQLite threw, for people; anything else as it is. */
export function toStoreError(error: unknown, path: string): unknown {
  if (!(error instanceof Error)) return error;
  if ("syscall" in error) return unwritable(error, path);
  if (!("errcode" in error) || typeof error.errcode !== "number") return error;
  // Primary result codes of sqlite.org/rescode.html: corrupt and "not a database"; the rest is about writing.
  const isBroken = [11, 26].includes(error.errcode & 0xff);
  return isBroken
    ? new ApiStoreError(
        "storage-broken",
        `${path} is damaged (${error.message}). Move it away to start empty.`,
        { cause: error },
      )
    : unwritable(error, path);
}

function unwritable(error: Error, path: string): ApiStoreError {
  return new ApiStoreError(
    "storage-full",
    `${path} cannot be written (${error.message}); nothing of this was stored. Check the disk and its free space.`,
    { cause: error },
  );
}
