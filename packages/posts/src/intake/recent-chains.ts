/**
 * Which entries of a ring share a key, newest first, without ever deleting: each entry knows the one before it with the same
 * key, and a chain ends where it comes to a place that was used again since.
 */
export class RecentChains {
  readonly #heads: Int32Array;
  readonly #before: Int32Array;
  /** When each place was used last, in uses. */
  readonly #uses: Float64Array;

  /** `uses` is shared by all chains over one ring. */
  constructor(keys: number, uses: Float64Array) {
    this.#heads = new Int32Array(keys).fill(-1);
    this.#before = new Int32Array(uses.length);
    this.#uses = uses;
  }

  /** Of a place that was just used. */
  add(key: number, place: number): void {
    this.#before[place] = this.#heads[key]!;
    this.#heads[key] = place;
  }

  /** -1 where there is none. */
  newest(key: number): number {
    return this.#heads[key]!;
  }

  /** The next older one; -1 at the end. */
  before(place: number): number {
    const before = this.#before[place]!;
    return before !== -1 && this.#uses[before]! < this.#uses[place]! ? before : -1;
  }
}
