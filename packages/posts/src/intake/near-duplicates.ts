// Which post said it first. Texts that are the same word for word are found by their hash; longer ones that differ in a
// word or two because their sketches hardly differ. The last posts of a day are remembered, in a ring that never grows:
// 88 bytes a post and its id.

import { type PostRef, type PostSource, postSources } from "../post.ts";
import { CopyCounts } from "./copy-counts.ts";
import { mixHash } from "./hash-text.ts";
import { bandCount, MinHash, sketchSize } from "./min-hash.ts";
import { RecentChains } from "./recent-chains.ts";

/** Of 16 orders, in how many two texts must begin alike: with nine words of ten in common most do, with six hardly any. */
const alikeMin = 14;
/** Shorter texts are alike by chance ("good morning"): only equal ones with equal links are copies. */
const wordsMin = 8;
/** Of one or two words nothing follows, even where they are equal. */
const equalWordsMin = 3;
/** A band that very many share tells nothing; looking through all of them would cost more than it finds. */
const lookedAtMax = 24;

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
  readonly #sketches: Uint8Array;
  readonly #minutes: Uint32Array;
  readonly #numbers: Float64Array;
  readonly #authors: Int32Array;
  readonly #ids: string[] = [];
  readonly #sources: Uint8Array;
  readonly #byText: RecentChains;
  readonly #byBand: readonly RecentChains[];
  /** Of those that were said again, by place. */
  readonly #counts = new Map<number, CopyCounts>();
  readonly #sketch = new MinHash();
  #used = 0;

  /** `places`: texts that are remembered, a power of two, of the last `rememberMs`. */
  constructor(places = 2 ** 19, rememberMs = 86_400_000) {
    this.#rememberMs = rememberMs;
    this.#mask = places - 1;
    this.#uses = new Float64Array(places);
    this.#texts = new Int32Array(places);
    this.#sketches = new Uint8Array(places * sketchSize);
    this.#minutes = new Uint32Array(places);
    this.#numbers = new Float64Array(places);
    this.#authors = new Int32Array(places);
    this.#sources = new Uint8Array(places);
    this.#byText = new RecentChains(places, this.#uses);
    this.#byBand = Array.from({ length: bandCount }, () => new RecentChains(2 ** 16, this.#uses));
  }

  take(said: SaidText): Copies {
    const { hashes, count, number } = said;
    if (count < equalWordsMin) return alone;
    const isLong = count >= wordsMin;
    let text = isLong ? count : said.links;
    for (let at = 0; at < count; at++) text = Math.imul(text, 0x01000193) + hashes[at]!;
    text = mixHash(text);
    if (isLong) this.#sketch.read(hashes, count);
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
    for (let band = 0; band < bandCount; band++) {
      const chains = this.#byBand[band]!;
      let more = lookedAtMax;
      for (let at = chains.newest(this.#sketch.bands[band]!); at !== -1 && more-- > 0; at = chains.before(at))
        if (this.#isAlike(at) && this.#isRecent(at, minute)) return at;
    }
    return -1;
  }

  #isAlike(place: number): boolean {
    let left = sketchSize - alikeMin;
    for (let at = 0; at < sketchSize; at++)
      if (this.#sketches[place * sketchSize + at] !== this.#sketch.bytes[at] && --left < 0) return false;
    return true;
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
    if (!isLong) {
      // What stood here before must not be found in its place.
      this.#sketches.fill(0, place * sketchSize, (place + 1) * sketchSize);
      return;
    }
    this.#sketches.set(this.#sketch.bytes, place * sketchSize);
    for (let band = 0; band < bandCount; band++) this.#byBand[band]!.add(this.#sketch.bands[band]!, place);
  }
}

const alone: Copies = { first: null, copies: 1, copyAuthors: 1 };
