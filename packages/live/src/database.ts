import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { PostsError } from "@grok/posts";

/** One connection with statements that are kept prepared, and errors that people can act on. Everything is synchronous. */
export class Database {
  readonly path: string;
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(path: string, readOnly = false) {
    this.path = path;
    this.#connection = translated(path, () => new DatabaseSync(path, { timeout: 5_000, readOnly }));
  }

  get inTransaction(): boolean {
    return this.#connection.isTransaction;
  }

  exec(sql: string): void {
    translated(this.path, () => this.#connection.exec(sql));
  }

  /** `Row` is believed: it says what the statement's columns hold. */
  all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return translated(this.path, () => this.#prepared(sql).all(...values) as Row[]);
  }

  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return translated(this.path, () => this.#prepared(sql).get(...values) as Row | undefined);
  }

  /** As `all`, one row at a time. */
  *iterate<Row>(sql: string, ...values: SQLInputValue[]): Generator<Row, void, undefined> {
    const rows = translated(this.path, () => this.#prepared(sql).iterate(...values));
    for (;;) {
      const next = translated(this.path, () => rows.next());
      if (next.done) return;
      yield next.value as Row;
    }
  }

  /** Number of rows that changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return translated(this.path, () => Number(this.#prepared(sql).run(...values).changes));
  }

  /** All of `work` or nothing. */
  write<T>(work: () => T): T {
    this.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.exec("COMMIT");
      return result;
    } catch (error) {
      // A full disk has made SQLite roll back by itself.
      if (this.#connection.isTransaction) this.#connection.exec("ROLLBACK");
      throw error;
    }
  }

  rollBack(): void {
    if (this.#connection.isTransaction) this.#connection.exec("ROLLBACK");
  }

  /** Idempotent. */
  close(): void {
    this.#statements.clear();
    if (this.#connection.isOpen) this.#connection.close();
  }

  #prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#connection.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

const full = 13;
const busy = 5;

/** What SQLite throws, as a `PostsError` that names the file and what to do. */
function translated<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof PostsError) throw error;
    const code = (error as { errcode?: unknown }).errcode;
    const primary = typeof code === "number" ? code & 0xff : 0;
    if (primary === full)
      throw new PostsError(
        "storage-full",
        `the disk that holds ${path} is full. What was stored stays; free some room, or keep posts for a shorter time`,
        { cause: error },
      );
    if (primary === busy)
      throw new PostsError("busy", `${path} is in use by another process. Use that one, or stop it first`, {
        cause: error,
      });
    throw new PostsError(
      "storage-broken",
      `${path} cannot be used (${error instanceof Error ? error.message : String(error)})`,
      { cause: error },
    );
  }
}
