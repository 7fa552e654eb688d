// How text becomes something that can be searched, for every store alike. Scripts that put spaces between words are
// cut at everything that is no letter, mark or digit; scripts that do not (Chinese, Japanese, Thai ...) and Korean,
// whose words carry their grammar with them, are taken character by character, so that an index can hold pairs of
// neighbours. Case, width and diacritics do not count: "Café", "CAFE" and "ＣＡＦＥ" are one word.

/** A stretch of `text.normalize("NFC")`, [start, end) in UTF-16 units, and what it is compared as. */
export interface Term {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A word, or the characters of an unbroken stretch of a script without spaces. */
export type Word =
  | { readonly type: "word"; readonly term: Term }
  | { readonly type: "dense"; readonly terms: readonly Term[] };

/** Longer words (keys, hashes, base64) are compared by their beginning. */
const wordLengthMax = 64;

const dense =
  "[[\\p{L}\\p{N}\\p{M}]&&[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Hangul}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}]]";
const either = new RegExp(`(${dense}+)|[[\\p{L}\\p{N}\\p{M}]--${dense}]+`, "gv");
/** A character with its marks, the half-width Japanese voicing marks among them. */
const cluster = /[\s\S][\p{M}\uff9e\uff9f]*/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the class of all ASCII characters begins with them.
const ascii = /^[\x00-\x7f]*$/;

/** The words of `text` in order. `text` must be in NFC for the offsets to hold. */
export function* wordsOf(text: string): Generator<Word, void, undefined> {
  for (const match of text.matchAll(either)) {
    const start = match.index;
    if (match[1] === undefined)
      yield { type: "word", term: { text: fold(match[0]), start, end: start + match[0].length } };
    else yield { type: "dense", terms: clustersOf(match[0], start) };
  }
}

/** `text` as words separated by single spaces, dense stretches as pairs of neighbours and their last character. */
export function indexText(text: string): string {
  const words: string[] = [];
  for (const word of wordsOf(text.normalize("NFC"))) {
    if (word.type === "word") words.push(word.term.text);
    else words.push(...pairs(word.terms.map((term) => term.text)));
  }
  return words.join(" ");
}

/** Characters of a dense stretch as an index holds them: "abc" is "ab", "bc", "c". */
function pairs(characters: readonly string[]): string[] {
  return characters.map((character, at) => character + (characters[at + 1] ?? ""));
}

function clustersOf(text: string, from: number): Term[] {
  const terms: Term[] = [];
  for (const match of text.matchAll(cluster)) {
    const start = from + match.index;
    terms.push({ text: fold(match[0]), start, end: start + match[0].length });
  }
  return terms;
}

function fold(text: string): string {
  const cut = text.length > wordLengthMax ? text.slice(0, wordLengthMax).toWellFormed() : text;
  if (ascii.test(cut)) return cut.toLowerCase();
  // Up before down makes one of "ß" and "ss", and of the two small sigmas.
  return cut
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .toUpperCase()
    .toLowerCase();
}
