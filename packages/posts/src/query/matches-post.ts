import type { Post } from "../post.ts";
import { postTokens } from "../words/post-words.ts";
import type { ParsedPostQuery, QueryTerm } from "./parsed-query.ts";
import { relaxQuery } from "./relax-query.ts";

/** How much of a query must hold: `all` of it, or `any` of its words (facets, exclusions and times always). */
export type MatchMode = "all" | "any";

/** Whether `post` is what `query` asks for: the truth that every index is held to. A repost never is. */
export function matchesPost(query: ParsedPostQuery, post: Post, mode: MatchMode = "all"): boolean {
  if (post.repostOf !== "") return false;
  if (query.sinceMs !== null && post.createdAtMs < query.sinceMs) return false;
  if (query.untilMs !== null && post.createdAtMs >= query.untilMs) return false;
  const { words, facets, excluded } = mode === "any" ? relaxQuery(query) : query;
  if (words.length + facets.length + excluded.length === 0) return true;
  const tokens = postTokens(post);
  const holds = (clause: readonly QueryTerm[]) => clause.some((term) => holdsTerm(tokens, term));
  return words.every(holds) && facets.every(holds) && !holds(excluded);
}

/** How often `term` stands in `tokens`. */
export function countTerm(tokens: readonly string[], term: QueryTerm): number {
  let count = 0;
  for (let at = 0; at + term.tokens.length <= tokens.length; at++) if (standsAt(tokens, at, term)) count++;
  return count;
}

function holdsTerm(tokens: readonly string[], term: QueryTerm): boolean {
  for (let at = 0; at + term.tokens.length <= tokens.length; at++)
    if (standsAt(tokens, at, term)) return true;
  return false;
}

function standsAt(tokens: readonly string[], at: number, { tokens: wanted, prefix }: QueryTerm): boolean {
  const last = wanted.length - 1;
  for (let i = 0; i <= last; i++) {
    const here = tokens[at + i]!;
    if (prefix && i === last ? !here.startsWith(wanted[i]!) : here !== wanted[i]) return false;
  }
  return true;
}
