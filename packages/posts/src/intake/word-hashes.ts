// The words of a text as hashes alone: what says the same is found without making a single string.

import { dense, kindOf, letter } from "../words/character-kinds.ts";
import { hashStart, hashUnit, mixHash } from "./hash-text.ts";

/** Of a longer text the beginning decides. */
const wordsMax = 512;

/** One text at a time; reading another forgets the one before. */
export class WordHashes {
  readonly hashes = new Int32Array(wordsMax);
  /** Words, those of tags among them; of scripts without spaces pairs of characters. */
  count = 0;
  tags = 0;
  mentions = 0;

  /** Addresses and the names of mentions are passed over: they differ where the rest is the same. */
  read(text: string): void {
    this.count = 0;
    this.tags = 0;
    this.mentions = 0;
    const lower = text.toLowerCase();
    let at = 0;
    while (at < lower.length && this.count < wordsMax) {
      const unit = lower.charCodeAt(at);
      if (unit === 0x23) {
        if (isWordUnit(lower.charCodeAt(at + 1))) this.tags++;
        at++;
      } else if (unit === 0x40) {
        const end = nameEnd(lower, at + 1);
        if (end > at + 1) this.mentions++;
        at = end;
      } else if (unit === 0x68 && (lower.startsWith("http://", at) || lower.startsWith("https://", at)))
        while (at < lower.length && lower.charCodeAt(at) > 32) at++;
      else if (isWordUnit(unit)) at = this.#take(lower, at);
      else at++;
    }
  }

  #take(text: string, start: number): number {
    let hash = hashStart;
    let at = start;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (!isWordUnit(unit)) break;
      if (unit > 0x2000 && kindOf(unit) === dense) {
        if (at > start) break;
        // Single characters are so common that any two texts have most of them in common.
        const next = text.charCodeAt(at + 1);
        if (next > 0x2000 && isWordUnit(next)) hash = hashUnit(hash, next);
        this.hashes[this.count++] = mixHash(hashUnit(hash, unit));
        return at + 1;
      }
      hash = hashUnit(hash, unit);
    }
    this.hashes[this.count++] = mixHash(hash);
    return at;
  }
}

/** Letters and digits of the first plane; emoji, which are beyond it, say little of whether two texts are the same. */
function isWordUnit(unit: number): boolean {
  if (unit < 128) return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57);
  if (unit >= 0xd800 && unit <= 0xdfff) return false;
  const kind = kindOf(unit);
  return kind === letter || kind === dense;
}

function nameEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    const joins = unit === 46 || unit === 45 || unit === 95 || unit === 64;
    if (!isWordUnit(unit) && !(joins && isWordUnit(text.charCodeAt(at + 1)))) break;
    at++;
  }
  return at;
}
