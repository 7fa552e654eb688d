import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { toConversationError } from "./sqlite-error.ts";

export type SqlValue = SQLInputValue;

/**
 * One connection with prepared statements that are kept, transactions, and errors that people can act on.
 *
 * `node:sqlite` works synchronously: while a call runs, nothing else in the process does. So two calls never
 * interleave, and every statement must be quick.
 */
export class Database {
  readonly path: string;
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(path: string, readOnly = false) {
    this.path = path;
    this.#connection = translated(
      path,
      () => new DatabaseSync(path, { timeout: 5_000, enableForeignKeyConstraints: true, readOnly }),
    );
  }

  /** Runs `work`, whose statements only read, and translates what it throws. */
  read<T>(work: () => T): T {
    return translated(this.path, work);
  }

  /** Runs `work` as one transaction: all of it is stored, or, when it throws, nothing. */
  write<T>(work: () => T): T {
    return translated(this.path, () => {
      this.#connection.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        this.#connection.exec("COMMIT");
        return result;
      } catch (error) {
        // A full disk has made SQLite roll back by itself.
        if (this.#connection.isTransaction) this.#connection.exec("ROLLBACK");
        throw error;
      }
    });
  }

  /** Statements without parameters or results. */
  exec(sql: string): void {
    this.#connection.exec(sql);
  }

  /** All rows. `Row` is believed: it says what the statement's columns hold. */
  all<Row>(sql: string, ...values: SqlValue[]): Row[] {
    return this.#prepared(sql).all(...values) as Row[];
  }

  /** All rows as arrays of their columns: half the cost of objects, for where there are thousands. */
  tuples<Row>(sql: string, ...values: SqlValue[]): Row[] {
    return this.#prepared(sql, true).all(...values) as unknown as Row[];
  }

  /** The first row. */
  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined {
    return this.#prepared(sql).get(...values) as Row | undefined;
  }

  /** How many rows were changed. */
  run(sql: string, ...values: SqlValue[]): number {
    return Number(this.#prepared(sql).run(...values).changes);
  }

  /** Idempotent. */
  close(): void {
    this.#statements.clear();
    if (this.#connection.isOpen) this.#connection.close();
  }

  /** Statements are constants of the source, so there are few of them and all are kept. */
  #prepared(sql: string, asArrays = false): StatementSync {
    const key = asArrays ? `arrays: ${sql}` : sql;
    const known = this.#statements.get(key);
    if (known !== undefined) return known;
    const statement = this.#connection.prepare(sql);
    statement.setReturnArrays(asArrays);
    this.#statements.set(key, statement);
    return statement;
  }
}

function translated<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toConversationError(error, path);
  }
}
