import type { PostQuery } from "../live-index.ts";

/** Tokens that stand one after the other in a post. */
export interface QueryTerm {
  /** As typed, for people: `first-quarter moon`, `#rust`. */
  readonly text: string;
  /** At least one. */
  readonly tokens: readonly string[];
  /** The last token may go on: a single character of a script without spaces. */
  readonly prefix: boolean;
}

/** What a query asks for. All of `words` and `facets` must hold, of each one alternative; none of `excluded` may. */
export interface ParsedPostQuery {
  readonly words: readonly (readonly QueryTerm[])[];
  /** Authors, tags of language and the like: they narrow, and are never given up for a better yield. */
  readonly facets: readonly (readonly QueryTerm[])[];
  readonly excluded: readonly QueryTerm[];
  /** Inclusive. */
  readonly sinceMs: number | null;
  /** Exclusive. */
  readonly untilMs: number | null;
  /** What could not be understood and was left out, in words for people. */
  readonly problems: readonly string[];
}

export type QueryFields = Omit<PostQuery, "text" | "order" | "limit" | "after" | "budgetMs">;
