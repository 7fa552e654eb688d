import { detectLanguage } from "../language.ts";

/** Most suggestions that are shown. */
export const suggestionsMax = 3;

/** UTF-16 units that fit on one line of a suggestion: of an alphabet, and of Chinese, Japanese, Korean. */
const unitsMax = 90;
const ideographsMax = 40;

const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
/** Controls, marks of direction, lone surrogates. */
const unprintable = /[\p{Cc}\p{Cs}\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;
const address =
  /https?:|www\.|\b[\w.+-]+@[\w-]+\.\w|\b[\w-]{2,}\.(com|org|net|io|dev|cn|gov|edu|info|co|app|ai)\b|\]\(|<[a-z/!]/i;

/** Whether `suggestion` is one short printable line without an address. */
export function isShowable(suggestion: string): boolean {
  const units = ideograph.test(suggestion) ? ideographsMax : unitsMax;
  return (
    suggestion.length >= 4 &&
    suggestion.length <= units &&
    !unprintable.test(suggestion) &&
    !address.test(suggestion) &&
    /\p{L}{2}/u.test(suggestion)
  );
}

/** Whether `suggestion` asks again, in these or nearly these words, what `question` asked. */
export function restates(suggestion: string, question: string): boolean {
  const [said, asked] = [contentWords(suggestion), contentWords(question)];
  if (normalised(suggestion) === normalised(question)) return true;
  if (said.size === 0 || asked.size === 0) return false;
  const shared = [...said].filter((word) => asked.has(word)).length;
  const fresh = said.size - shared;
  if (ideograph.test(suggestion)) return shared > 0 && fresh <= shared / 3;
  return shared > 0 && (fresh <= shared / 3 || (shared >= 2 && fresh <= 1));
}

/** Whether `suggestion` says nothing that `question` did not say already. */
export function repeats(suggestion: string, question: string): boolean {
  if (normalised(suggestion) === normalised(question)) return true;
  const [said, asked] = [contentWords(suggestion), contentWords(question)];
  return said.size > 1 && [...said].every((word) => asked.has(word));
}

/** Two suggestions that differ in case, marks or small words alone are the same. */
export function sameSuggestion(a: string, b: string): boolean {
  if (normalised(a) === normalised(b)) return true;
  const [left, right] = [contentWords(a), contentWords(b)];
  return left.size > 0 && left.size === right.size && [...left].every((word) => right.has(word));
}

/** Whether `suggestion` is in `language`, as far as so few words tell. */
export function isIn(suggestion: string, language: string): boolean {
  const found = detectLanguage(suggestion);
  return language === "" || found === "" || found === language;
}

function normalised(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+#]+/gu, " ")
    .trim();
}

const smallWords = new Set(
  "a an the is are was were be been am do does did can could will would should shall may might must have has had to of in on at by for from with and or but if so as it its it's this that these those there i me my we our you your he she they them his her their what which who whom whose when where why how please tell me about explain more some any not no yes just also really very thing".split(
    " ",
  ),
);

/** The words that carry meaning, cut to their stems; in Chinese pairs of characters. */
function contentWords(text: string): Set<string> {
  const plain = normalised(text.slice(0, 2_000));
  const words = (plain.match(/[\p{L}\p{N}+#]+/gu) ?? []).flatMap((word) =>
    ideograph.test(word) ? pairs(word) : smallWords.has(word) ? [] : [stem(word)],
  );
  return new Set(words);
}

function pairs(word: string): string[] {
  const bare = word.replace(
    /什么|怎么|如何|为什么|怎样|哪些|哪里|请问|一下|的|了|吗|呢|是|有|在|和|与|我|你|给/gu,
    "",
  );
  const characters = [...bare];
  return characters.length === 1
    ? characters
    : characters.slice(1).map((second, at) => characters[at] + second);
}

function stem(word: string): string {
  return word.length > 4 ? word.replace(/(ies|ing|ed|es|s)$/, "") : word;
}
