// A fingerprint that is near for texts that are nearly the same (Charikar, Similarity estimation techniques from rounding
// algorithms, STOC 2002; Manku, Jain and Das Sarma, Detecting near-duplicates for web crawling, WWW 2007), over pairs
// of neighbouring words, so that the order of words counts. 64 bits as two halves: no number of 64 bits is ever made.

import { mixHash } from "./hash-text.ts";

/** Pairs are counted bit by bit in binary numbers of so many digits: fewer than 1,024 pairs. */
const planes = 10;

/** How often each of 32 bits was set, 32 numbers side by side: digit n of all of them is `#digits[n]`. */
class BitCounts {
  readonly #digits = new Int32Array(planes);

  clear(): void {
    this.#digits.fill(0);
  }

  add(bits: number): void {
    let carry = bits;
    for (let plane = 0; carry !== 0 && plane < planes; plane++) {
      const digit = this.#digits[plane]!;
      this.#digits[plane] = digit ^ carry;
      carry &= digit;
    }
  }

  /** The bits that were set more than `limit` times. */
  above(limit: number): number {
    let above = 0;
    let equal = -1;
    for (let plane = planes - 1; plane >= 0; plane--) {
      const digit = this.#digits[plane]!;
      const wanted = (limit >>> plane) & 1 ? -1 : 0;
      above |= equal & digit & ~wanted;
      equal &= ~(digit ^ wanted);
    }
    return above;
  }
}

const highCounts = new BitCounts();
const lowCounts = new BitCounts();

/** The last one that `fingerprint` took. */
export const print = { high: 0, low: 0 };

/** Takes the fingerprint of the first `count` word hashes, at least two, and leaves it in `print`. */
export function fingerprint(hashes: Int32Array, count: number): void {
  highCounts.clear();
  lowCounts.clear();
  for (let at = 1; at < count; at++) {
    const pair = Math.imul(hashes[at - 1]!, 0x9e3779b1) + hashes[at]!;
    highCounts.add(mixHash(pair));
    lowCounts.add(mixHash(pair ^ 0x5bd1e995));
  }
  const half = (count - 1) >>> 1;
  print.high = highCounts.above(half);
  print.low = lowCounts.above(half);
}

/** How many bits are set. */
export function onesOf(bits: number): number {
  let value = bits - ((bits >>> 1) & 0x55555555);
  value = (value & 0x33333333) + ((value >>> 2) & 0x33333333);
  return Math.imul((value + (value >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
