/** Which way a text runs and, where the script tells, what language it is in. Judgements on a sample. */

import type { TextDirection } from "./markdown-tree.ts";

/** How much of a text is looked at, in UTF-16 units. */
const sampleCharsMax = 1200;

const rightToLeft = /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}/u;

/** The direction of the first letter that has one, as `dir="auto"` finds it. */
export function directionOf(text: string): TextDirection {
  const letter = /\p{L}/u.exec(text.slice(0, sampleCharsMax));
  return letter !== null && rightToLeft.test(letter[0]) ? "rtl" : "ltr";
}

/**
 * A BCP 47 tag for text that is mostly in a script with typographic rules of its own, else `undefined`:
 * Latin letters do not tell a language.
 */
export function languageOf(text: string): string | undefined {
  const sample = text.slice(0, sampleCharsMax);
  if (!/[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(sample)) return undefined;
  const count = (pattern: RegExp) => sample.match(pattern)?.length ?? 0;
  const letters = count(/\p{L}/gu);
  const han = count(/\p{Script=Han}/gu);
  const kana = count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const hangul = count(/\p{Script=Hangul}/gu);
  const arabic = count(/\p{Script=Arabic}/gu);
  const hebrew = count(/\p{Script=Hebrew}/gu);
  // One Chinese character says about as much as three Latin letters.
  if ((han + kana) * 3 > letters - han - kana && han + kana >= hangul) {
    if (kana * 8 > han) return "ja";
    return han > 0 ? chineseOf(sample) : undefined;
  }
  if (hangul * 2 > letters) return "ko";
  if (arabic * 2 > letters) return /[پچژگکی]/.test(sample) ? "fa" : "ar";
  return hebrew * 2 > letters ? "he" : undefined;
}

/** Frequent characters that only one of the two ways of writing Chinese has. */
function chineseOf(sample: string): string {
  const simplified =
    sample.match(/[们这说时对会来为国学过没还让吗么问题应该关从两开边发现经实车东长门间]/g)?.length ?? 0;
  const traditional =
    sample.match(/[們這說時對會來為國學過沒還讓嗎麼問題應該關從兩開邊發現經實車東長門間]/g)?.length ?? 0;
  return traditional > simplified ? "zh-Hant" : "zh-Hans";
}
