// A parsed query in the language of OpenSearch. Pure: nothing that people type becomes syntax, for tokens are values.

import type { ParsedPostQuery, QueryTerm } from "@grok/posts";
import { indexToken } from "./words.ts";

export type Clause = Readonly<Record<string, unknown>>;

/** Bigrams that may follow from one character; Lucene takes 1,024 terms in a query at most. */
const prefixTermsMax = 500;

/** What must hold besides the words of a query. */
export interface Bounds {
  /** Only posts that arrived since then; null is all. */
  readonly arrivedSinceMs: number | null;
  /** Only posts of this order or an earlier one. */
  readonly orderMax?: number;
}

export function queryOf(query: ParsedPostQuery, bounds: Bounds): Clause {
  const { words, facets, excluded, sinceMs, untilMs } = query;
  return {
    bool: {
      must: words.map(anyOf),
      filter: [...facets.map(anyOf), ...range("created", { gte: sinceMs, lt: untilMs }), ...boundsOf(bounds)],
      must_not: excluded.map(termOf),
    },
  };
}

export function boundsOf({ arrivedSinceMs, orderMax }: Bounds): Clause[] {
  return [...range("@timestamp", { gte: arrivedSinceMs }), ...range("order", { lte: orderMax ?? null })];
}

/** Posts that hold `term`, in the order of its tokens. */
export function termOf({ tokens, prefix }: QueryTerm): Clause {
  const words = tokens.map(indexToken);
  const [only] = words;
  if (words.length === 1) return prefix ? { prefix: { words: only } } : { term: { words: only } };
  const phrase = { query: words.join(" "), analyzer: "whitespace" };
  return prefix
    ? { match_phrase_prefix: { words: { ...phrase, max_expansions: prefixTermsMax } } }
    : { match_phrase: { words: phrase } };
}

function anyOf(terms: readonly QueryTerm[]): Clause {
  return terms.length === 1
    ? termOf(terms[0]!)
    : { bool: { should: terms.map(termOf), minimum_should_match: 1 } };
}

function range(field: string, limits: Readonly<Record<string, number | null>>): Clause[] {
  const set = Object.entries(limits).filter(([, limit]) => limit !== null);
  // Documents hold whole milliseconds, queries may name parts of one.
  const whole = set.map(([name, limit]) => [name, name === "lte" ? Math.floor(limit!) : Math.ceil(limit!)]);
  return set.length === 0 ? [] : [{ range: { [field]: Object.fromEntries(whole) } }];
}
