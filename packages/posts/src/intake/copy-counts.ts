/** Counted one by one so far. */
const authorsExactMax = 16;
const bits = 1_024;

/** How often something was said and by how many: exactly for few authors, else by linear counting (Whang et al., TODS 1990). */
export class CopyCounts {
  copies = 1;
  readonly #authors: Set<number>;
  #map: Uint8Array | null = null;
  #free = bits;

  constructor(author: number) {
    this.#authors = new Set([author]);
  }

  add(author: number): void {
    this.copies++;
    if (this.#map === null) {
      this.#authors.add(author);
      if (this.#authors.size <= authorsExactMax) return;
      this.#map = new Uint8Array(bits / 8);
      for (const each of this.#authors) this.#mark(this.#map, each);
      this.#authors.clear();
    } else this.#mark(this.#map, author);
  }

  /** Never more than there are copies; a full map can tell no more than about 7,000. */
  get authors(): number {
    if (this.#map === null) return this.#authors.size;
    const estimate = Math.round(-bits * Math.log(Math.max(1, this.#free) / bits));
    return Math.min(this.copies, Math.max(authorsExactMax + 1, estimate));
  }

  #mark(map: Uint8Array, author: number): void {
    const bit = author & (bits - 1);
    if (((map[bit >>> 3]! >>> (bit & 7)) & 1) === 1) return;
    map[bit >>> 3]! |= 1 << (bit & 7);
    this.#free--;
  }
}
