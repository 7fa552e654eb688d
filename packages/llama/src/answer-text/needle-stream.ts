/** What a push let through: text that can hold no needle, and the needle that came, if one did. */
export interface NeedleHit {
  /** Everything before the needle, or everything that cannot begin one. */
  text: string;
  needle?: string;
  /** With `needle`: what came after it in the same push. */
  rest?: string;
}

/**
 * Looks for the first of several texts in a stream that comes in pieces of any size.
 *
 * Text that may be the beginning of a needle is held back until it is known; `flush` gives it free at the end.
 * Where two needles begin at one place the longer one that is complete wins; needles that begin earlier win over later.
 */
export class NeedleStream {
  readonly #needles: readonly string[];
  #held = "";

  /** `needles`: empty ones are ignored. */
  constructor(needles: readonly string[]) {
    this.#needles = needles.filter((needle) => needle.length > 0).toSorted((a, b) => b.length - a.length);
  }

  get holding(): boolean {
    return this.#held.length > 0;
  }

  /** After a hit nothing is held back: the caller decides what becomes of `rest`. */
  push(piece: string): NeedleHit {
    const text = this.#held + piece;
    this.#held = "";
    const hit = this.#firstHit(text);
    if (hit)
      return {
        text: text.slice(0, hit.at),
        needle: hit.needle,
        rest: text.slice(hit.at + hit.needle.length),
      };
    const free = text.length - this.#heldLength(text);
    this.#held = text.slice(free);
    return { text: text.slice(0, free) };
  }

  /** The text held back, which now cannot become a needle any more. */
  flush(): string {
    const text = this.#held;
    this.#held = "";
    return text;
  }

  #firstHit(text: string): { at: number; needle: string } | undefined {
    let first: { at: number; needle: string } | undefined;
    for (const needle of this.#needles) {
      const at = text.indexOf(needle);
      if (at >= 0 && (!first || at < first.at)) first = { at, needle };
    }
    return first;
  }

  /** Length of the longest end of `text` that begins some needle. */
  #heldLength(text: string): number {
    let longest = 0;
    for (const needle of this.#needles) {
      for (let length = Math.min(needle.length - 1, text.length); length > longest; length--) {
        if (text.endsWith(needle.slice(0, length))) longest = length;
      }
    }
    return longest;
  }
}
