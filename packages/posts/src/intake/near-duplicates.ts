// Which post said it first. Texts that are the same word for word are found by their hash; longer ones that differ in a
// word or two by their fingerprint, of which one of four bands must be the same where at most three bits differ. The
// last posts of a day are remembered, in a ring that never grows: 80 bytes a post and its id.

import { type PostRef, type PostSource, postSources } from "../post.ts";
import { CopyCounts } from "./copy-counts.ts";
import { mixHash } from "./hash-text.ts";
import { RecentChains } from "./recent-chains.ts";
import { fingerprint, onesOf, print } from "./sim-hash.ts";

/** Bits in which texts may differ and still say the same (Manku et al. measured three for pages). */
const distanceMax = 3;
/** Shorter texts are alike by chance ("good morning"): only equal ones with equal links are copies. */
const wordsMin = 8;
/** Of one or two words nothing follows, even where they are equal. */
const equalWordsMin = 3;
/** A band that very many share tells nothing; looking through all of them would cost more than it finds. */
const lookedAtMax = 24;
const bands = 4;

/** Where an index keeps the post that said it first. */
export interface FirstPost {
  readonly ref: PostRef;
  /** As the index numbers its posts. */
  readonly number: number;
}

export interface Copies {
  /** What said it first; null where this one did. */
  readonly first: FirstPost | null;
  /** Posts that say the same, this one included. */
  readonly copies: number;
  readonly copyAuthors: number;
}

export interface SaidText {
  /** Of its words, in order. */
  readonly hashes: Int32Array;
  readonly count: number;
  /** A hash of the addresses it points to. */
  readonly links: number;
  readonly author: number;
  readonly atMs: number;
  readonly ref: PostRef;
  /** The index's own. */
  readonly number: number;
}

export class NearDuplicates {
  readonly #rememberMs: number;
  readonly #mask: number;
  readonly #uses: Float64Array;
  readonly #texts: Int32Array;
  /** High and low half of each. */
  readonly #prints: Int32Array;
  readonly #minutes: Uint32Array;
  readonly #numbers: Float64Array;
  readonly #authors: Int32Array;
  readonly #ids: string[] = [];
  readonly #sources: Uint8Array;
  readonly #byText: RecentChains;
  readonly #byBand: readonly RecentChains[];
  /** Of those that were said again, by place. */
  readonly #counts = new Map<number, CopyCounts>();
  #used = 0;

  /** `places`: texts that are remembered, a power of two, of the last `rememberMs`. */
  constructor(places = 2 ** 19, rememberMs = 86_400_000) {
    this.#rememberMs = rememberMs;
    this.#mask = places - 1;
    this.#uses = new Float64Array(places);
    this.#texts = new Int32Array(places);
    this.#prints = new Int32Array(places * 2);
    this.#minutes = new Uint32Array(places);
    this.#numbers = new Float64Array(places);
    this.#authors = new Int32Array(places);
    this.#sources = new Uint8Array(places);
    this.#byText = new RecentChains(places, this.#uses);
    this.#byBand = Array.from({ length: bands }, () => new RecentChains(2 ** 16, this.#uses));
  }

  take(said: SaidText): Copies {
    const { hashes, count, number } = said;
    if (count < equalWordsMin) return alone;
    const isLong = count >= wordsMin;
    let text = isLong ? count : said.links;
    for (let at = 0; at < count; at++) text = Math.imul(text, 0x01000193) + hashes[at]!;
    text = mixHash(text);
    if (isLong) fingerprint(hashes, count);
    const minute = Math.floor(said.atMs / 60_000);
    const place = this.#find(text, isLong, minute);
    if (place === -1) {
      this.#remember(said, text, isLong, minute);
      return alone;
    }
    let counts = this.#counts.get(place);
    // The same post again, or a version of it that says the same.
    if (this.#numbers[place] === number)
      return { first: null, copies: counts?.copies ?? 1, copyAuthors: counts?.authors ?? 1 };
    if (counts === undefined) {
      counts = new CopyCounts(this.#authors[place]!);
      this.#counts.set(place, counts);
    }
    counts.add(said.author);
    return { first: this.#firstAt(place), copies: counts.copies, copyAuthors: counts.authors };
  }

  #find(text: number, isLong: boolean, minute: number): number {
    let left = lookedAtMax;
    for (
      let at = this.#byText.newest(text & this.#mask);
      at !== -1 && left-- > 0;
      at = this.#byText.before(at)
    )
      if (this.#texts[at] === text && this.#isRecent(at, minute)) return at;
    if (!isLong) return -1;
    for (let band = 0; band < bands; band++) {
      const chains = this.#byBand[band]!;
      let more = lookedAtMax;
      for (let at = chains.newest(bandOf(band)); at !== -1 && more-- > 0; at = chains.before(at)) {
        const different = onesOf(this.#prints[at * 2]! ^ print.high);
        if (different > distanceMax) continue;
        if (
          different + onesOf(this.#prints[at * 2 + 1]! ^ print.low) <= distanceMax &&
          this.#isRecent(at, minute)
        )
          return at;
      }
    }
    return -1;
  }

  #isRecent(place: number, minute: number): boolean {
    return Math.abs(minute - this.#minutes[place]!) * 60_000 <= this.#rememberMs;
  }

  #firstAt(place: number): FirstPost {
    const source: PostSource = postSources[this.#sources[place]!]!;
    return { ref: { source, id: this.#ids[place]! }, number: this.#numbers[place]! };
  }

  #remember({ author, ref, number }: SaidText, text: number, isLong: boolean, minute: number): void {
    const place = this.#used & this.#mask;
    this.#used++;
    this.#uses[place] = this.#used;
    this.#counts.delete(place);
    this.#texts[place] = text;
    this.#minutes[place] = minute;
    this.#authors[place] = author;
    this.#numbers[place] = number;
    this.#ids[place] = ref.id;
    this.#sources[place] = postSources.indexOf(ref.source);
    this.#byText.add(text & this.#mask, place);
    // A short text is near to none; what stood here before must not be found in its place.
    this.#prints[place * 2] = isLong ? print.high : mixHash(text);
    this.#prints[place * 2 + 1] = isLong ? print.low : mixHash(~text);
    if (!isLong) return;
    for (let band = 0; band < bands; band++) this.#byBand[band]!.add(bandOf(band), place);
  }
}

const alone: Copies = { first: null, copies: 1, copyAuthors: 1 };

/** 16 bits of the last fingerprint. */
function bandOf(band: number): number {
  const half = band < 2 ? print.high : print.low;
  return (band & 1) === 0 ? half & 0xffff : half >>> 16;
}
