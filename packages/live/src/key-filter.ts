// Whether a shard may hold a post, without asking it: a split block Bloom filter (Putze, Sanders and Singler, Cache-, hash-
// and space-efficient Bloom filters, 2007; the numbers are those of Apache Parquet's specification) over hashes of the
// posts' keys. All bits of a key lie in one block of 32 bytes, one in each of its words, so that one look at memory tells
// nearly always: every post that arrives is looked for in every shard. With 16 bits a key about one key in a thousand is
// looked up in vain; none is missed.

import { mix } from "./hash-key.ts";

const bitsPerKey = 16;
const wordsPerBlock = 8;
const odd = Int32Array.of(
  0x47b6137b,
  0x44974d91,
  0x8824ad5b,
  0xa2b7289d,
  0x705495c7,
  0x2df1424b,
  0x9efc4947,
  0x5c6bfb31,
);

export class KeyFilter {
  readonly words: Uint32Array;
  readonly #blocks: number;

  /** `words`: what `words` was before, for as many keys as then. */
  constructor(keysMax: number, words?: Uint32Array) {
    const blocks = Math.ceil((keysMax * bitsPerKey) / (32 * wordsPerBlock));
    this.words = words ?? new Uint32Array(blocks * wordsPerBlock);
    this.#blocks = this.words.length / wordsPerBlock;
  }

  add(hash: number): void {
    const block = (hash % this.#blocks) * wordsPerBlock;
    const mixed = mix(hash);
    for (let at = 0; at < wordsPerBlock; at++)
      this.words[block + at]! |= 1 << (Math.imul(mixed, odd[at]!) >>> 27);
  }

  mayHold(hash: number): boolean {
    if (this.#blocks === 0) return false;
    const block = (hash % this.#blocks) * wordsPerBlock;
    const mixed = mix(hash);
    for (let at = 0; at < wordsPerBlock; at++)
      if (((this.words[block + at]! >>> (Math.imul(mixed, odd[at]!) >>> 27)) & 1) === 0) return false;
    return true;
  }
}
