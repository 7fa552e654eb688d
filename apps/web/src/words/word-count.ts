/**
 * Words of a text, as a reader would count them: runs of letters and digits, and for Chinese, Japanese and Thai what
 * the browser's dictionary takes for a word. Where there is no dictionary, runs between spaces.
 */
export function countWords(text: string): number {
  if (typeof Intl.Segmenter !== "function")
    return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  let count = 0;
  for (const segment of new Intl.Segmenter(undefined, { granularity: "word" }).segment(text))
    if (segment.isWordLike) count++;
  return count;
}
