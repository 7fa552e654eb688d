import { numbersIn } from "./answer-type.ts";
import { isDenial, isDoubtful } from "./doubt-and-denial.ts";
import { isFunctionWord, withoutChineseFunctionWords } from "./function-words.ts";
import type { Passage } from "./passages.ts";
import { postSentences } from "./post-sentences.ts";
import { termsOf } from "./terms.ts";

/** A sentence of a model's, and what of the posts it rests on. */
export type Support =
  | {
      readonly type: "supported";
      readonly sources: readonly { readonly at: number; readonly quote: string }[];
    }
  /** `at`: the first post that it names, for a quotation in its place; null where it names none that there is. */
  | { readonly type: "unsupported"; readonly at: number | null };

const mark = /[[【]\s*(\d{1,2}(?:\s*[,，、]\s*\d{1,2})*)\s*[\]】]/g;

/** Words that bind a report together and add nothing to it. */
const binding: ReadonlySet<string> = new Set(
  termsOf(
    `according account accounts user users author authors one two several various multiple other both state states stated
     write writes wrote written note notes noted add adds added confirm describe describes described share shares shared
     claim claims claimed suggest suggests suggested indicate indicates indicated however meanwhile although whereas different
     differ differs while also additionally overall summary answer question source sources currently time local`,
  ),
);

/** Markup, addresses, brackets that are no marks: nothing of it belongs in a sentence that rests on posts. */
const markup = /https?:|www\.|\S@\S|[<>`|\\[\]{}]|^\s*#/i;

/** Which posts `sentence` cites, as places in a list of `count`, in order; null where a mark names none of them. */
export function marksIn(sentence: string, count: number): readonly number[] | null {
  const numbers = [...sentence.matchAll(mark)].flatMap(([, list = ""]) => list.split(/[,，、]/).map(Number));
  if (numbers.some((number) => number < 1 || number > count)) return null;
  return [...new Set(numbers)].map((number) => number - 1);
}

export function withoutMarks(sentence: string): string {
  return sentence
    .replace(mark, "")
    .replace(/\s+(?=[.!?,;。！？，；])/g, "")
    .trim();
}

/**
 * Whether every word, number and name of `sentence` stands in the posts that it cites or in the question, in an order
 * and with the doubt and denial that it has there. Word for word alone would not do: "the rate is 4.25 %" stands in
 * "analysts expect that the rate is 4.25 %". Errs on the side of refusing, because a quotation is always at hand.
 */
export function checkSupport(sentence: string, question: string, offered: readonly Passage[]): Support {
  const cited = marksIn(sentence, offered.length);
  const at = cited?.[0] ?? null;
  const refused: Support = { type: "unsupported", at };
  if (cited === null || cited.length === 0) return refused;
  const said = withoutMarks(sentence);
  if (markup.test(said)) return refused;
  const language = /\p{Script=Han}/u.test(said) ? "zh" : "en";
  const terms = contentTerms(said, language);
  if (terms.length === 0) return refused;
  const posts = cited.map((place) => offered[place]!.post);
  const held = new Set(
    posts.flatMap(({ text, author }) => [...termsOf(text), ...termsOf(`${author.handle} ${author.name}`)]),
  );
  const askedTerms = new Set(termsOf(question));
  if (terms.some((term) => !held.has(term) && !askedTerms.has(term) && !binding.has(term))) return refused;
  const numbers = new Set(posts.flatMap(({ text }) => numbersIn(text)));
  if (numbersIn(said).some((number) => !numbers.has(number))) return refused;
  const sources = cited.map((place) => ({ at: place, quote: nearest(terms, offered[place]!) }));
  const quotes = sources.map(({ quote }) => quote);
  if (quotes.some((quote) => isDoubtful(quote)) && !isDoubtful(said)) return refused;
  if (quotes.every((quote) => isDenial(quote) !== isDenial(said))) return refused;
  if (!quotes.some((quote) => keepsOrder(said, quote))) return refused;
  return { type: "supported", sources };
}

function contentTerms(text: string, language: "en" | "zh"): string[] {
  const read = language === "zh" ? withoutChineseFunctionWords(text) : text;
  return termsOf(
    read.replace(/[\p{L}\p{N}'’]+/gu, (word) => (isFunctionWord(word.toLowerCase(), language) ? " " : word)),
  );
}

/** The passage of the post that shares most with what is said. */
function nearest(terms: readonly string[], { post, quote }: Passage): string {
  let [best, most] = [quote, -1];
  for (const each of [...postSentences(post.text), quote]) {
    const own = new Set(termsOf(each));
    const shared = terms.filter((term) => own.has(term)).length;
    if (shared > most) [best, most] = [each, shared];
  }
  return best;
}

/** Names that both hold stand in the same order, so that nobody who beat becomes the beaten. */
function keepsOrder(said: string, quote: string): boolean {
  const names = [
    ...new Set([...said.matchAll(/(?<![.!?]\s|^)\p{Lu}[\p{L}\p{N}'’-]+/gu)].map(([name]) => name)),
  ];
  const places = names.map((name) => quote.indexOf(name)).filter((place) => place >= 0);
  return places.every((place, at) => at === 0 || place >= places[at - 1]!);
}
