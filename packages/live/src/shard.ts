import { type Engagement, type Post, type PostSource, PostsError, postKey, postSources } from "@grok/posts";
import type { Database } from "./database.ts";
import { hashKey } from "./hash-key.ts";
import { OpenKeys } from "./open-keys.ts";
import { shardRowsMax } from "./post-number.ts";
import { RowFacts } from "./row-facts.ts";
import { SealedKeys, storeKeys } from "./sealed-keys.ts";
import { bytesOf, openShardFile } from "./shard-file.ts";
import {
  deleteRow,
  insertPost,
  type PostRow,
  postOf,
  sourceNumber,
  type TakenFacts,
} from "./shard-schema.ts";
import { readSummary, writeSummary } from "./shard-summary.ts";

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
/**
 * And for each row of a commit, so that pieces never pile up. Left to FTS5 it comes in bursts of a tenth of a second, which
 * everything waits for.
 */
const mergePagesPerRow = 0.1;

/** A shard as its writer has it. What changes it needs `begin` before, and lasts from `commit` on. */
export class Shard {
  readonly number: number;
  readonly path: string;
  readonly database: Database;
  readonly facts: RowFacts;
  readonly #places: number;
  #keys: OpenKeys | SealedKeys = new OpenKeys();
  #merging: "no" | "begun" | "done" = "no";
  #storing: Generator<undefined, SealedKeys, undefined> | null = null;
  /** The summary says less than is known now. */
  #isStale = false;
  /** Rows whose share of merging was done. */
  #mergedRows: number;
  /** Taken away since the last commit. */
  #deleted: number[] = [];

  /** Opens the file, or begins it with room for `places` rows. */
  constructor(folder: string, number: number, places: number) {
    this.number = number;
    this.database = openShardFile(folder, number);
    this.path = this.database.path;
    const { rows, posts } = this.#tally();
    this.#places = Math.min(shardRowsMax - 1, Math.max(places, rows));
    this.facts = new RowFacts(this.#places);
    const summary = readSummary(this.database, this.facts);
    if (summary !== null) this.#keys = summary.keys;
    this.facts.rows = rows;
    this.facts.posts = posts;
    this.#readRows(summary?.rows ?? 0);
    this.#mergedRows = rows;
  }

  get sealed(): boolean {
    return this.#keys instanceof SealedKeys;
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
    return bytesOf(this.path);
  }

  /** The row of a post, or null. `hash`: of its key. */
  find(source: PostSource, id: string, hash: number): number | null {
    const isIt = (row: number) =>
      this.database.get(
        "SELECT 1 FROM post WHERE row = ? AND source = ? AND id = ?",
        row,
        sourceNumber(source),
        id,
      ) !== undefined;
    return this.#keys.find(hash, isIt);
  }

  post(row: number): Post {
    return postOf(this.#row(row)!);
  }

  begin(): void {
    if (!this.database.inTransaction) this.database.exec("BEGIN IMMEDIATE");
  }

  /** Returns the row. */
  add(post: Post, hash: number, taken: TakenFacts, tokens: string): number {
    if (this.#keys instanceof SealedKeys) throw new RangeError(`${this.path} is sealed`);
    const row = this.rows + 1;
    insertPost(this.database, row, post, taken, tokens);
    this.#keys.add(hash, row);
    this.facts.rows = row;
    this.facts.posts++;
    this.#setFacts(row, post, taken, 1);
    return row;
  }

  /** The row keeps its place in the order of arrival; the words are those of the new text. */
  replace(row: number, post: Post, taken: TakenFacts, tokens: string): void {
    deleteRow(this.database, row);
    insertPost(this.database, row, post, taken, tokens);
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
    this.#mergeForNewRows();
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

  /** Some of what a shard needs that grows no more; true once nothing is left to do. Not within a transaction. */
  sealSome(): boolean {
    if (this.#keys instanceof SealedKeys) return true;
    if (this.#merging !== "done") {
      this.#mergeSome();
      return false;
    }
    this.#storing ??= storeKeys(this.database, this.#keys.entries());
    const step = this.#storing.next();
    if (!step.done) return false;
    this.#storing = null;
    this.#keys = step.value;
    this.#writeSummary();
    // Not so that it waits for readers: what it does not get to now it does when the file is closed.
    this.database.exec("PRAGMA wal_checkpoint(PASSIVE)");
    return true;
  }

  #mergeForNewRows(): void {
    const pages = Math.ceil((this.rows - this.#mergedRows) * mergePagesPerRow);
    if (pages <= 0) return;
    this.database.run("INSERT INTO post_words (post_words, rank) VALUES ('merge', ?)", pages);
    this.#mergedRows = this.rows;
  }

  /** Words to one piece, a little at a time: merging a million posts at once keeps those that arrive waiting for a second. */
  #mergeSome(): void {
    const before = this.#changes();
    // A negative number begins a merge of everything, positive ones go on with it (SQLite's documentation of FTS5).
    this.database.run(
      "INSERT INTO post_words (post_words, rank) VALUES ('merge', ?)",
      this.#merging === "begun" ? mergePages : -mergePages,
    );
    this.#merging = this.#changes() - before >= 2 ? "begun" : "done";
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

  /** The rows that no summary holds. After a kill its counts may be some hours old; only order suffers. */
  #readRows(after: number): void {
    if (this.#keys instanceof SealedKeys) return;
    for (const row of this.database.iterate<PostRow>("SELECT * FROM post WHERE row > ?", after)) {
      this.#readFacts(row);
      this.#keys.add(hashKey(postKey({ source: postSources[row.source]!, id: row.id })), row.row);
    }
  }

  #writeSummary(): void {
    writeSummary(this.database, this.facts, this.#keys);
    this.#isStale = false;
  }
}
