import { foldText, type SearchAnswer } from "@grok/posts";
import type { AskedWord } from "./asked-words.ts";
import { matterOf } from "./doubt-and-denial.ts";

/** A word of the question as it is looked for in posts. */
export interface SoughtWord {
  readonly word: AskedWord;
  /** log(1 + N / df): what finding it is worth. */
  readonly weight: number;
  /** Of "open", whether a text says anything of open and closed; null for most words. */
  readonly matter: ((text: string) => boolean) | null;
}

export interface ReadText {
  readonly terms: ReadonlySet<string>;
  readonly text: string;
}

/** Pairs of neighbours shift with every particle; so many of a word's make the word, and so many something like it. */
const pairsMin = 0.6;
const somePairsMin = 0.34;
/** What says which sort of answer is wanted need not stand in it. */
const kindWeight = 0.3;

/** `words` with their weights: how many posts hold them is known of the index where it told, else of `texts`. */
export function soughtWords(
  words: readonly AskedWord[],
  { posts, wordPosts }: Pick<SearchAnswer, "posts" | "wordPosts">,
  texts: readonly ReadText[],
): readonly SoughtWord[] {
  const told = new Map(wordPosts.map(({ word, posts: holding }) => [foldText(word), holding]));
  return words.map((word) => {
    const holding = told.get(foldText(word.text)) ?? texts.filter((text) => shareOf(word, text) > 0).length;
    const rarity = Math.log(1 + Math.max(posts, texts.length, 1) / Math.max(holding, 1));
    return {
      word,
      weight: word.isKind ? kindWeight * rarity : rarity,
      matter: word.isName ? null : matterOf(word.text),
    };
  });
}

/** How far `text` speaks of each word, 0 to 1; of its opposite as well, because "closed" answers whether it is open. */
export function creditsOf(words: readonly SoughtWord[], text: ReadText): readonly number[] {
  return words.map(({ word, matter }) => {
    const share = shareOf(word, text);
    if (share >= pairsMin) return (1 + share) / 2;
    if (matter?.(text.text)) return 1;
    return share >= somePairsMin ? share : 0;
  });
}

/** The weight of what is credited against the weight of all, 0 to 1; 1 where nothing is sought. */
export function coverOf(words: readonly SoughtWord[], credits: readonly number[]): number {
  if (words.length === 0) return 1;
  let [covered, whole] = [0, 0];
  for (const [at, { weight }] of words.entries()) {
    whole += weight;
    covered += weight * (credits[at] ?? 0);
  }
  return covered / whole;
}

/** Whether `text` names `word`. */
export function holdsWord(word: AskedWord, text: ReadText): boolean {
  return shareOf(word, text) >= pairsMin;
}

/** How many of a word's terms are there, 0 to 1. */
function shareOf({ text, terms: wanted }: AskedWord, { terms }: ReadText): number {
  // A single ideograph stands in pairs, never alone.
  if (/^\p{Script=Han}$/u.test(text)) return [...terms].some((term) => term.includes(text)) ? 1 : 0;
  return wanted.filter((term) => terms.has(term)).length / wanted.length;
}
