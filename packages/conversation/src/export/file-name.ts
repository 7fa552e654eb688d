/** Longest name in UTF-8 that is safe everywhere, with room for what is appended. */
const bytesMax = 120;

/**
 * `text` as part of a file's name: on one line, without what file systems or links in notes give a meaning, cut
 * between characters. Empty where nothing is left.
 */
export function fileNamePart(text: string): string {
  const clean = text
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\p{C}\\/:*?"<>|#^[\]{}%`]+/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+/, "");
  let name = "";
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(
    clean.slice(0, 200),
  )) {
    bytes += segment.length * 3;
    if (name.length >= 60 || bytes > bytesMax * 1.5) break;
    name += segment;
  }
  return name.replace(/[. ]+$/, "");
}
