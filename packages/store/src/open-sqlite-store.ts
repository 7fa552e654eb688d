import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { ConversationStore } from "@grok/conversation";
import { Database } from "./database.ts";
import { type HomeLock, lockHome } from "./home-lock.ts";
import { migrate, migrations } from "./migrate.ts";
import { inlineReader, workerReader } from "./reader.ts";
import { SqliteStore } from "./sqlite-store.ts";

export interface SqliteStoreOptions {
  /** Unix milliseconds; default the system's clock. */
  readonly now?: () => number;
  /** Told, in one line each, what happened to the file that people may want to know. Default: nobody is told. */
  readonly log?: (line: string) => void;
}

/**
 * Opens the database at `path`, making it and its folder where they are missing and bringing an older one to today's
 * schema. ":memory:" gives one that is gone when it is closed. Who opens it closes it.
 *
 * What has been acknowledged survives the end of the process, kill -9 included. When the machine itself loses power,
 * the file stays whole, but what was stored since the last checkpoint of the log (about 4 MB of writes) may be lost:
 * the log is not forced to the disk on every commit, which would cost each message several milliseconds.
 *
 * Throws `ConversationError`: "storage-busy" when another process has it open, "storage-broken" for a damaged file,
 * another program's, or a newer version's, "storage-full" when it cannot be written.
 */
export async function openSqliteStore(
  path: string,
  options: SqliteStoreOptions = {},
): Promise<ConversationStore> {
  const inMemory = path === ":memory:";
  if (!inMemory) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const lock: HomeLock = inMemory ? { release() {} } : lockHome(path);
  let database: Database | undefined;
  try {
    database = new Database(path);
    prepare(database, options.log);
    const reader = inMemory ? inlineReader(database) : workerReader(path);
    return new SqliteStore(database, reader, lock, options.now ?? Date.now);
  } catch (error) {
    database?.close();
    lock.release();
    throw error;
  }
}

function prepare(database: Database, log: SqliteStoreOptions["log"]): void {
  const before = database.read(() => {
    // The order matters: nothing may be written, not even the journal mode, before the file is known to be ours.
    const version = migrate(database);
    // Readers do not wait for the writer, and a commit is one append.
    database.exec("PRAGMA journal_mode = WAL");
    database.exec("PRAGMA synchronous = NORMAL");
    // Gives space back after a burst of writes, such as an import.
    database.exec("PRAGMA journal_size_limit = 67108864");
    database.exec("PRAGMA cache_size = -32768");
    database.exec("PRAGMA temp_store = MEMORY");
    return version;
  });
  if (before !== migrations.length)
    log?.(`${database.path}: brought from schema ${before} to ${migrations.length}`);
}
