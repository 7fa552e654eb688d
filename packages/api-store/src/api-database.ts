import { AnswerTable } from "./answer-table.ts";
import type { Deferred, FilePage, SavedAnswer, SavedFile } from "./api-store.ts";
import { Statements } from "./statements.ts";

const deferredMs = 86_400_000;
/** Of one tenant's answers, with what they answer. */
const answerBytesMax = 2 * 2 ** 30;

/** The tables. Runs in a thread of its own, since `node:sqlite` works synchronously. */
export class ApiDatabase {
  readonly #statements: Statements;
  readonly #answers: AnswerTable;
  readonly #now: () => number;

  constructor(path: string, options: { now?: () => number; answerBytesMax?: number } = {}) {
    this.#now = options.now ?? Date.now;
    this.#statements = new Statements(path);
    this.#answers = new AnswerTable(this.#statements, this.#now, options.answerBytesMax ?? answerBytesMax);
    // What the process before was working on, nobody works on any more.
    this.#statements.run("UPDATE deferred SET state = 'lost' WHERE state = 'pending'");
  }

  saveAnswer(tenant: string, answer: SavedAnswer, events: readonly string[] | undefined): void {
    this.#answers.save(tenant, answer, events);
  }

  answer(tenant: string, id: string): SavedAnswer | null {
    return this.#answers.find(tenant, id);
  }

  answersUpTo(tenant: string, id: string): readonly SavedAnswer[] | null {
    return this.#answers.upTo(tenant, id);
  }

  events(tenant: string, id: string): readonly string[] | null {
    return this.#answers.events(tenant, id);
  }

  removeAnswer(tenant: string, id: string): boolean {
    return this.#answers.remove(tenant, id);
  }

  beginDeferred(tenant: string, id: string): void {
    this.#statements.run(
      "INSERT INTO deferred (tenant, id, expires, state, status, body) VALUES (?, ?, ?, 'pending', 0, '')",
      tenant,
      id,
      this.#now() + deferredMs,
    );
  }

  endDeferred(tenant: string, id: string, status: number, body: string): void {
    this.#statements.run(
      "UPDATE deferred SET state = 'done', status = ?, body = ?, expires = ? WHERE tenant = ? AND id = ?",
      status,
      body,
      this.#now() + deferredMs,
      tenant,
      id,
    );
  }

  takeDeferred(tenant: string, id: string): Deferred | null {
    const row = this.#statements.get<{ state: Deferred["state"]; status: number; body: string }>(
      "SELECT state, status, body FROM deferred WHERE tenant = ? AND id = ? AND expires > ?",
      tenant,
      id,
      this.#now(),
    );
    if (row === undefined) return null;
    if (row.state === "pending") return { state: "pending" };
    this.#statements.run("DELETE FROM deferred WHERE tenant = ? AND id = ?", tenant, id);
    return row.state === "lost" ? { state: "lost" } : { state: "done", status: row.status, body: row.body };
  }

  addFile(tenant: string, file: SavedFile): void {
    this.#statements.run(
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
    return this.#statements.get<{ count: number }>(
      "SELECT count(*) AS count FROM file WHERE tenant = ?",
      tenant,
    )!.count;
  }

  file(tenant: string, id: string): SavedFile | null {
    const row = this.#statements.get<FileRow>(
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
    const from = this.#statements.get<{ number: number }>(
      "SELECT number FROM file WHERE tenant = ? AND id = ?",
      tenant,
      after,
    );
    const rows = this.#statements.all<FileRow>(
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
    return this.#statements.run("DELETE FROM file WHERE tenant = ? AND id = ?", tenant, id) > 0;
  }

  /** Forgets what has had its time; ids of the files whose bytes are to go. */
  sweep(): readonly string[] {
    const now = this.#now();
    const gone = this.#statements.all<{ id: string }>("SELECT id FROM file WHERE expires < ?", now);
    this.#statements.run("DELETE FROM file WHERE expires < ?", now);
    this.#answers.sweep();
    this.#statements.run("DELETE FROM deferred WHERE expires < ?", now);
    return gone.map(({ id }) => id);
  }

  /** Idempotent. */
  close(): void {
    this.#statements.close();
  }
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
