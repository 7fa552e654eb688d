import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Deferred, FilePage, SavedAnswer, SavedFile } from "./api-store.ts";
import { ApiStoreError } from "./api-store-error.ts";
import { openDatabase, toStoreError } from "./open-database.ts";

const answerMs = 30 * 86_400_000;
const deferredMs = 86_400_000;
const chainMax = 1_000;
/** More than any context holds. */
const chainUnitsMax = 32 * 2 ** 20;

/** The tables. Runs in a thread of its own, since `node:sqlite` works synchronously. */
export class ApiDatabase {
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #now: () => number;

  constructor(path: string, now: () => number = Date.now) {
    this.#path = path;
    this.#now = now;
    this.#database = openDatabase(path);
    // What the process before was working on, nobody works on any more.
    this.#run("UPDATE deferred SET state = 'lost' WHERE state = 'pending'");
  }

  saveAnswer(tenant: string, answer: SavedAnswer, events: readonly string[] | undefined): void {
    const { id, kind, createdAtMs, body, input, previousId } = answer;
    const packed = events === undefined ? null : gzipSync(JSON.stringify(events));
    this.#run(
      `INSERT INTO answer (tenant, id, kind, created, expires, previous, body, input, events)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (tenant, id) DO UPDATE SET body = excluded.body, events = excluded.events`,
      tenant,
      id,
      kind,
      createdAtMs,
      createdAtMs + answerMs,
      previousId,
      body,
      input,
      packed,
    );
  }

  answer(tenant: string, id: string): SavedAnswer | null {
    const row = this.#get<AnswerRow>(
      `SELECT id, kind, created, body, input, previous FROM answer WHERE tenant = ? AND id = ? AND expires > ?`,
      tenant,
      id,
      this.#now(),
    );
    return row === undefined ? null : answerOf(row);
  }

  answersUpTo(tenant: string, id: string): readonly SavedAnswer[] | null {
    const found: SavedAnswer[] = [];
    let units = 0;
    for (let next = id; next !== ""; ) {
      const answer = found.length < chainMax ? this.answer(tenant, next) : null;
      if (answer === null) return null;
      found.push(answer);
      units += answer.body.length + answer.input.length;
      if (units > chainUnitsMax)
        throw new ApiStoreError(
          "too-large",
          `What the answer follows has more than ${chainUnitsMax} characters. Begin anew with what matters of it.`,
        );
      next = answer.previousId;
    }
    return found.reverse();
  }

  events(tenant: string, id: string): readonly string[] | null {
    const row = this.#get<{ events: Uint8Array | null }>(
      "SELECT events FROM answer WHERE tenant = ? AND id = ? AND expires > ?",
      tenant,
      id,
      this.#now(),
    );
    return row?.events ? JSON.parse(gunzipSync(row.events).toString("utf8")) : null;
  }

  removeAnswer(tenant: string, id: string): boolean {
    return this.#run("DELETE FROM answer WHERE tenant = ? AND id = ?", tenant, id) > 0;
  }

  beginDeferred(tenant: string, id: string): void {
    this.#run(
      "INSERT INTO deferred (tenant, id, expires, state, status, body) VALUES (?, ?, ?, 'pending', 0, '')",
      tenant,
      id,
      this.#now() + deferredMs,
    );
  }

  endDeferred(tenant: string, id: string, status: number, body: string): void {
    this.#run(
      "UPDATE deferred SET state = 'done', status = ?, body = ?, expires = ? WHERE tenant = ? AND id = ?",
      status,
      body,
      this.#now() + deferredMs,
      tenant,
      id,
    );
  }

  takeDeferred(tenant: string, id: string): Deferred | null {
    const row = this.#get<{ state: Deferred["state"]; status: number; body: string }>(
      "SELECT state, status, body FROM deferred WHERE tenant = ? AND id = ? AND expires > ?",
      tenant,
      id,
      this.#now(),
    );
    if (row === undefined) return null;
    if (row.state === "pending") return { state: "pending" };
    this.#run("DELETE FROM deferred WHERE tenant = ? AND id = ?", tenant, id);
    return row.state === "lost" ? { state: "lost" } : { state: "done", status: row.status, body: row.body };
  }

  addFile(tenant: string, file: SavedFile): void {
    this.#run(
      "INSERT INTO file (tenant, id, name, purpose, bytes, created, expires) VALUES (?, ?, ?, ?, ?, ?, ?)",
      tenant,
      file.id,
      file.name,
      file.purpose,
      file.bytes,
      file.createdAtMs,
      file.expiresAtMs,
    );
  }

  fileCount(tenant: string): number {
    return this.#get<{ count: number }>("SELECT count(*) AS count FROM file WHERE tenant = ?", tenant)!.count;
  }

  file(tenant: string, id: string): SavedFile | null {
    const row = this.#get<FileRow>(
      `SELECT ${fileColumns} FROM file WHERE tenant = ? AND id = ? AND coalesce(expires, ?) >= ?`,
      tenant,
      id,
      this.#now(),
      this.#now(),
    );
    return row === undefined ? null : fileOf(row);
  }

  files(tenant: string, { limit, order, after = "", purpose = "" }: FilePage): readonly SavedFile[] {
    const isUp = order === "asc";
    const from = this.#get<{ number: number }>(
      "SELECT number FROM file WHERE tenant = ? AND id = ?",
      tenant,
      after,
    );
    const rows = this.#all<FileRow>(
      `SELECT ${fileColumns} FROM file
       WHERE tenant = ? AND number ${isUp ? ">" : "<"} ? AND (? = '' OR purpose = ?) AND coalesce(expires, ?) >= ?
       ORDER BY number ${isUp ? "ASC" : "DESC"} LIMIT ?`,
      tenant,
      from?.number ?? (isUp ? 0 : Number.MAX_SAFE_INTEGER),
      purpose,
      purpose,
      this.#now(),
      this.#now(),
      limit,
    );
    return rows.map(fileOf);
  }

  removeFile(tenant: string, id: string): boolean {
    return this.#run("DELETE FROM file WHERE tenant = ? AND id = ?", tenant, id) > 0;
  }

  /** Forgets what has had its time; ids of the files whose bytes are to go. */
  sweep(): readonly string[] {
    const now = this.#now();
    const gone = this.#all<{ id: string }>("SELECT id FROM file WHERE expires < ?", now);
    this.#run("DELETE FROM file WHERE expires < ?", now);
    this.#run("DELETE FROM answer WHERE expires < ?", now);
    this.#run("DELETE FROM deferred WHERE expires < ?", now);
    return gone.map(({ id }) => id);
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  #run(sql: string, ...values: SQLInputValue[]): number {
    return this.#told(() => Number(this.#prepared(sql).run(...values).changes));
  }

  #get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#told(() => this.#prepared(sql).get(...values) as Row | undefined);
  }

  #all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#told(() => this.#prepared(sql).all(...values) as Row[]);
  }

  #told<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw toStoreError(error, this.#path);
    }
  }

  #prepared(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

interface AnswerRow {
  id: string;
  kind: string;
  created: number;
  body: string;
  input: string;
  previous: string;
}

function answerOf({ created, previous, ...row }: AnswerRow): SavedAnswer {
  return { ...row, createdAtMs: created, previousId: previous };
}

const fileColumns = "id, name, purpose, bytes, created, expires";

interface FileRow {
  id: string;
  name: string;
  purpose: string;
  bytes: number;
  created: number;
  expires: number | null;
}

function fileOf({ created, expires, ...row }: FileRow): SavedFile {
  return { ...row, createdAtMs: created, expiresAtMs: expires };
}
