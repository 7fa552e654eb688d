import { type PostRef, postKey, type Retention } from "@grok/posts";
import { hashKey } from "./hash-key.ts";
import { Shard } from "./shard.ts";
import { removeShardFile, shardNumbers } from "./shard-file.ts";

export interface ShardSettings {
  /** A shard is full after so many rows. */
  readonly rows: number;
  /** It is sealed earlier once its first post is so old, in ms, and it is not small: each costs every search a look. */
  readonly ms: number;
}

export const defaultShardSettings: ShardSettings = { rows: 1_000_000, ms: 6 * 3_600_000 };

/** Rows that may still come when a shard should have been followed by the next, but the disk had no room for it. */
const spareRows = 40_000;
const smallShare = 1 / 16;

export interface PostPlace {
  readonly shard: Shard;
  readonly row: number;
}

/** The shards of one folder, oldest first. The last one grows; there is always one. */
export class ShardSet {
  readonly #folder: string;
  readonly #settings: ShardSettings;
  readonly #shards: Shard[] = [];
  /** Shards that grow no more and are not sealed yet. */
  readonly #unsealed: Shard[] = [];
  readonly #onBegin: (shard: Shard) => void;

  /** `onBegin`: a shard was begun. */
  constructor(folder: string, settings: ShardSettings, onBegin: (shard: Shard) => void) {
    this.#folder = folder;
    this.#settings = settings;
    this.#onBegin = onBegin;
    for (const number of shardNumbers(folder)) this.#shards.push(this.#open(number));
    this.#unsealed.push(...this.#shards.slice(0, -1).filter(({ sealed }) => !sealed));
    if (this.#shards.length === 0) this.#shards.push(this.#open(1));
  }

  get current(): Shard {
    return this.#shards.at(-1)!;
  }

  get all(): readonly Shard[] {
    return this.#shards;
  }

  get posts(): number {
    return this.#shards.reduce((sum, { posts }) => sum + posts, 0);
  }

  bytes(): number {
    return this.#shards.reduce((sum, shard) => sum + shard.bytes(), 0);
  }

  /** Undefined where it was dropped. */
  get(number: number): Shard | undefined {
    return this.#shards.find((each) => each.number === number);
  }

  find(ref: PostRef, hash: number = hashKey(postKey(ref))): PostPlace | null {
    for (let at = this.#shards.length - 1; at >= 0; at--) {
      const shard = this.#shards[at]!;
      const row = shard.find(ref.source, ref.id, hash);
      if (row !== null) return { shard, row };
    }
    return null;
  }

  /** Older ones first: what the newest promises about them is there by then. */
  commit(): void {
    for (const shard of this.#shards) shard.commit();
  }

  rollBack(): void {
    for (const shard of this.#shards) shard.rollBack();
  }

  /** Begins the next shard once the current one is full or old. Call it right after `commit`. */
  rollIfDue(nowMs: number): void {
    const { rows, ms } = this.#settings;
    const isOld = () => nowMs - (this.current.arrival("first") ?? nowMs) > ms;
    if (this.current.rows >= rows || (this.current.rows >= rows * smallShare && isOld())) this.roll();
  }

  roll(): void {
    const next = this.#open(this.current.number + 1);
    this.#unsealed.push(this.current);
    this.#shards.push(next);
    this.#onBegin(next);
  }

  /** A little of the work on shards that grow no more; false where there is none. */
  sealSome(): boolean {
    const [shard] = this.#unsealed;
    if (shard === undefined) return false;
    if (shard.sealSome()) this.#unsealed.shift();
    return true;
  }

  /** Numbers of shards that go as a whole; the current one stays. */
  overdue({ ageMs, bytes }: Retention, nowMs: number): number[] {
    const older = this.#shards.slice(0, -1);
    const oldestKeptMs = ageMs === null ? Number.NEGATIVE_INFINITY : nowMs - ageMs;
    let left = this.bytes();
    const going: number[] = [];
    for (const shard of older) {
      const isTooMuch = bytes !== null && left > bytes;
      if (!isTooMuch && (shard.arrival("last") ?? Number.NEGATIVE_INFINITY) >= oldestKeptMs) continue;
      going.push(shard.number);
      left -= shard.bytes();
    }
    return going;
  }

  /** Takes shards and their files away. Readers must have let go of them. */
  drop(numbers: readonly number[]): void {
    for (const number of numbers) {
      const at = this.#shards.findIndex((shard) => shard.number === number);
      if (at === -1 || at === this.#shards.length - 1) continue;
      const shard = this.#shards.splice(at, 1)[0]!;
      const waiting = this.#unsealed.indexOf(shard);
      if (waiting !== -1) this.#unsealed.splice(waiting, 1);
      shard.close();
      removeShardFile(shard.path);
    }
  }

  close(): void {
    for (const shard of this.#shards) shard.close();
  }

  #open(number: number): Shard {
    return new Shard(this.#folder, number, this.#settings.rows + spareRows);
  }
}
