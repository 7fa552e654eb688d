import type { MatchMode } from "./matches-post.ts";
import type { ParsedPostQuery, QueryTerm } from "./parsed-query.ts";
import { relaxQuery } from "./relax-query.ts";

/**
 * The query as SQLite's FTS5 takes it after MATCH, or null where it names nothing that must be there (an empty query,
 * or exclusions alone): rows have to be looked through then. Times and reposts are not in it. Tokens hold no quotes,
 * so nothing typed can become syntax.
 */
export function ftsQueryOf(query: ParsedPostQuery, mode: MatchMode = "all"): string | null {
  const { words, facets, excluded } = mode === "any" ? relaxQuery(query) : query;
  const required = [...words, ...facets].map(clause);
  if (required.length === 0) return null;
  const positive = required.join(" AND ");
  return excluded.length === 0 ? positive : `(${positive}) NOT ${clause(excluded)}`;
}

/** One term, as FTS5 takes it. */
export function ftsTerm({ tokens, prefix }: QueryTerm): string {
  return `"${tokens.join(" ")}"${prefix ? " *" : ""}`;
}

function clause(terms: readonly QueryTerm[]): string {
  return terms.length === 1 ? ftsTerm(terms[0]!) : `(${terms.map(ftsTerm).join(" OR ")})`;
}
