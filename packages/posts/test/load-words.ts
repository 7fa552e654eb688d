import { Random } from "../src/sample/random.ts";

/** Draws ranks 0 to `size` - 1 as often as words of such ranks are said: 1 / (rank + q)^s (Zipf and Mandelbrot). */
export class ZipfDraw {
  readonly #threshold: Float64Array;
  readonly #alias: Uint32Array;

  constructor(size: number, s = 1.07, q = 2.7) {
    // Vose's alias method: one look-up a draw, whatever the distribution.
    const weights = Float64Array.from({ length: size }, (_, rank) => (rank + 1 + q) ** -s);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    this.#threshold = weights.map((weight) => (weight * size) / total);
    this.#alias = new Uint32Array(size);
    const small: number[] = [];
    const large: number[] = [];
    for (let at = 0; at < size; at++) (this.#threshold[at]! < 1 ? small : large).push(at);
    while (small.length > 0 && large.length > 0) {
      const low = small.pop()!;
      const high = large.at(-1)!;
      this.#alias[low] = high;
      this.#threshold[high]! -= 1 - this.#threshold[low]!;
      if (this.#threshold[high]! < 1) small.push(large.pop()!);
    }
    for (const rest of [...small, ...large]) this.#threshold[rest] = 1;
  }

  draw(random: Random): number {
    const at = random.below(this.#threshold.length);
    return random.unit() < this.#threshold[at]! ? at : this.#alias[at]!;
  }
}

const consonants = "bcdfghklmnprstvwz";
const vowels = "aeiou";
const kana = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん";

/** Made-up words, all different, the frequent ones short. */
export function latinWords(count: number, seed: number): string[] {
  const random = new Random(seed);
  const words = new Set<string>();
  while (words.size < count) {
    const syllables = words.size < 80 ? 1 : words.size < 4_000 ? 2 : 3;
    let word = random.unit() < 0.3 ? vowels[random.below(5)]! : "";
    for (let syllable = 0; syllable < syllables; syllable++)
      word += consonants[random.below(17)]! + vowels[random.below(5)]!;
    if (random.unit() < 0.5) word += consonants[random.below(17)]!;
    words.add(word);
  }
  return [...words];
}

/** Made-up lexemes of one to four characters; kana are mixed in for Japanese. */
export function denseWords(count: number, seed: number, withKana: boolean): string[] {
  const random = new Random(seed);
  const words = new Set<string>();
  while (words.size < count) {
    let word = "";
    const length = 1 + random.below(withKana ? 4 : 3);
    const inKana = withKana && random.unit() < 0.5;
    for (let at = 0; at < length; at++)
      word += inKana ? kana[random.below(kana.length)]! : String.fromCharCode(0x4e00 + random.below(6_000));
    words.add(word);
  }
  return [...words];
}
