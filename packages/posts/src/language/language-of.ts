// In which language a text is, from its script and its commonest words. Posts are short and sources are often wrong about
// them, or say nothing.

import { foldText } from "../words/fold-text.ts";
import { commonWords } from "./common-words.ts";

/** More of a text tells nothing new. */
const lengthMax = 600;

const latin = new Set([..."en de fr es pt it nl sv da no pl cs ro tr id fi hu vi".split(" ")]);
const cyrillic = new Set(["ru", "uk", "bg"]);
const arabic = new Set(["ar", "fa", "ur"]);

/** Letters that one language of a script has and its neighbours have not, before folding; each counts like a word. */
const tellingLetters: readonly (readonly [string, RegExp])[] = [
  ["de", /[ßäöü]/g],
  ["fr", /[çœêèàùâîô]|\b[ldjqnsc]['’](?=[a-zéèêà])/gi],
  ["es", /[ñ¿¡]|ción\b/gi],
  ["pt", /[ãõ]|ção\b|ções\b/gi],
  ["it", /[òì]|zione\b|\b(?:dell|nell|all|sull|un)['’]/gi],
  ["nl", /ij|aa(?=[a-z])|\bge[a-z]+d\b/gi],
  ["sv", /[äöå]/gi],
  ["da", /[æøå]/gi],
  ["no", /[æøå]/gi],
  ["pl", /[ąćęłńśźż]/gi],
  ["cs", /[ěřůčšž]/gi],
  ["ro", /[ășțşţ]/gi],
  ["tr", /[ğışİöüç]/g],
  ["hu", /[őűöüáé]/gi],
  ["fi", /[äö]|yy|kk(?=[aeiouyäö])/gi],
  ["vi", /[ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/gi],
  ["ru", /[ыэъё]/gi],
  ["uk", /[іїєґ]/gi],
  ["bg", /ъ(?=[а-я])|щ(?=[ое])/gi],
  ["fa", /[پچژگک]|ی(?![\u0600-\u06ff])/g],
  ["ur", /[ٹڈڑںےہھ]/g],
  ["ar", /[ةىإأ]|ي(?![\u0600-\u06ff])/g],
];

/** Scripts that one language alone is written in, as far as posts go. */
const scripts: readonly (readonly [string, RegExp])[] = [
  ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ["ko", /\p{Script=Hangul}/gu],
  ["zh", /\p{Script=Han}/gu],
  ["th", /\p{Script=Thai}/gu],
  ["he", /\p{Script=Hebrew}/gu],
  ["el", /\p{Script=Greek}/gu],
  ["hi", /\p{Script=Devanagari}/gu],
  ["bn", /\p{Script=Bengali}/gu],
  ["ta", /\p{Script=Tamil}/gu],
  ["te", /\p{Script=Telugu}/gu],
  ["ka", /\p{Script=Georgian}/gu],
  ["hy", /\p{Script=Armenian}/gu],
];

/**
 * The primary subtag of `text`'s language; "" where nothing tells. `hint` is what the source says ("" where nothing): it is
 * believed unless the script rules it out, or the words clearly speak for another language.
 */
export function languageOf(text: string, hint = ""): string {
  const plain = text.slice(0, lengthMax).replace(/https?:\/\/\S+|[@#$][\p{L}\p{N}_.-]+/gu, " ");
  const byScript = scriptLanguage(plain);
  if (typeof byScript === "string") return agrees(byScript, hint) ? hint : byScript;
  const scores = scoresOf(plain, byScript);
  let best = "";
  let bestScore = 0;
  let secondScore = 0;
  for (const [language, score] of scores)
    if (score > bestScore) {
      secondScore = bestScore;
      best = language;
      bestScore = score;
    } else if (score > secondScore) secondScore = score;
  const known = byScript.has(hint);
  if (hint !== "" && !known && !isOfOther(hint)) return bestScore >= 4 ? best : hint;
  if (!known) return bestScore > secondScore ? best : bestScore === 0 ? usualOf(byScript) : "";
  const hinted = scores.get(hint) ?? 0;
  return bestScore >= 3 && bestScore >= 2 * hinted + 1 ? best : hint;
}

/** A language, or those among which words must decide. */
function scriptLanguage(text: string): string | ReadonlySet<string> {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  if (isAscii(text)) return latin;
  const latinLetters = count(/\p{Script=Latin}/gu);
  const cyrillicLetters = count(/\p{Script=Cyrillic}/gu);
  const arabicLetters = count(/\p{Script=Arabic}/gu);
  let most = "";
  let mostCount = 0;
  for (const [language, pattern] of scripts) {
    // A sentence of Japanese may be Chinese characters in the main; one kana is enough to tell, for Chinese has none.
    const found = count(pattern) * (language === "ja" ? 6 : 1);
    if (found > mostCount) {
      most = language;
      mostCount = found;
    }
  }
  // Names and terms in Latin letters stand in texts of every script, and are longer than they weigh.
  if (mostCount > 0 && mostCount * 3 >= latinLetters && mostCount >= Math.max(cyrillicLetters, arabicLetters))
    return most;
  if (cyrillicLetters * 2 >= latinLetters && cyrillicLetters > arabicLetters) return cyrillic;
  return arabicLetters > 0 && arabicLetters * 2 >= latinLetters ? arabic : latin;
}

/** Languages that share a script of `scripts`: the source may know better. */
function agrees(language: string, hint: string): boolean {
  const family: Readonly<Record<string, string>> = { hi: "mr ne sa", he: "yi", zh: "yue", bn: "as" };
  return hint !== "" && (family[language] ?? "").split(" ").includes(hint);
}

/** Whose words most texts in a script are, where none of them tells. */
function usualOf(among: ReadonlySet<string>): string {
  return among === cyrillic ? "ru" : among === arabic ? "ar" : "";
}

/** Written in a script of its own, so that a text in another cannot be in it. */
function isOfOther(hint: string): boolean {
  return (
    scripts.some(([language]) => language === hint) || [latin, cyrillic, arabic].some((all) => all.has(hint))
  );
}

function scoresOf(text: string, among: ReadonlySet<string>): Map<string, number> {
  const scores = new Map<string, number>();
  const words = foldText(text).match(/[\p{L}\p{M}]+(?:['’][\p{L}]+)?/gu) ?? [];
  for (const language of among) {
    const common = commonWords.get(language)!;
    let score = 0;
    for (const word of words) if (common.has(word)) score++;
    scores.set(language, score);
  }
  if (isAscii(text) && among === latin) addLetters(text, scores, ["nl", "fr", "it", "fi"]);
  else addLetters(text, scores, [...among]);
  return scores;
}

function addLetters(text: string, scores: Map<string, number>, among: readonly string[]): void {
  for (const [language, pattern] of tellingLetters)
    if (among.includes(language)) {
      const found = Math.min(4, text.match(pattern)?.length ?? 0);
      scores.set(language, (scores.get(language) ?? 0) + found * 0.6);
    }
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
}
