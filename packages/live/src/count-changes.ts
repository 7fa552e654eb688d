import { type Engagement, type PostRef, postKey } from "@grok/posts";
import type { CountChange, Shard } from "./shard.ts";
import type { ShardSet } from "./shard-set.ts";

/** Posts whose counts are written along with one commit, at least; of more that wait, a twentieth. */
const atOnceMin = 1_000;
const shareAtOnce = 1 / 20;

type Counts = Partial<Record<keyof Engagement, number>>;

interface Change extends CountChange {
  readonly ref: PostRef;
  set: Counts;
  readonly add: Counts;
  copies: number;
  copyAuthors: number;
}

/**
 * Counts that came and are not written yet. A post that a thousand people like in a second is written once. What waits
 * here is lost in a kill: some tenths of a second of counts, seconds when very many come.
 */
export class CountChanges {
  readonly #changes = new Map<string, Change>();

  get size(): number {
    return this.#changes.size;
  }

  set(ref: PostRef, counts: Partial<Engagement>): void {
    const change = this.#of(ref);
    change.set = { ...change.set, ...counts };
    for (const name of Object.keys(counts)) delete change.add[name as keyof Engagement];
  }

  add(ref: PostRef, counts: Partial<Engagement>): void {
    const { add } = this.#of(ref);
    for (const [name, more] of Object.entries(counts) as [keyof Engagement, number][])
      add[name] = (add[name] ?? 0) + more;
  }

  setCopies(ref: PostRef, copies: number, authors: number): void {
    const change = this.#of(ref);
    change.copies = copies;
    change.copyAuthors = authors;
  }

  /** Writes those that came first; what is not there counts for nothing. */
  flush(shards: ShardSet, most = Math.max(atOnceMin, this.size * shareAtOnce)): void {
    let left = most;
    const byShard = new Map<Shard, { row: number; change: Change }[]>();
    for (const [key, change] of this.#changes) {
      if (left-- <= 0) break;
      this.#changes.delete(key);
      const place = shards.find(change.ref);
      if (place === null) continue;
      const rows = byShard.get(place.shard) ?? [];
      rows.push({ row: place.row, change });
      byShard.set(place.shard, rows);
    }
    for (const [shard, rows] of byShard) {
      shard.begin();
      for (const { row, change } of rows) shard.count(row, change);
    }
  }

  clear(): void {
    this.#changes.clear();
  }

  #of(ref: PostRef): Change {
    const key = postKey(ref);
    let change = this.#changes.get(key);
    if (change === undefined) {
      const { source, id } = ref;
      change = { ref: { source, id }, set: {}, add: {}, copies: 0, copyAuthors: 0 };
      this.#changes.set(key, change);
    }
    return change;
  }
}
