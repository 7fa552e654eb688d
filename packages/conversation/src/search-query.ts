import { ConversationError } from "./conversation-error.ts";
import { type Word, wordsOf } from "./search-words.ts";

/** Most UTF-16 units of a query. */
export const queryLengthMax = 1_000;

/** One thing that a text must hold to be found. */
export type QueryTerm =
  /** A word; with `prefix`, a word that begins so. */
  | { readonly type: "word"; readonly text: string; readonly prefix: boolean }
  /** Characters one after the other. */
  | { readonly type: "dense"; readonly characters: readonly string[] };

/**
 * What `query` asks for: every term must be found, in any order. The last word may be half typed. Empty where the
 * query holds no word. Nothing in a query is an operator. Throws "bad-input" for one that is too long.
 */
export function parseQuery(query: string): readonly QueryTerm[] {
  if (query.length > queryLengthMax)
    throw new ConversationError(
      "bad-input",
      `the query is ${query.length} UTF-16 units long, the limit is ${queryLengthMax}`,
    );
  const words = [...wordsOf(query.toWellFormed().normalize("NFC"))];
  const terms = new Map<string, QueryTerm>();
  for (const [at, word] of words.entries()) {
    const term = termOf(word, at === words.length - 1);
    terms.set(JSON.stringify(term), term);
  }
  return [...terms.values()];
}

function termOf(word: Word, last: boolean): QueryTerm {
  if (word.type === "word") return { type: "word", text: word.term.text, prefix: last };
  return { type: "dense", characters: word.terms.map((term) => term.text) };
}

/** [start, end) of each place where one of `terms` is found in `word`, with the number of that term. */
export function matchesIn(
  word: Word,
  terms: readonly QueryTerm[],
): { readonly term: number; readonly start: number; readonly end: number }[] {
  if (word.type === "word") {
    const { text, start, end } = word.term;
    const term = terms.findIndex(
      (each) => each.type === "word" && (each.prefix ? text.startsWith(each.text) : text === each.text),
    );
    return term === -1 ? [] : [{ term, start, end }];
  }
  return terms.flatMap((each, term) => {
    if (each.type === "word") return [];
    const length = each.characters.length;
    return word.terms.flatMap((first, at) => {
      const last = word.terms[at + length - 1];
      const found =
        last !== undefined && each.characters.every((character, i) => word.terms[at + i]?.text === character);
      return found ? [{ term, start: first.start, end: last.end }] : [];
    });
  });
}
