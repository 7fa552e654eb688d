import type { ParsedPostQuery, QueryTerm } from "./parsed-query.ts";
import { phrase } from "./query-terms.ts";

/** An index looks each of them up; more than so many find no better posts. */
const alternativesMax = 64;

/**
 * The query that any one of the words satisfies; what narrows, excludes and dates holds as before. What was not in
 * quotes is taken apart, so that a sentence in a script without spaces finds what shares some of its pairs.
 */
export function relaxQuery(query: ParsedPostQuery): ParsedPostQuery {
  const terms = new Map<string, QueryTerm>();
  for (const term of query.words.flat())
    for (const part of partsOf(term)) terms.set(part.tokens.join(" "), part);
  return { ...query, words: terms.size === 0 ? [] : [[...terms.values()].slice(0, alternativesMax)] };
}

function partsOf(term: QueryTerm): QueryTerm[] {
  if (term.quoted || term.tokens.length === 1) return [term];
  return term.tokens.map((token) => phrase(token, false, [token]));
}
