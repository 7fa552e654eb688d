// Which row holds a post, for a shard that grows no more: pairs of hash and row in buckets by hash, a thousand of them in
// the file, and in memory only a filter that tells nearly always when there is no need to look.

import type { Database } from "./database.ts";
import { KeyFilter } from "./key-filter.ts";

const bucketBits = 10;
const buckets = 2 ** bucketBits;
const bucketOf = (hash: number) => hash >>> (32 - bucketBits);
/** Of a million posts half a megabyte. */
const bucketsAtOnce = 64;

export class SealedKeys {
  readonly #database: Database;
  readonly filter: KeyFilter;

  constructor(database: Database, filter: KeyFilter) {
    this.#database = database;
    this.filter = filter;
  }

  /** As `OpenKeys.find`. */
  find(hash: number, isIt: (row: number) => boolean): number | null {
    if (!this.filter.mayHold(hash)) return null;
    const bucket = this.#database.get<{ entries: Uint8Array }>(
      "SELECT entries FROM key_bucket WHERE bucket = ?",
      bucketOf(hash),
    );
    if (bucket === undefined) return null;
    const entries = wordsOf(bucket.entries);
    for (let at = 0; at < entries.length; at += 2)
      if (entries[at] === hash && isIt(entries[at + 1]!)) return entries[at + 1]!;
    return null;
  }
}

/** Stores keys, given in pairs of hash and row, some at a time. */
export function* storeKeys(
  database: Database,
  entries: Uint32Array,
): Generator<undefined, SealedKeys, undefined> {
  const filter = new KeyFilter(entries.length / 2);
  const ends = new Uint32Array(buckets + 1);
  for (let at = 0; at < entries.length; at += 2) {
    filter.add(entries[at]!);
    ends[bucketOf(entries[at]!) + 1]! += 2;
  }
  for (let bucket = 0; bucket < buckets; bucket++) ends[bucket + 1]! += ends[bucket]!;
  const next = ends.slice();
  const sorted = new Uint32Array(entries.length);
  for (let at = 0; at < entries.length; at += 2) {
    const to = next[bucketOf(entries[at]!)]!;
    sorted[to] = entries[at]!;
    sorted[to + 1] = entries[at + 1]!;
    next[bucketOf(entries[at]!)] = to + 2;
  }
  for (let from = 0; from < buckets; from += bucketsAtOnce) {
    yield;
    database.write(() => {
      for (let bucket = from; bucket < from + bucketsAtOnce; bucket++) {
        const some = sorted.subarray(ends[bucket], ends[bucket + 1]);
        if (some.length > 0)
          database.run("INSERT OR REPLACE INTO key_bucket VALUES (?, ?)", bucket, bytesOf(some));
      }
    });
  }
  return new SealedKeys(database, filter);
}

/** Numbers as the bytes that are stored; every machine that Node runs on stores the lowest first. */
export function bytesOf(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}

export function wordsOf(bytes: Uint8Array): Uint32Array {
  // A copy: what SQLite gives need not begin where numbers may.
  return new Uint32Array(Uint8Array.from(bytes).buffer);
}
