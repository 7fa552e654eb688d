// How often every term is said as a rule, without keeping the terms: counts in hashed tables, of which the smaller of two
// places is believed, as SigniTrend does (Schubert, Weiler, Kriegel, KDD 2014). Sums fade with time; a share of the sum
// of all posts, not a rate, is what is expected, so that busy hours are no news.

/** Of a term over the past: fading sums, in posts. */
export interface TermHistory {
  readonly said: number;
  readonly ofPosts: number;
  /** How much more the numbers vary than chance alone makes them, at least 1. */
  readonly spread: number;
}

export class TermRates {
  readonly #epochMs: number;
  readonly #fade: number;
  readonly #mask: number;
  /** Two tables, one after the other. */
  readonly #now: Uint16Array;
  readonly #sums: Float32Array;
  readonly #squares: Float32Array;
  readonly #lastAuthor: Uint16Array;
  /** Of each language: posts of this epoch, and their fading sum. */
  readonly #posts = new Map<number, { now: number; sum: number }>();
  #epochs = 0;
  #epoch = -1;

  /** `places`: a power of two. */
  constructor(epochMs: number, halfLifeMs: number, places: number) {
    this.#epochMs = epochMs;
    this.#fade = 0.5 ** (epochMs / halfLifeMs);
    this.#mask = places - 1;
    this.#now = new Uint16Array(places * 2);
    this.#sums = new Float32Array(places * 2);
    this.#squares = new Float32Array(places * 2);
    this.#lastAuthor = new Uint16Array(places * 2);
  }

  /** Ends epochs that are over at `atMs`. */
  advance(atMs: number): void {
    const epoch = Math.floor(atMs / this.#epochMs);
    if (this.#epoch === -1) this.#epoch = epoch;
    const passed = epoch - this.#epoch;
    if (passed <= 0) return;
    this.#epoch = epoch;
    const fade = this.#fade ** passed;
    // What was said in the epoch that ended has faded by those that nothing was said in.
    const weight = this.#fade ** (passed - 1);
    this.#epochs = this.#epochs * fade + (1 - fade) / (1 - this.#fade);
    for (let at = 0; at < this.#now.length; at++) {
      const said = this.#now[at]!;
      if (said === 0 && this.#sums[at] === 0) continue;
      this.#sums[at] = this.#sums[at]! * fade + said * weight;
      this.#squares[at] = this.#squares[at]! * fade + said * said * weight;
      this.#now[at] = 0;
    }
    for (const posts of this.#posts.values()) {
      posts.sum = posts.sum * fade + posts.now * weight;
      posts.now = 0;
    }
  }

  addPost(language: number): void {
    const posts = this.#posts.get(language);
    if (posts === undefined) this.#posts.set(language, { now: 1, sum: 0 });
    else posts.now++;
  }

  /** Counts the term `key` once more, unless the one who said it last says it again; returns how often it was said in this epoch. */
  add(key: number, author: number): number {
    const first = key & this.#mask;
    const second = this.#second(key);
    const tag = author & 0xffff;
    if (this.#lastAuthor[first] !== tag) {
      this.#lastAuthor[first] = tag;
      if (this.#now[first]! < 0xffff) this.#now[first]!++;
    }
    if (this.#lastAuthor[second] !== tag) {
      this.#lastAuthor[second] = tag;
      if (this.#now[second]! < 0xffff) this.#now[second]!++;
    }
    return Math.min(this.#now[first]!, this.#now[second]!);
  }

  /** A post that belongs to an epoch that is over is history at once. */
  addLate(keys: Int32Array, count: number, language: number, atMs: number): void {
    const weight = this.#fade ** Math.max(0, this.#epoch - 1 - Math.floor(atMs / this.#epochMs));
    if (!this.#posts.has(language)) this.#posts.set(language, { now: 0, sum: 0 });
    this.#posts.get(language)!.sum += weight;
    for (let at = 0; at < count; at++) {
      this.#sums[keys[at]! & this.#mask]! += weight;
      this.#sums[this.#second(keys[at]!)]! += weight;
    }
  }

  isOver(atMs: number): boolean {
    return Math.floor(atMs / this.#epochMs) < this.#epoch;
  }

  /** How often a term of this language should be said in an epoch like this one. */
  expected(key: number, language: number): number {
    const posts = this.#posts.get(language);
    if (posts === undefined || posts.sum === 0) return Number.POSITIVE_INFINITY;
    const sum = Math.min(this.#sums[key & this.#mask]!, this.#sums[this.#second(key)]!);
    return (sum / posts.sum) * Math.max(posts.now, posts.sum / Math.max(1, this.#epochs));
  }

  history(key: number, language: number): TermHistory {
    const first = key & this.#mask;
    const second = this.#second(key);
    const place = this.#sums[first]! <= this.#sums[second]! ? first : second;
    const epochs = Math.max(1, this.#epochs);
    const mean = this.#sums[place]! / epochs;
    const variance = this.#squares[place]! / epochs - mean * mean;
    return {
      said: this.#sums[place]!,
      ofPosts: this.#posts.get(language)?.sum ?? 0,
      spread: mean === 0 ? 1 : Math.min(10, Math.max(1, variance / mean)),
    };
  }

  #second(key: number): number {
    return this.#mask + 1 + ((Math.imul(key, 0x85ebca6b) >>> 12) & this.#mask);
  }
}
