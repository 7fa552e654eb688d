/** ASCII, kana, and the characters of Chinese with their signs: folding leaves them alone, but for the case of ASCII. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the class of all ASCII characters begins with them.
const plain = /^[\x00-\x7f\u2018-\u201f\u3001-\u3035\u3041-\u3096\u30a0-\u30fe\u3400-\u9fff]*$/;

/**
 * Marks that people leave out as they please: accents of Latin, Greek and Cyrillic, the vowels and lengthening strokes
 * of Arabic, the points of Hebrew. Joiners, the selectors of how an emoji is drawn, and its skin tones.
 */
const passedOver =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u065f\u0670]|[\ufe00-\ufe0f]|\u200d|[\u{1f3fb}-\u{1f3ff}]/gu;

/** `text` as it is compared: without case, width, ligatures and accents. "Café" and "ＣＡＦＥ" are "cafe". */
export function foldText(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  // Up and down makes one of "ß", "ẞ" and "ss", and of the two small sigmas.
  return text
    .normalize("NFKD")
    .replace(passedOver, "")
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize("NFC");
}
