// Whether a shard may hold a post, without asking it: a Bloom filter (Bloom, Communications of the ACM, 1970) over the
// posts' keys. With ten bits a key and seven probes one key in a hundred is looked up in vain; none is missed.

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

  add(hash: KeyHash): void {
    for (let i = 0; i < probes; i++) {
      const bit = this.#bit(hash, i);
      this.bits[bit >>> 3]! |= 1 << (bit & 7);
    }
  }

  mayHold(hash: KeyHash): boolean {
    for (let i = 0; i < probes; i++) {
      const bit = this.#bit(hash, i);
      if ((this.bits[bit >>> 3]! & (1 << (bit & 7))) === 0) return false;
    }
    return true;
  }

  /** Double hashing (Kirsch and Mitzenmacher, 2006). */
  #bit([a, b]: KeyHash, probe: number): number {
    return (a + probe * b) % (this.bits.length * 8);
  }
}

export type KeyHash = readonly [number, number];

/** Two independent 32-bit hashes of a key (FNV-1a with two offsets); the second is odd. */
export function hashKey(key: string): KeyHash {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let at = 0; at < key.length; at++) {
    const code = key.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b) ^ (b >>> 13);
  }
  return [a >>> 0, (b | 1) >>> 0];
}

/** Both hashes as one number that SQLite takes as an integer. */
export function keyNumber([a, b]: KeyHash): number {
  return a * 2 ** 20 + (b >>> 12);
}
