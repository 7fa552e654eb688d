import { mixHash } from "./hash-term.ts";
import type { TermScan } from "./scan-terms.ts";

/** A power of two. */
const places = 2 ** 18;
const rememberMs = 6 * 3_600_000;
/** What is so short is the same by chance, so only the same author's is the same. */
const termsMin = 4;
/** The smallest so many hashes are compared; shorter texts must be the same in all of them. */
const smallest = 8;

/**
 * Whether nearly the same was counted lately, for whatever is copied is one voice, and what a source tells twice is one
 * post. The smallest hashes of its terms stand for a text (Broder, On the resemblance of documents, 1997).
 */
export class SaidBefore {
  readonly #texts = new Int32Array(places);
  readonly #minutes = new Uint32Array(places);
  readonly #least = new Int32Array(smallest);

  add({ keys, count }: TermScan, author: number, atMs: number): boolean {
    const least = this.#least;
    least.fill(0x7fff_ffff);
    for (let at = 0; at < count; at++) {
      let key = keys[at]!;
      for (let place = 0; place < smallest; place++) {
        const other = least[place]!;
        if (key >= other) continue;
        least[place] = key;
        key = other;
      }
    }
    let text = count < termsMin ? author : 0;
    for (let place = 0; place < smallest; place++) text = mixHash(Math.imul(text, 31) + least[place]!);
    const place = text & (places - 1);
    const minute = Math.floor(atMs / 60_000);
    if (this.#texts[place] === text && Math.abs(minute - this.#minutes[place]!) * 60_000 < rememberMs)
      return true;
    this.#texts[place] = text;
    this.#minutes[place] = minute;
    return false;
  }
}
