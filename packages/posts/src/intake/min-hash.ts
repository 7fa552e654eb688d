// How much two texts have in common, from a few bytes of each: of every one of 16 orders of all words, which word of the
// text comes first (Broder, On the resemblance of documents, 1997; of each only 8 bits are kept: Li and König, b-bit
// minwise hashing, WWW 2010). Fingerprints of one number (SimHash) find nearly equal pages, but of posts of 20 words
// with one word more only every ninth.

import { mixHash } from "./hash-text.ts";

export const sketchSize = 16;
/** The first words of so many orders together are a band: texts that share a band are looked at. */
export const bandSize = 4;
export const bandCount = sketchSize / bandSize;

/** Odd numbers that make another order of the same hashes. */
const orders = Int32Array.from({ length: sketchSize }, (_, at) => mixHash(at + 1) | 1);

/** Of one text at a time. */
export class MinHash {
  readonly #least = new Int32Array(sketchSize);
  /** A byte for each order. */
  readonly bytes = new Uint8Array(sketchSize);
  /** 16 bits for each band. */
  readonly bands = new Uint16Array(bandCount);

  read(hashes: Int32Array, count: number): void {
    const least = this.#least;
    for (let order = 0; order < sketchSize; order++) {
      const factor = orders[order]!;
      let smallest = 0x7fff_ffff;
      for (let at = 0; at < count; at++) {
        const place = Math.imul(hashes[at]!, factor);
        if (place < smallest) smallest = place;
      }
      least[order] = smallest;
    }
    for (let band = 0; band < bandCount; band++) {
      let key = band;
      for (let order = band * bandSize; order < (band + 1) * bandSize; order++) {
        const mixed = mixHash(least[order]!);
        this.bytes[order] = mixed;
        key = Math.imul(key, 0x9e3779b1) + mixed;
      }
      this.bands[band] = mixHash(key);
    }
  }
}
