/** A word as the loop rule counts it, and where it stands in its text (UTF-16 units, end exclusive). */
export interface Word {
  /** Lower case, compared as it is. */
  key: string;
  start: number;
  end: number;
  /** One character of a script that writes without spaces. */
  single: boolean;
}

/** Scripts that put no spaces between words; each character counts as one. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const wordPattern = new RegExp(`${unspaced.source}|(?:(?!${unspaced.source})[\\p{L}\\p{M}\\p{N}_'’])+`, "gu");

/** The words of `text`, offset by `at`; punctuation and white space only part them. */
export function wordsOf(text: string, at = 0): Word[] {
  return Array.from(text.matchAll(wordPattern), (match) => ({
    key: match[0].toLowerCase(),
    start: at + match.index,
    end: at + match.index + match[0].length,
    single: unspaced.test(match[0]),
  }));
}

/** True if more text could still belong to the last word of `text`. */
export function endsWithinWord(text: string): boolean {
  return /[\p{L}\p{M}\p{N}_'’]$/u.test(text) && !unspaced.test(text.at(-1) ?? "");
}
