/** Scripts that are written without spaces between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** A line break, space, a run of letters and figures, or one other character. */
const tokens = /\r\n?|\n|[^\S\r\n]+|[\p{L}\p{M}\p{N}_]+|./gsu;

/**
 * A text as the pieces in which two texts are compared: words, spaces, marks. Joined they are the text again. Where a
 * script has no spaces, words are what the platform's dictionary takes for them.
 */
export function tokensOf(text: string): string[] {
  const found = text.match(tokens) ?? [];
  if (!unspaced.test(text) || typeof Intl.Segmenter !== "function") return found;
  const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
  return found.flatMap((token) =>
    unspaced.test(token) && token.length > 1
      ? Array.from(segmenter.segment(token), ({ segment }) => segment)
      : [token],
  );
}

/** A text as its lines, each with its break. Joined they are the text again. */
export function linesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n?|\n)|[^\r\n]+$/g) ?? [];
}
