// biome-ignore lint/suspicious/noControlCharactersInRegex: the class of all ASCII characters begins with them.
const ascii = /^[\x00-\x7f]*$/;

/** `text` as it is compared: without case, width, ligatures and Latin diacritics. "Café" and "ＣＡＦＥ" are "cafe". */
export function foldText(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  // Up before down makes one of "ß" and "ss", and of the two small sigmas.
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .toUpperCase()
    .toLowerCase();
}
