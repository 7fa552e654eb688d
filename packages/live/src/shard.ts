import { renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Engagement, type Post, type PostSource, PostsError, postKey, postSources } from "@grok/posts";
import { Database } from "./database.ts";
import { hashKey, KeyFilter, type KeyHash, keyNumber } from "./key-filter.ts";
import { RowFacts } from "./row-facts.ts";
import {
  deleteRow,
  insertPost,
  type PostRow,
  postOf,
  shardFormat,
  shardSchema,
  shardSettings,
  sourceNumber,
  type TakenFacts,
} from "./shard-schema.ts";

/** Most rows of a shard, and so how many numbers each takes of the numbers of all posts. */
export const shardRowsMax = 2 ** 20;

/** Shard and row as one number, which grows with arrival. */
export const numberOf = (shard: number, row: number) => shard * shardRowsMax + row;

export const placeOf = (number: number) => ({
  shard: Math.floor(number / shardRowsMax),
  row: number % shardRowsMax,
});

/** Where a shard's file lies. Names sort as the shards do. */
export const shardPath = (folder: string, number: number) =>
  join(folder, `posts-${String(number).padStart(8, "0")}.db`);

/** New counts of one post; `set` comes before `add`. */
export interface CountChange {
  readonly set: Partial<Engagement>;
  readonly add: Partial<Engagement>;
  /** Of what says the same; 0 where nothing is known. */
  readonly copies: number;
  readonly copyAuthors: number;
}

/** Pages of words that are merged at once: about twenty milliseconds. */
const mergePages = 32;

/** A shard as its writer has it. What changes it needs `begin` before, and lasts from `commit` on. */
export class Shard {
  readonly number: number;
  readonly path: string;
  readonly database: Database;
  readonly facts: RowFacts;
  readonly #places: number;
  #filter: KeyFilter;
  #sealed = false;
  #merging = false;
  /** The summary says less than is known now. */
  #isStale = false;
  /** Taken away since the last commit. */
  #deleted: number[] = [];

