import { foldText } from "@grok/posts";
import { isFunctionWord, withoutChineseFunctionWords } from "./function-words.ts";
import { termsOf } from "./terms.ts";

/** One thing that an answer has to be about. */
export interface AskedWord {
  /** As it was typed, without quotes: "Leonids", "#rust", "first quarter". */
  readonly text: string;
  /** What it is found by in a text; all of one word at once, see `termsOf`. Never empty. */
  readonly terms: readonly string[];
  /** A name, tag or quoted phrase: an answer without it is about something else. */
  readonly isName: boolean;
  readonly isPhrase: boolean;
  /** Says what sort of answer is wanted ("which team", "the cost"), and need not stand in it. */
  readonly isKind: boolean;
}

const kinds =
  /^(?:cost|costs|price|prices|score|result|results|magnitude|number|percentage|percent|reason|latest|update|updates|name|place|amount|震级|价格|票价|比分)$/i;

/** Single ideographs that mean something by themselves. */
const single = /^[赢输胜败死伤涨跌停开关塌]$/u;

const wordsMax = 12;
/** Longer ones are keys and hashes, or no words at all. */
const wordUnitsMax = 60;

const japaneseParticles = /[はがをにへとでのも、？か]|です|ます|ました|でした|どこ|いつ|誰|何|なぜ/g;

/**
 * The words of `question` that carry what it is about, in order, each once. Small words, question words and words of
 * saying are left out; what stands in quotes stays together.
 */
export function askedWords(question: string, language: string): readonly AskedWord[] {
  const found: AskedWord[] = [];
  const plain = question
    .replace(/["“„«「『]([^"“”„»」』]{2,60})["”“»」』]/g, (_, phrase: string) => {
      add(found, { text: phrase.trim(), isName: true, isPhrase: true, isKind: false });
      return " ";
    })
    .replace(/https?:\/\/\S+/g, " ")
    .replace(/\bcall(?:ed|s|ing)? off\b/gi, "cancelled");
  const prose =
    language === "zh"
      ? withoutChineseFunctionWords(plain)
      : language === "ja"
        ? plain.replace(japaneseParticles, " ")
        : plain;
  const sort = /\b(?:which|what|whose|how)\s+(\p{Ll}+)\b/iu.exec(question)?.[1] ?? "";
  const pieces = prose.matchAll(/[#$@]?[\p{L}\p{N}\p{M}_]+(?:['’.&+-][\p{L}\p{N}\p{M}_]+)*[+#%]*/gu);
  let isFirst = true;
  for (const { 0: piece } of pieces) {
    const text = piece
      .replace(/['’]s$/i, "")
      .slice(0, wordUnitsMax)
      .toWellFormed();
    const folded = foldText(text);
    const isMarked = /^[#$@]/.test(text);
    if (isMarked || !isFunctionWord(folded, language)) {
      const isCapital = /^\p{Lu}/u.test(text) && (!isFirst || /^\p{Lu}{2,}$/u.test(text));
      // German writes every noun so, and a shout is no list of names.
      const isName = isMarked || /\p{N}/u.test(text) || (isCapital && language !== "de");
      add(found, { text, isName, isPhrase: false, isKind: text === sort || kinds.test(text) });
    }
    isFirst = false;
  }
  return found.slice(0, wordsMax);
}

function add(found: AskedWord[], word: Omit<AskedWord, "terms">): void {
  const terms = termsOf(word.text);
  // A single ideograph between two words that were taken out is mostly the rest of a third.
  if (terms.length === 0 || (/^\p{Script=Han}$/u.test(word.text) && !single.test(word.text))) return;
  const key = terms.join(" ");
  if (!found.some((each) => each.terms.join(" ") === key)) found.push({ ...word, terms });
}
