/** What separates words; other white space counts as a control character, as in the reference. */
const spoken = /[^\t\n\r\p{Z}]+/gu;
/** Unassigned characters stay: they make a word unknown, as in the reference. */
const unspeakable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\uFFFD]/gu;
const accents = /\p{Mn}/gu;
/** Punctuation and Chinese characters are words of their own; the odd range ends are the reference's. */
const alone =
  "[\\p{P}$+<=>^`|~\\u4E00-\\u9FFF\\u3400-\\u4DBF\\u{20000}-\\u{2A6DF}\\u{2A700}-\\u{2B73F}" +
  "\\u{2B740}-\\u{2B81F}\\u{2B920}-\\u{2CEAF}\\uF900-\\uFAFF\\u{2F800}-\\u{2FA1F}]";
const words = new RegExp(`${alone}|[^${alone.slice(1, -1)}]+`, "gu");

/**
 * The words of a text, without control characters, accents and case; found as they are asked for, so that the
 * rest of a text that is too long costs nothing. Korean syllables come as their jamo (NFD), as the vocabulary has them.
 */
export function* splitWords(text: string): Generator<string> {
  for (const [raw] of text.matchAll(spoken)) {
    const clean = raw.replace(unspeakable, "").normalize("NFD").replace(accents, "");
    for (const [word] of clean.matchAll(words)) yield lower(word);
  }
}

/** Letter by letter: JavaScript alone would write the sigma at a word's end differently. */
function lower(word: string): string {
  return word.replaceAll("\u03A3", "\u03C3").toLowerCase();
}