  /** Opens the file, or begins it with room for `places` rows. */
  constructor(folder: string, number: number, places: number) {
    this.number = number;
    this.path = shardPath(folder, number);
    if (statSync(this.path, { throwIfNoEntry: false }) === undefined) makeFile(folder, this.path);
    this.database = new Database(this.path);
    this.database.exec(shardSettings);
    this.#requireFormat();
    const { rows, posts } = this.#tally();
    this.#places = Math.min(shardRowsMax - 1, Math.max(places, rows));
    this.facts = new RowFacts(this.#places);
    this.facts.rows = rows;
    this.facts.posts = posts;
    this.#filter = new KeyFilter(this.#places);
    this.#readSummary();
  }

  get sealed(): boolean {
    return this.#sealed;
  }

  /** Rows that were given out, deleted ones too. */
  get rows(): number {
    return this.facts.rows;
  }

  get posts(): number {
    return this.facts.posts;
  }

  get isFull(): boolean {
    return this.rows >= this.#places;
  }

  /** When its first or last post arrived; null where it has none. */
  arrival(end: "first" | "last"): number | null {
    const order = end === "first" ? "ASC" : "DESC";
    const row = this.database.get<{ at: number }>(
      `SELECT arrived_at AS at FROM post ORDER BY row ${order} LIMIT 1`,
    );
    return row?.at ?? null;
  }

  bytes(): number {
    return [this.path, `${this.path}-wal`].reduce((sum, path) => sum + sizeOf(path), 0);
  }

  /** The row of a post, or null. `hash`: of its key. */
  find(source: PostSource, id: string, hash: KeyHash): number | null {
    if (!this.#filter.mayHold(hash)) return null;
    const found = this.database.get<{ row: number }>(
      "SELECT row FROM post WHERE key = ? AND source = ? AND id = ?",
      keyNumber(hash),
      sourceNumber(source),
      id,
    );
    return found?.row ?? null;
  }

  post(row: number): Post {
    return postOf(this.#row(row)!);
  }

  begin(): void {
    if (!this.database.inTransaction) this.database.exec("BEGIN IMMEDIATE");
  }

  /** Returns the row. */
  add(post: Post, hash: KeyHash, taken: TakenFacts, tokens: string): number {
    const row = this.rows + 1;
    insertPost(this.database, row, keyNumber(hash), post, taken, tokens);
    this.#filter.add(hash);
    this.facts.rows = row;
    this.facts.posts++;
    this.#setFacts(row, post, taken, 1);
    return row;
  }

  /** The row keeps its place in the order of arrival; the words are those of the new text. */
  replace(row: number, post: Post, hash: KeyHash, taken: TakenFacts, tokens: string): void {
    deleteRow(this.database, row);
    insertPost(this.database, row, keyNumber(hash), post, taken, tokens);
    this.#setFacts(row, post, taken, 1);
  }

  delete(row: number): void {
    deleteRow(this.database, row);
    this.facts.delete(row);
    this.facts.posts--;
    this.#deleted.push(row);
  }

  count(row: number, { set, add, copies, copyAuthors }: CountChange): void {
    const value = (name: keyof Engagement) => [set[name] ?? null, add[name] ?? 0] as const;
    const now = this.database.get<{ likes: number; reposts: number; authors: number }>(
      `UPDATE post SET likes = max(0, coalesce(?, likes) + ?), reposts = max(0, coalesce(?, reposts) + ?),
         replies = max(0, coalesce(?, replies) + ?), copies = max(copies, ?), copy_authors = max(copy_authors, ?)
       WHERE row = ? RETURNING likes, reposts, copy_authors AS authors`,
      ...value("likes"),
      ...value("reposts"),
      ...value("replies"),
      copies,
      copyAuthors,
      row,
    );
    if (now !== undefined) this.facts.setCounts(row, now.likes + 2 * now.reposts, now.authors);
  }

  /** Whether the repost is new here; it is remembered then. */
  takeRepost(source: PostSource, id: string): boolean {
    return this.database.run("INSERT OR IGNORE INTO repost VALUES (?, ?)", sourceNumber(source), id) > 0;
  }

  hasRepost(source: PostSource, id: string): boolean {
    return (
      this.database.get("SELECT 1 FROM repost WHERE source = ? AND id = ?", sourceNumber(source), id) !==
      undefined
    );
  }

  /** Takes away the first rows that arrived before, `rowsMax` at most; returns how many. */
  trim(beforeMs: number, rowsMax: number): number {
    const first = this.database.all<{ row: number; arrived_at: number }>(
      "SELECT row, arrived_at FROM post ORDER BY row LIMIT ?",
      rowsMax,
    );
    const end = first.findIndex((each) => each.arrived_at >= beforeMs);
    const going = end === -1 ? first : first.slice(0, end);
    for (const { row } of going) this.delete(row);
    return going.length;
  }

  /** Rows that hold a token. */
  rowsWith(token: string): number[] {
    return this.database
      .all<{ rowid: number }>("SELECT rowid FROM post_words WHERE post_words MATCH ?", `"${token}"`)
      .map(({ rowid }) => rowid);
  }

  commit(): void {
    if (!this.database.inTransaction) return;
    this.database.run("UPDATE tally SET rows = ?, posts = ?", this.rows, this.posts);
    this.database.exec("COMMIT");
    this.#deleted = [];
    this.#isStale = true;
  }

  /** Forgets what came since the last commit. */
  rollBack(): void {
    this.database.rollBack();
    const { rows, posts } = this.#tally();
    this.facts.rows = rows;
    this.facts.posts = posts;
    for (const row of this.#deleted) this.#readFacts(this.#row(row));
    this.#deleted = [];
  }

  /**
   * Some of what a shard needs that grows no more: its words are merged to one piece, a little at a time, because merging
   * all of a million posts at once would keep those that arrive waiting for a second. True once nothing is left to do.
   */
  sealSome(): boolean {
    const before = this.#changes();
    // A negative number begins a merge of everything, positive ones go on with it (SQLite's documentation of FTS5).
    this.database.run(
      "INSERT INTO post_words (post_words, rank) VALUES ('merge', ?)",
      this.#merging ? mergePages : -mergePages,
    );
    this.#merging = true;
    if (this.#changes() - before >= 2) return false;
    this.#sealed = true;
    this.#writeSummary();
    // Not so that it waits for readers: what it does not get to now it does when the file is closed.
    this.database.exec("PRAGMA wal_checkpoint(PASSIVE)");
    return true;
  }

  close(): void {
    try {
      if (this.#isStale) this.#writeSummary();
    } catch (error) {
      // A disk that is full: the next start reads the rows.
      if (!(error instanceof PostsError)) throw error;
    }
    this.database.close();
  }

  #requireFormat(): void {
    const { user_version: format } = this.database.get<{ user_version: number }>("PRAGMA user_version")!;
    if (format === shardFormat) return;
    this.database.close();
    throw new PostsError(
      "storage-broken",
      `${this.path} has format ${format}, and this version of the program reads ${shardFormat}. Move it away to begin anew`,
    );
  }

  #row(row: number): PostRow | undefined {
    return this.database.get<PostRow>("SELECT * FROM post WHERE row = ?", row);
  }

  #tally(): { rows: number; posts: number } {
    return this.database.get<{ rows: number; posts: number }>("SELECT rows, posts FROM tally")!;
  }

  #changes(): number {
    return this.database.get<{ n: number }>("SELECT total_changes() AS n")!.n;
  }

  #setFacts(row: number, post: Post, { words, quality }: TakenFacts, authors: number): void {
    const { likes, reposts } = post.engagement;
    const reactions = likes + 2 * reposts;
    this.facts.set(row, { createdAtMs: post.createdAtMs, words, quality, reactions, authors });
  }

  #readFacts(row: PostRow | undefined): void {
    if (row === undefined) return;
    this.facts.set(row.row, {
      createdAtMs: row.created_at,
      words: row.words,
      quality: row.quality,
      reactions: row.likes + 2 * row.reposts,
      authors: row.copy_authors,
    });
  }

