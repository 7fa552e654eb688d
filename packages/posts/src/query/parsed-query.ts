/** Tokens that stand one after the other in a post. */
export interface QueryTerm {
  /** As typed, for people, without quotes: `first-quarter moon`, `#rust`, `from:mira`. */
  readonly text: string;
  /** It stood in quotes: never taken apart. */
  readonly quoted: boolean;
  /** At least one. */
  readonly tokens: readonly string[];
  /** The last token may go on: a single character of a script without spaces, after other words. */
  readonly prefix: boolean;
}

/** What a query asks for. All of `words` and `facets` must hold, of each one alternative; none of `excluded` may. */
export interface ParsedPostQuery {
  /** Words, phrases, emoji, tags, mentions and cash tags. */
  readonly words: readonly (readonly QueryTerm[])[];
  /** Authors, languages, sources, media: they narrow, and are never given up for a better yield. */
  readonly facets: readonly (readonly QueryTerm[])[];
  readonly excluded: readonly QueryTerm[];
  /** Inclusive. */
  readonly sinceMs: number | null;
  /** Exclusive. */
  readonly untilMs: number | null;
  /** What could not be understood and was left out, in words for people. */
  readonly problems: readonly string[];
}
