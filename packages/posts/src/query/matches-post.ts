import type { Post } from "../post.ts";
import { postTokens } from "../words/post-words.ts";
import type { ParsedPostQuery, QueryTerm } from "./parsed-query.ts";

/** How much of a query must hold: `all` of it, or `any` of its words (facets, exclusions and times always). */
export type MatchMode = "all" | "any";

/** Whether `post` is what `query` asks for: the truth that every index is held to. */
export function matchesPost(query: ParsedPostQuery, post: Post, mode: MatchMode = "all"): boolean {
  if (query.sinceMs !== null && post.createdAtMs < query.sinceMs) return false;
  if (query.untilMs !== null && post.createdAtMs >= query.untilMs) return false;
  const tokens = postTokens(post);
  const holds = (clause: readonly QueryTerm[]) => clause.some((term) => holdsTerm(tokens, term));
  const words = mode === "any" && query.words.length > 0 ? query.words.some(holds) : query.words.every(holds);
  return words && query.facets.every(holds) && !holds(query.excluded);
}

/** How often `term` stands in `tokens`. */
export function countTerm(tokens: readonly string[], { tokens: wanted, prefix }: QueryTerm): number {
  let count = 0;
  for (let at = 0; at + wanted.length <= tokens.length; at++) {
    const found = wanted.every((token, i) => {
      const here = tokens[at + i]!;
      return prefix && i === wanted.length - 1 ? here.startsWith(token) : here === token;
    });
    if (found) count++;
  }
  return count;
}

function holdsTerm(tokens: readonly string[], term: QueryTerm): boolean {
  return countTerm(tokens, term) > 0;
}
