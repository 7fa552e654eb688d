// All vectors in memory, and the search among them. A search compares signs first, one bit a number: that is thirty
// times quicker than whole vectors and loses almost nothing, because the best few thousand are then compared for real.
import { factorAt, pack, packedBytes } from "./packed-vector.ts";

export interface Match {
  /** Of the message that the vector belongs to. */
  readonly key: number;
  /** Which of the message's vectors, from 0. */
  readonly part: number;
  /** Cosine, from -1 to 1. */
  readonly similarity: number;
}

const rowsAtFirst = 1_024;
/** So many rows with the nearest signs are compared for real. */
const candidatesMax = 4_096;

/** Rows of vectors with the key and the owner of their message. Removing moves the last row into the gap. */
export class VectorTable {
  readonly #dimensions: number;
  readonly #words: number;
  #rows = 0;
  #keys = new Uint32Array(rowsAtFirst);
  #parts = new Uint16Array(rowsAtFirst);
  #owners = new Uint32Array(rowsAtFirst);
  #factors = new Float32Array(rowsAtFirst);
  #numbers: Int8Array;
  #signs: Uint32Array;
  #distances = new Uint16Array(rowsAtFirst);

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
    this.#words = Math.ceil(dimensions / 32);
    this.#numbers = new Int8Array(rowsAtFirst * dimensions);
    this.#signs = new Uint32Array(rowsAtFirst * this.#words);
  }

  get rows(): number {
    return this.#rows;
  }

  /** `packed`: the vectors of one message, one after another. */
  add(key: number, owner: number, packed: Uint8Array): void {
    const bytes = packedBytes(this.#dimensions);
    for (let part = 0; (part + 1) * bytes <= packed.length; part++) {
      if (this.#rows === this.#keys.length) this.#grow();
      const row = this.#rows++;
      this.#keys[row] = key;
      this.#parts[row] = part;
      this.#owners[row] = owner;
      this.#factors[row] = factorAt(packed, part * bytes);
      const from = packed.byteOffset + part * bytes + 4;
      this.#numbers.set(new Int8Array(packed.buffer, from, this.#dimensions), row * this.#dimensions);
      writeSigns(this.#numbers, row * this.#dimensions, this.#dimensions, this.#signs, row * this.#words);
    }
  }

  remove(keys: ReadonlySet<number>): void {
    if (keys.size === 0) return;
    for (let row = this.#rows - 1; row >= 0; row--) {
      if (!keys.has(this.#keys[row]!)) continue;
      const last = --this.#rows;
      this.#keys[row] = this.#keys[last]!;
      this.#parts[row] = this.#parts[last]!;
      this.#owners[row] = this.#owners[last]!;
      this.#factors[row] = this.#factors[last]!;
      this.#numbers.copyWithin(
        row * this.#dimensions,
        last * this.#dimensions,
        (last + 1) * this.#dimensions,
      );
      this.#signs.copyWithin(row * this.#words, last * this.#words, (last + 1) * this.#words);
    }
  }

  /** The most similar messages of an owner, best first, each once with its best part. `query`: of length 1. */
  search(query: Float32Array, owner: number, limit: number, similarityMin: number): Match[] {
    const packed = new Uint8Array(packedBytes(this.#dimensions));
    pack(query, packed, 0);
    const numbers = new Int8Array(packed.buffer, 4);
    const factor = factorAt(packed, 0);
    const best = new Map<number, Match>();
    const signs = new Uint32Array(this.#words);
    writeSigns(numbers, 0, this.#dimensions, signs, 0);
    for (const row of this.#nearest(signs, owner)) {
      const similarity = this.#dot(numbers, row) * factor * this.#factors[row]!;
      const key = this.#keys[row]!;
      if (similarity < similarityMin || similarity <= (best.get(key)?.similarity ?? -1)) continue;
      best.set(key, { key, part: this.#parts[row]!, similarity });
    }
    return [...best.values()].sort((a, b) => b.similarity - a.similarity || a.key - b.key).slice(0, limit);
  }

  /** Rows of an owner by how many signs differ, those that differ least; at most `candidatesMax`. */
  #nearest(signs: Uint32Array, owner: number): number[] {
    const counts = new Uint32Array(this.#dimensions + 1);
    const words = this.#words;
    for (let row = 0, at = 0; row < this.#rows; row++, at += words) {
      if (this.#owners[row] !== owner) {
        this.#distances[row] = 0xffff;
        continue;
      }
      let distance = 0;
      for (let word = 0; word < words; word++) distance += ones(this.#signs[at + word]! ^ signs[word]!);
      this.#distances[row] = distance;
      counts[distance]!++;
    }
    let most = 0;
    let nearer = 0;
    while (most < this.#dimensions && nearer + counts[most]! < candidatesMax) nearer += counts[most++]!;
    // Of the last distance there may be very many: the same message, said a thousand times.
    let room = candidatesMax - nearer;
    const rows: number[] = [];
    for (let row = 0; row < this.#rows; row++) {
      const distance = this.#distances[row]!;
      if (distance < most || (distance === most && room-- > 0)) rows.push(row);
    }
    return rows;
  }

  #dot(query: Int8Array, row: number): number {
    const numbers = this.#numbers;
    let sum = 0;
    for (let at = 0, from = row * this.#dimensions; at < this.#dimensions; at++)
      sum += query[at]! * numbers[from + at]!;
    return sum;
  }

  #grow(): void {
    const rows = this.#keys.length * 2;
    const grown = <T extends Uint32Array | Uint16Array | Float32Array | Int8Array>(to: T, from: T): T => {
      to.set(from);
      return to;
    };
    this.#keys = grown(new Uint32Array(rows), this.#keys);
    this.#parts = grown(new Uint16Array(rows), this.#parts);
    this.#owners = grown(new Uint32Array(rows), this.#owners);
    this.#factors = grown(new Float32Array(rows), this.#factors);
    this.#numbers = grown(new Int8Array(rows * this.#dimensions), this.#numbers);
    this.#signs = grown(new Uint32Array(rows * this.#words), this.#signs);
    this.#distances = new Uint16Array(rows);
  }
}

/** One bit for each number that is above 0. */
function writeSigns(numbers: Int8Array, from: number, dimensions: number, to: Uint32Array, at: number): void {
  for (let start = 0; start < dimensions; start += 32) {
    let word = 0;
    const bits = Math.min(32, dimensions - start);
    for (let bit = 0; bit < bits; bit++) if (numbers[from + start + bit]! > 0) word |= 1 << bit;
    to[at + (start >>> 5)] = word;
  }
}

/** Bits that are set. */
function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
