// What outlives the shards: how far each feed was read, and what was deleted. A deletion is kept for as long as its post
// could come again.

import { join } from "node:path";
import type { PostRef, PostSource, Retention } from "@grok/posts";
import { Database } from "./database.ts";
import { sourceNumber } from "./shard-schema.ts";

const schema = `
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE IF NOT EXISTS cursor (feed TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS deleted (
  source INTEGER NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (source, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS retention (age INTEGER, bytes INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS deleted_author (
  source INTEGER NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (source, id)
) STRICT, WITHOUT ROWID;
`;

export class StateDatabase {
  readonly #database: Database;
  /** Whether there is anything to look for: most indexes have deletions, new ones none. */
  #anyDeleted: boolean;
  #anyAuthor: boolean;

  constructor(folder: string) {
    this.#database = new Database(join(folder, "state.db"));
    this.#database.exec(schema);
    this.#anyDeleted = this.#database.get("SELECT 1 FROM deleted LIMIT 1") !== undefined;
    this.#anyAuthor = this.#database.get("SELECT 1 FROM deleted_author LIMIT 1") !== undefined;
  }

  begin(): void {
    if (!this.#database.inTransaction) this.#database.exec("BEGIN IMMEDIATE");
  }

  commit(): void {
    if (this.#database.inTransaction) this.#database.exec("COMMIT");
  }

  rollBack(): void {
    this.#database.rollBack();
  }

  close(): void {
    this.#database.close();
  }

  cursor(feed: string): string | null {
    return (
      this.#database.get<{ value: string }>("SELECT value FROM cursor WHERE feed = ?", feed)?.value ?? null
    );
  }

  setCursor(feed: string, value: string): void {
    this.#database.run("INSERT OR REPLACE INTO cursor VALUES (?, ?)", feed, value);
  }

  forgetCursor(feed: string): void {
    this.#database.run("DELETE FROM cursor WHERE feed = ?", feed);
  }

  /** Null where nobody ever set one. */
  retention(): Retention | null {
    const row = this.#database.get<{ age: number | null; bytes: number | null }>(
      "SELECT age, bytes FROM retention",
    );
    return row === undefined ? null : { ageMs: row.age, bytes: row.bytes };
  }

  setRetention({ ageMs, bytes }: Retention): void {
    this.#database.write(() => {
      this.#database.run("DELETE FROM retention");
      this.#database.run("INSERT INTO retention VALUES (?, ?)", ageMs, bytes);
    });
  }

  setDeleted({ source, id }: PostRef, atMs: number): void {
    this.#anyDeleted = true;
    this.#database.run("INSERT OR REPLACE INTO deleted VALUES (?, ?, ?)", sourceNumber(source), id, atMs);
  }

  isDeleted({ source, id }: PostRef): boolean {
    if (!this.#anyDeleted) return false;
    return (
      this.#database.get("SELECT 1 FROM deleted WHERE source = ? AND id = ?", sourceNumber(source), id) !==
      undefined
    );
  }

  setAuthorDeleted(source: PostSource, id: string, atMs: number): void {
    this.#anyAuthor = true;
    this.#database.run(
      "INSERT OR REPLACE INTO deleted_author VALUES (?, ?, ?)",
      sourceNumber(source),
      id,
      atMs,
    );
  }

  /** When everything of this author was deleted; null where it never was. What is said later is new. */
  authorDeletedAtMs(source: PostSource, id: string): number | null {
    if (!this.#anyAuthor) return null;
    const sql = "SELECT at FROM deleted_author WHERE source = ? AND id = ?";
    return this.#database.get<{ at: number }>(sql, sourceNumber(source), id)?.at ?? null;
  }

  forgetDeletionsBefore(atMs: number): void {
    this.#database.run("DELETE FROM deleted WHERE at < ?", atMs);
    this.#database.run("DELETE FROM deleted_author WHERE at < ?", atMs);
  }
}
