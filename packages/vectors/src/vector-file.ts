// The vectors on disk: one row a message, in a SQLite file of its own. Everything in it is derived from messages, so a file
// that is damaged, of another version or of another model is begun anew.
import { rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** What vectors have in common that may be compared. */
export interface VectorKind {
  /** Of the model's weights. */
  readonly digest: string;
  readonly dimensions: number;
}

export interface StoredMessage {
  readonly key: number;
  readonly owner: number;
  readonly vectors: Uint8Array;
}

export interface MessageIds {
  readonly conversationId: string;
  readonly messageId: string;
}

const version = 1;
const schema = `
CREATE TABLE kind (version INTEGER, digest TEXT, dimensions INTEGER) STRICT;
CREATE TABLE owner (key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE message (
  key INTEGER PRIMARY KEY,
  owner INTEGER NOT NULL REFERENCES owner (key),
  conversation TEXT NOT NULL,
  id TEXT NOT NULL,
  vectors BLOB NOT NULL,
  UNIQUE (owner, conversation, id)
) STRICT;
`;

/** Every write is one transaction; what a crash loses is read again by whoever fills the index. */
export class VectorFile {
  readonly #database: DatabaseSync;

  /** Throws what SQLite throws where even a new file cannot be made. */
  constructor(path: string, kind: VectorKind) {
    this.#database = open(path, kind);
  }

  *messages(): Generator<StoredMessage> {
    const rows = this.#database.prepare("SELECT key, owner, vectors FROM message").iterate();
    for (const row of rows) yield row as unknown as StoredMessage;
  }

  count(owner: string): number {
    const row = this.#database
      .prepare("SELECT count(*) AS n FROM message WHERE owner = (SELECT key FROM owner WHERE name = ?)")
      .get(owner);
    return (row as { n: number }).n;
  }

  ownerKey(owner: string): number {
    this.#database.prepare("INSERT OR IGNORE INTO owner (name) VALUES (?)").run(owner);
    return (this.#database.prepare("SELECT key FROM owner WHERE name = ?").get(owner) as { key: number }).key;
  }

  conversations(owner: string): string[] {
    return this.#column(
      "SELECT DISTINCT conversation AS value FROM message WHERE owner = (SELECT key FROM owner WHERE name = ?)",
      owner,
    );
  }

  messageIds(owner: string, conversationId: string): string[] {
    return this.#column(
      "SELECT id AS value FROM message WHERE owner = (SELECT key FROM owner WHERE name = ?) AND conversation = ?",
      owner,
      conversationId,
    );
  }

  /** Returns the key of each message, in order. None of them may be there. */
  put(
    ownerKey: number,
    conversationId: string,
    messages: readonly { readonly id: string; readonly vectors: Uint8Array }[],
  ): number[] {
    const insert = this.#database.prepare(
      "INSERT INTO message (owner, conversation, id, vectors) VALUES (?, ?, ?, ?)",
    );
    return this.#transaction(() =>
      messages.map(({ id, vectors }) =>
        Number(insert.run(ownerKey, conversationId, id, vectors).lastInsertRowid),
      ),
    );
  }

  /** Returns the keys of what was there. */
  remove(owner: string, conversationId: string, ids: readonly string[]): number[] {
    const statement = this.#database.prepare(
      "DELETE FROM message WHERE owner = (SELECT key FROM owner WHERE name = ?) AND conversation = ? AND id = ? RETURNING key",
    );
    return this.#transaction(() =>
      ids.flatMap((id) => {
        const row = statement.get(owner, conversationId, id) as { key: number } | undefined;
        return row === undefined ? [] : [row.key];
      }),
    );
  }

  idsOf(key: number): MessageIds | undefined {
    const row = this.#database
      .prepare("SELECT conversation AS conversationId, id AS messageId FROM message WHERE key = ?")
      .get(key);
    return row as MessageIds | undefined;
  }

  close(): void {
    this.#database.close();
  }

  #column(sql: string, ...values: string[]): string[] {
    return this.#database
      .prepare(sql)
      .all(...values)
      .map((row) => String(row.value));
  }

  #transaction<T>(work: () => T): T {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
  }
}

function open(path: string, kind: VectorKind): DatabaseSync {
  try {
    const database = connect(path);
    if (isOf(database, kind)) return database;
    database.close();
  } catch {
    // Damaged: what is in it can be made again.
  }
  for (const ending of ["", "-wal", "-shm"]) rmSync(path + ending, { force: true });
  const database = connect(path);
  database.exec(schema);
  database.prepare("INSERT INTO kind VALUES (?, ?, ?)").run(version, kind.digest, kind.dimensions);
  return database;
}

function connect(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  // A power cut may lose the last seconds, which are read again.
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;");
  return database;
}

function isOf(database: DatabaseSync, { digest, dimensions }: VectorKind): boolean {
  const tables = database.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'kind'").get();
  if ((tables as { n: number }).n === 0) return false;
  const row = database.prepare("SELECT version, digest, dimensions FROM kind").get();
  return row?.version === version && row.digest === digest && row.dimensions === dimensions;
}
