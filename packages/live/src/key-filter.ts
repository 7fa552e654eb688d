// Whether a shard may hold a post, without asking it: a Bloom filter (Bloom, Communications of the ACM, 1970) over hashes
// of the posts' keys. With ten bits a key and seven probes one key in a hundred is looked up in vain; none is missed.

import { mix } from "./hash-key.ts";

const bitsPerKey = 10;
const probes = 7;

export class KeyFilter {
  readonly bits: Uint8Array;

  constructor(keysMax: number, bits: Uint8Array = new Uint8Array(Math.ceil((keysMax * bitsPerKey) / 8))) {
    this.bits = bits;
  }

  /** What `bits` was before, for as many keys as then. */
  static of(bits: Uint8Array): KeyFilter {
    return new KeyFilter(0, bits);
  }

  add(hash: number): void {
    const step = stepOf(hash);
    for (let i = 0; i < probes; i++) {
      const bit = this.#bit(hash, i * step);
      this.bits[bit >>> 3]! |= 1 << (bit & 7);
    }
  }

  mayHold(hash: number): boolean {
    if (this.bits.length === 0) return false;
    const step = stepOf(hash);
    for (let i = 0; i < probes; i++) {
      const bit = this.#bit(hash, i * step);
      if ((this.bits[bit >>> 3]! & (1 << (bit & 7))) === 0) return false;
    }
    return true;
  }

  #bit(hash: number, steps: number): number {
    return (hash + steps) % (this.bits.length * 8);
  }
}

/** Double hashing (Kirsch and Mitzenmacher, 2006) with one hash made of the other. */
function stepOf(hash: number): number {
  return (mix(hash ^ 0x9747b28c) | 1) >>> 0;
}
