import { statSync } from "node:fs";
import { join } from "node:path";
import { type Post, postKey, postSources } from "@grok/posts";
import { Database } from "./database.ts";
import { hashKey, KeyFilter, type KeyHash, keyNumber } from "./key-filter.ts";
import {
  deleteRow,
  insertPost,
  type PostRow,
  postOf,
  shardSchema,
  sourceNumber,
  type TakenFacts,
} from "./shard-schema.ts";

/** Most rows of a shard, and so how many numbers each takes of the numbers of all posts. */
export const shardRowsMax = 2 ** 20;

/** Shard and row as one number, which grows with arrival. */
export const numberOf = (shard: number, row: number) => shard * shardRowsMax + row;

/** Where a shard's file lies. Names sort as the shards do. */
export const shardPath = (folder: string, number: number) =>
  join(folder, `posts-${String(number).padStart(8, "0")}.db`);

/** What anybody may know of a shard without opening it. */
export interface ShardFacts {
  readonly number: number;
  readonly posts: number;
  readonly oldestMs: number | null;
  readonly newestMs: number | null;
  readonly sealed: boolean;
}

/** A shard as its writer has it. Statements outside a transaction are each one of their own. */
export class Shard {
  readonly number: number;
  readonly path: string;
  readonly database: Database;
  readonly #keysMax: number;
  #filter: KeyFilter;
  #nextRow: number;
  #sealed: boolean;

  /** Opens the file, or begins it. */
  constructor(folder: string, number: number, keysMax: number) {
    this.number = number;
    this.path = shardPath(folder, number);
    this.database = new Database(this.path);
    this.database.exec(shardSchema);
    this.#keysMax = keysMax;
    this.#nextRow =
      (this.database.get<{ last: number | null }>("SELECT max(row) AS last FROM post")?.last ?? 0) + 1;
    const seal = this.database.get<{ keys: Uint8Array }>("SELECT keys FROM seal");
    this.#sealed = seal !== undefined;
    this.#filter = new KeyFilter(keysMax, seal?.keys);
    if (seal === undefined) this.#readKeys();
  }

  get sealed(): boolean {
    return this.#sealed;
  }

  /** Rows that were given out, deleted ones too. */
  get rows(): number {
    return this.#nextRow - 1;
  }

  facts(): ShardFacts {
    const counted = this.database.get<{ posts: number; oldest: number | null; newest: number | null }>(
      "SELECT count(*) AS posts, min(arrived_at) AS oldest, max(arrived_at) AS newest FROM post",
    )!;
    const { posts, oldest, newest } = counted;
    return { number: this.number, posts, oldestMs: oldest, newestMs: newest, sealed: this.#sealed };
  }

  bytes(): number {
    return [this.path, `${this.path}-wal`].reduce((sum, path) => sum + sizeOf(path), 0);
  }

  /** The row of a post, or null. `hash`: of its key. */
  find(source: Post["source"], id: string, hash: KeyHash): number | null {
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
    return postOf(this.database.get<PostRow>("SELECT * FROM post WHERE row = ?", row)!);
  }

  /** Returns the row. */
  add(post: Post, hash: KeyHash, facts: TakenFacts, words: string): number {
    const row = this.#nextRow++;
    insertPost(this.database, row, keyNumber(hash), post, facts, words);
    this.#filter.add(hash);
    return row;
  }

  /** The row keeps its place in the order of arrival; the words are those of the new text. */
  replace(row: number, post: Post, facts: TakenFacts, words: string): void {
    const key = keyNumber(hashKey(postKey(post)));
    deleteRow(this.database, row);
    insertPost(this.database, row, key, post, facts, words);
  }

  /** Whether the repost is new here; it is remembered then. */
  takeRepost(source: Post["source"], id: string): boolean {
    return this.database.run("INSERT OR IGNORE INTO repost VALUES (?, ?)", sourceNumber(source), id) > 0;
  }

  hasRepost(source: Post["source"], id: string): boolean {
    return (
      this.database.get("SELECT 1 FROM repost WHERE source = ? AND id = ?", sourceNumber(source), id) !==
      undefined
    );
  }

  /** Takes away the first rows that arrived before, `rowsMax` at most. */
  trim(beforeMs: number, rowsMax: number): void {
    const first = this.database.all<{ row: number; arrived_at: number }>(
      "SELECT row, arrived_at FROM post ORDER BY row LIMIT ?",
      rowsMax,
    );
    const end = first.findIndex((each) => each.arrived_at >= beforeMs);
    const going = end === -1 ? first : first.slice(0, end);
    if (going.length > 0)
      this.database.write(() => {
        for (const { row } of going) deleteRow(this.database, row);
      });
  }

  delete(row: number): void {
    deleteRow(this.database, row);
  }

  /** Rows of an author, by the token that stands for them. */
  rowsWith(token: string): number[] {
    return this.database
      .all<{ rowid: number }>("SELECT rowid FROM post_words WHERE post_words MATCH ?", `"${token}"`)
      .map(({ rowid }) => rowid);
  }

  /** Takes back what a broken transaction did. */
  rollBack(): void {
    this.database.rollBack();
    this.#nextRow =
      (this.database.get<{ last: number | null }>("SELECT max(row) AS last FROM post")?.last ?? 0) + 1;
  }

  /** Merges the words to one segment and keeps the filter, so that the next start need not read every key. */
  seal(): void {
    this.database.exec("INSERT INTO post_words (post_words) VALUES ('optimize')");
    this.database.run(
      "INSERT INTO seal (keys) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM seal)",
      this.#filter.bits,
    );
    this.database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    this.#sealed = true;
  }

  close(): void {
    this.database.close();
  }

  #readKeys(): void {
    this.#filter = new KeyFilter(this.#keysMax);
    for (const { source, id } of this.database.all<{ source: number; id: string }>(
      "SELECT source, id FROM post",
    ))
      this.#filter.add(hashKey(postKey({ source: postSources[source]!, id })));
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
