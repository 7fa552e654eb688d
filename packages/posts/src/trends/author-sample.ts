// How many different authors there were lately, in bounded room: adaptive sampling (Wegman; Flajolet, On adaptive
// sampling, Computing 1990). All authors are kept as long as they are few; then only those whose hash ends in one zero
// bit, then two, and so on. The standard error is about 1.2 / sqrt(384), 5 %, at worst and nothing below 384 authors.

const sizeMin = 16;
/** At three quarters of it the sample is thinned. */
const sizeMax = 1_024;

export class AuthorSample {
  /** Hashes of authors, 0 where a place is free; open addressing. */
  #authors = new Int32Array(sizeMin);
  /** In which part of time each was seen last. */
  #parts = new Int32Array(sizeMin);
  #count = 0;
  #level = 0;

  /** True where this author was not seen in `part` before and is one of the sample. */
  add(author: number, part: number, oldestPart: number): boolean {
    if ((author & ((1 << this.#level) - 1)) !== 0) return false;
    const place = this.#place(author);
    if (this.#authors[place] === author) {
      const isNew = this.#parts[place]! < part;
      if (isNew) this.#parts[place] = part;
      return isNew;
    }
    this.#authors[place] = author;
    this.#parts[place] = part;
    this.#count++;
    if (this.#count >= this.#authors.length * 0.75) this.#makeRoom(oldestPart);
    return true;
  }

  /** How many authors one of the sample stands for. */
  get weight(): number {
    return 2 ** this.#level;
  }

  /** Authors seen in `oldestPart` or later. */
  count(oldestPart: number): number {
    let count = 0;
    for (let at = 0; at < this.#authors.length; at++)
      if (this.#authors[at] !== 0 && this.#parts[at]! >= oldestPart) count++;
    return count * this.weight;
  }

  /** The share of the smaller's authors that are in both: samples of the same hashes are alike, so they compare. */
  overlap(other: AuthorSample, oldestPart: number): number {
    const level = Math.max(this.#level, other.#level);
    const ours = this.#since(oldestPart, level);
    const theirs = other.#since(oldestPart, level);
    const smaller = ours.size < theirs.size ? ours : theirs;
    const larger = smaller === ours ? theirs : ours;
    let both = 0;
    for (const author of smaller) if (larger.has(author)) both++;
    return smaller.size === 0 ? 0 : both / smaller.size;
  }

  #since(oldestPart: number, level: number): Set<number> {
    const authors = new Set<number>();
    for (let at = 0; at < this.#authors.length; at++) {
      const author = this.#authors[at]!;
      if (author !== 0 && this.#parts[at]! >= oldestPart && (author & ((1 << level) - 1)) === 0)
        authors.add(author);
    }
    return authors;
  }

  #place(author: number): number {
    const mask = this.#authors.length - 1;
    // The low bits choose the sample, so they tell nothing within it.
    let place = (Math.imul(author, 0x9e3779b1) >>> 16) & mask;
    while (this.#authors[place] !== 0 && this.#authors[place] !== author) place = (place + 1) & mask;
    return place;
  }

  /** Those of before go first; then the table grows; then the sample is thinned. */
  #makeRoom(oldestPart: number): void {
    const authors = this.#authors;
    const parts = this.#parts;
    const keeps = (at: number) =>
      authors[at] !== 0 && parts[at]! >= oldestPart && (authors[at]! & ((1 << this.#level) - 1)) === 0;
    const kept = () => authors.reduce((count, _, at) => count + (keeps(at) ? 1 : 0), 0);
    let size = authors.length;
    let count = kept();
    if (count >= size / 2 && size < sizeMax) size *= 2;
    while (count >= size * 0.7) {
      this.#level++;
      count = kept();
    }
    this.#authors = new Int32Array(size);
    this.#parts = new Int32Array(size);
    this.#count = count;
    for (let at = 0; at < authors.length; at++) {
      if (!keeps(at)) continue;
      const place = this.#place(authors[at]!);
      this.#authors[place] = authors[at]!;
      this.#parts[place] = parts[at]!;
    }
  }
}