  /** The summary, then the rows that came after it. After a kill its counts may be some hours old; only order suffers. */
  #readSummary(): void {
    const summary = this.database.get<{ rows: number; sealed: number; keys: Uint8Array; facts: Uint8Array }>(
      "SELECT * FROM summary",
    );
    if (summary !== undefined) {
      this.#sealed = summary.sealed === 1;
      if (summary.keys.byteLength === this.#filter.bits.byteLength) this.#filter.bits.set(summary.keys);
      else this.#filter = KeyFilter.of(summary.keys);
      this.facts.read(summary.facts);
    }
    const rows = this.database.iterate<PostRow>("SELECT * FROM post WHERE row > ?", summary?.rows ?? 0);
    for (const row of rows) {
      this.#readFacts(row);
      this.#filter.add(hashKey(postKey({ source: postSources[row.source]!, id: row.id })));
    }
  }

  #writeSummary(): void {
    this.database.write(() => {
      this.database.run("DELETE FROM summary");
      this.database.run(
        "INSERT INTO summary VALUES (?, ?, ?, ?)",
        this.rows,
        this.#sealed ? 1 : 0,
        this.#filter.bits,
        this.facts.bytes(),
      );
    });
    this.#isStale = false;
  }
}

/** Readers may look into the folder at any time: the file appears as a whole. */
function makeFile(folder: string, path: string): void {
  const unfinished = join(folder, "posts-next.db");
  for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(`${unfinished}${end}`, { force: true });
  const database = new Database(unfinished);
  try {
    database.exec(`PRAGMA page_size = 16384; ${shardSettings}`);
    database.write(() => database.exec(shardSchema));
  } finally {
    database.close();
  }
  renameSync(unfinished, path);
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
