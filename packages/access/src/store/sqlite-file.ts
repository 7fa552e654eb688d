// One SQLite file, its schema, and errors that people can act on.
import { chmodSync } from "node:fs";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { AccessError } from "../access-error.ts";
import { schema1 } from "./schema-1.ts";

/** Step n takes a file of version n to version n + 1. Steps are only ever added. */
const migrations: readonly string[] = [schema1];

/** "Keys" in ASCII: tells the file from any other SQLite database. */
const applicationId = 0x4b657973;

/** SQLite's primary result codes (sqlite.org/rescode.html) that mean something to people. */
const said: Readonly<Record<number, readonly [AccessError["code"], string]>> = {
  5: ["storage-busy", "is held by another program. Close it and try again"],
  6: ["storage-busy", "is held by another program. Close it and try again"],
  8: ["storage-full", "cannot be written. Check its owner and permissions"],
  10: ["storage-full", "lies on a disk that fails. Check the disk and its free space"],
  11: ["storage-broken", "is damaged. Put a backup in its place, or move it away to start without keys"],
  13: ["storage-full", "has no room left. Free some disk space"],
  14: ["storage-full", "cannot be opened. Check its owner and permissions"],
  26: ["storage-broken", "is no database. Put a backup in its place, or move it away to start without keys"],
};

/** Statements are constants of the source, so there are few of them and all are kept prepared. */
export class SqliteFile {
  readonly #path: string;
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** Makes the file where it is missing. Throws `AccessError` "storage-…" and then changes nothing. */
  constructor(path: string) {
    this.#path = path;
    this.#connection = this.#told(
      () => new DatabaseSync(path, { timeout: 5_000, enableForeignKeyConstraints: true }),
    );
    try {
      // For its owner alone; the files that SQLite makes beside it are as open as this one.
      chmodSync(path, 0o600);
      this.#told(() => this.#prepare());
    } catch (error) {
      this.#connection.close();
      throw error;
    }
  }

  all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#told(() => this.#statement(sql).all(...values) as Row[]);
  }

  run(sql: string, ...values: SQLInputValue[]): void {
    this.#told(() => this.#statement(sql).run(...values));
  }

  /** `work` as one transaction. */
  write(work: () => void): void {
    this.#told(() => {
      this.#connection.exec("BEGIN IMMEDIATE");
      try {
        work();
        this.#connection.exec("COMMIT");
      } catch (error) {
        // A full disk has made SQLite roll back by itself.
        if (this.#connection.isTransaction) this.#connection.exec("ROLLBACK");
        throw error;
      }
    });
  }

  /** Idempotent. */
  close(): void {
    this.#statements.clear();
    if (this.#connection.isOpen) this.#connection.close();
  }

  #prepare(): void {
    const number = (pragma: string) =>
      Number(Object.values(this.#connection.prepare(`PRAGMA ${pragma}`).get() ?? {})[0] ?? 0);
    const version = number("user_version");
    const tables = this.#connection.prepare("SELECT count(*) AS n FROM sqlite_schema").get()?.n;
    if (number("application_id") !== applicationId && tables !== 0)
      throw new AccessError(
        "storage-broken",
        `${this.#path} is a database of another program and was not changed. Move it away.`,
      );
    if (version > migrations.length)
      throw new AccessError(
        "storage-broken",
        `${this.#path} was written by a newer version of this program (its schema is ${version}, this one knows ${migrations.length}) and was not changed. Start the newer version again.`,
      );
    for (let at = version; at < migrations.length; at++)
      this.write(() => {
        this.#connection.exec(migrations[at]!);
        this.#connection.exec(`PRAGMA application_id = ${applicationId}`);
        this.#connection.exec(`PRAGMA user_version = ${at + 1}`);
      });
    this.#connection.exec("PRAGMA journal_mode = WAL");
    // Survives the end of the process; a power cut may take the last writes, and leaves the file whole.
    this.#connection.exec("PRAGMA synchronous = NORMAL");
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#connection.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #told<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Error) || !("errcode" in error)) throw error;
      const known = said[Number(error.errcode) & 0xff];
      if (known === undefined) throw error;
      throw new AccessError(known[0], `${this.#path} ${known[1]} (${error.message}).`, { cause: error });
    }
  }
}
