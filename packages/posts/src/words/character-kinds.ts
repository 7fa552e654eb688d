// What a character is to the index, looked up in a table that fills itself: a regular expression for every character
// of every post would cost more than all the rest.

export const separator = 1;
export const letter = 2;
/** Of a script without spaces, or of Korean: indexed as pairs. */
export const dense = 3;
/** A token of its own. */
export const picture = 4;
/** Half of a flag. */
export const flagLetter = 5;

const denseScripts =
  /^[\p{Script_Extensions=Han}\p{Script_Extensions=Hiragana}\p{Script_Extensions=Katakana}\p{Script_Extensions=Hangul}\p{Script_Extensions=Thai}\p{Script_Extensions=Lao}\p{Script_Extensions=Khmer}\p{Script_Extensions=Myanmar}]$/u;
const word = /^[\p{L}\p{N}\p{M}]$/u;
const pictures = /^\p{Extended_Pictographic}$/u;

const table = new Uint8Array(0x1_0000);

/** The kind of a code point, in text that has been folded. */
export function kindOf(codePoint: number): number {
  if (codePoint > 0xffff) return compute(codePoint);
  const known = table[codePoint]!;
  if (known !== 0) return known;
  const kind = compute(codePoint);
  table[codePoint] = kind;
  return kind;
}

function compute(codePoint: number): number {
  if (codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff) return flagLetter;
  const character = String.fromCodePoint(codePoint);
  if (word.test(character)) return denseScripts.test(character) ? dense : letter;
  return codePoint > 0xff && pictures.test(character) ? picture : separator;
}
