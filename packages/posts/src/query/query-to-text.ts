import type { ParsedPostQuery, QueryTerm } from "./parsed-query.ts";

/**
 * A text that `parsePostQuery` reads as the same query (problems aside): to show what was understood, and to keep a
 * search that was narrowed by fields.
 */
export function postQueryToText({ words, facets, excluded, sinceMs, untilMs }: ParsedPostQuery): string {
  return [
    ...words.map(alternatives),
    ...facets.map(alternatives),
    ...excluded.map((term) => `-${termText(term)}`),
    ...(sinceMs === null ? [] : [`since:${moment(sinceMs)}`]),
    ...(untilMs === null ? [] : [`until:${moment(untilMs)}`]),
  ].join(" ");
}

function alternatives(terms: readonly QueryTerm[]): string {
  return terms.map(termText).join(" OR ");
}

function termText({ text, quoted }: QueryTerm): string {
  return quoted ? `"${text}"` : text;
}

/** A day where it is one, else to the millisecond. */
function moment(ms: number): string {
  const text = new Date(ms).toISOString();
  return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text;
}
