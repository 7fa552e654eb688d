// Which post said it first. Texts that are the same word for word are found by their hash; longer ones that differ in a
// word or two by their fingerprint, of which one of four bands must be the same where at most three bits differ. The
// last posts of a day are remembered, in a ring that never grows.

import { distance, type Fingerprint, fingerprintOf, hashText } from "./sim-hash.ts";

/** Bits in which texts may differ and still say the same (Manku et al. measured three for pages). */
const distanceMax = 3;
/** Shorter texts are alike by chance ("good morning"): only equal ones count as copies. */
const wordsMin = 8;
/** Of one or two words nothing follows, even where they are equal. */
const equalWordsMin = 3;
/** Authors are counted one by one so far; more are estimated by the share of copies that were new. */
const authorsExactMax = 32;

export interface Copies<Ref> {
  /** What said it first; null where this one did. */
  readonly first: Ref | null;
  /** Posts that say the same, this one included. */
  readonly copies: number;
  readonly copyAuthors: number;
}

interface Entry<Ref> {
  readonly ref: Ref;
  readonly atMs: number;
  readonly text: number;
  readonly print: Fingerprint | null;
  copies: number;
  authors: Set<string>;
  authorsMore: number;
}

export class NearDuplicates<Ref> {
  readonly #entriesMax: number;
  readonly #rememberMs: number;
  readonly #entries: (Entry<Ref> | undefined)[] = [];
  #next = 0;
  readonly #byText = new Map<number, number>();
  readonly #byBand = new Map<number, number[]>();

  /** `entriesMax`: texts that are remembered, of the last `rememberMs`. */
  constructor(entriesMax = 200_000, rememberMs = 86_400_000) {
    this.#entriesMax = entriesMax;
    this.#rememberMs = rememberMs;
  }

  /** `words`: of the text, folded; `ref`: what to call this post should another say the same. */
  take(words: readonly string[], author: string, atMs: number, ref: Ref): Copies<Ref> {
    if (words.length < equalWordsMin) return alone;
    const text = hashText(words.join(" "), 3);
    const print = words.length < wordsMin ? null : fingerprintOf(words);
    const entry = this.#find(text, print, atMs);
    if (entry === undefined) {
      this.#remember({ ref, atMs, text, print, copies: 1, authors: new Set([author]), authorsMore: 0 });
      return alone;
    }
    entry.copies++;
    if (entry.authors.size < authorsExactMax) entry.authors.add(author);
    else if (!entry.authors.has(author)) entry.authorsMore++;
    return { first: entry.ref, copies: entry.copies, copyAuthors: entry.authors.size + entry.authorsMore };
  }

  #find(text: number, print: Fingerprint | null, atMs: number): Entry<Ref> | undefined {
    const equal = this.#byText.get(text);
    const same = equal === undefined ? undefined : this.#at(equal, atMs);
    if (same?.text === text) return same;
    if (print === null) return undefined;
    for (const band of bandsOf(print))
      for (const slot of this.#byBand.get(band) ?? []) {
        const entry = this.#at(slot, atMs);
        if (entry?.print && distance(entry.print, print) <= distanceMax) return entry;
      }
    return undefined;
  }

  #at(slot: number, atMs: number): Entry<Ref> | undefined {
    const entry = this.#entries[slot];
    return entry !== undefined && Math.abs(atMs - entry.atMs) <= this.#rememberMs ? entry : undefined;
  }

  #remember(entry: Entry<Ref>): void {
    const slot = this.#next;
    this.#next = (this.#next + 1) % this.#entriesMax;
    const old = this.#entries[slot];
    if (old !== undefined) this.#forget(slot, old);
    this.#entries[slot] = entry;
    this.#byText.set(entry.text, slot);
    if (entry.print !== null)
      for (const band of bandsOf(entry.print)) {
        const slots = this.#byBand.get(band);
        if (slots === undefined) this.#byBand.set(band, [slot]);
        // A band that many share tells nothing; looking through all of them would cost more than it finds.
        else if (slots.length < 32) slots.push(slot);
        else slots[slot % 32] = slot;
      }
  }

  #forget(slot: number, old: Entry<Ref>): void {
    if (this.#byText.get(old.text) === slot) this.#byText.delete(old.text);
    if (old.print === null) return;
    for (const band of bandsOf(old.print)) {
      const slots = this.#byBand.get(band)?.filter((each) => each !== slot) ?? [];
      if (slots.length === 0) this.#byBand.delete(band);
      else this.#byBand.set(band, slots);
    }
  }
}

const alone = { first: null, copies: 1, copyAuthors: 1 } as const;

/** Four bands of 16 bits, each marked with its place. */
function bandsOf({ high, low }: Fingerprint): readonly number[] {
  return [high & 0xffff, 0x1_0000 | (high >>> 16), 0x2_0000 | (low & 0xffff), 0x3_0000 | (low >>> 16)];
}
