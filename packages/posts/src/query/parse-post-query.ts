import { cleanLine } from "../clean-text.ts";
import type { ParsedPostQuery, QueryTerm } from "./parsed-query.ts";
import { type QueryPiece, queryPieces } from "./query-pieces.ts";
import { facetTerms, wordTerms } from "./query-terms.ts";

export const queryLengthMax = 512;
/** More makes no difference to a person, and all the difference to an index. */
const termsMax = 32;

/**
 * Reads the language of queries: words, "phrases", OR between two terms, -word, #tag, @user, $CASH, from:, lang:,
 * source:, has:, since: and until: (days in UTC, or ISO 8601). Several from:, lang: or source: are alternatives,
 * because nothing could hold two. Never throws: what cannot be understood is told in `problems` and left out.
 */
export function parsePostQuery(text: string): ParsedPostQuery {
  const reader = new QueryReader();
  if (text.length > queryLengthMax)
    reader.problems.push(`only the first ${queryLengthMax} characters are read`);
  let terms = 0;
  for (const piece of queryPieces(cleanLine(text.slice(0, queryLengthMax), queryLengthMax))) {
    if (++terms > termsMax) {
      reader.problems.push(`only the first ${termsMax} terms are looked for`);
      break;
    }
    reader.take(piece);
  }
  return reader.end();
}

class QueryReader {
  readonly problems: string[] = [];
  readonly #words: QueryTerm[][] = [];
  readonly #facets: { readonly operator: string; readonly terms: QueryTerm[] }[] = [];
  readonly #excluded: QueryTerm[] = [];
  #sinceMs: number | null = null;
  #untilMs: number | null = null;
  /** What stood last, and can be the left side of an OR. */
  #last: QueryTerm[] | null = null;
  #lastOperator: string | null = null;
  #joins = false;

  take(piece: QueryPiece): void {
    const { operator, text, quoted, minus } = piece;
    if (operator === null && !quoted && !minus && (text === "OR" || text === "AND")) {
      this.#joins = text === "OR" && this.#last !== null;
    } else if (operator === "since" || operator === "until") this.#takeTime(operator, piece);
    else {
      const terms = operator === null ? wordTerms(text, quoted) : facetTerms(operator, text);
      if (typeof terms === "string") this.problems.push(terms);
      else if (minus) this.#excluded.push(...terms);
      else if (terms.length > 0) this.#add(operator, terms);
      this.#joins = false;
    }
  }

  end(): ParsedPostQuery {
    return {
      words: this.#words,
      facets: this.#facets.map(({ terms }) => terms),
      excluded: this.#excluded,
      sinceMs: this.#sinceMs,
      untilMs: this.#untilMs,
      problems: this.problems,
    };
  }

  #add(operator: string | null, terms: QueryTerm[]): void {
    if (this.#joins && this.#lastOperator === operator) this.#last!.push(...terms);
    else if (operator === null) {
      if (this.#joins) this.problems.push("OR stands between two words, or between two of the same operator");
      for (const term of terms) this.#words.push([term]);
      this.#last = this.#words.at(-1)!;
    } else {
      const same = operator === "has" ? undefined : this.#facets.find((each) => each.operator === operator);
      if (same === undefined) this.#facets.push({ operator, terms });
      else same.terms.push(...terms);
      this.#last = same?.terms ?? terms;
    }
    this.#lastOperator = operator;
  }

  #takeTime(operator: "since" | "until", { text, minus }: QueryPiece): void {
    const atMs = minus ? null : momentOf(text);
    if (atMs === null) this.problems.push(`"${text}" is no day to search ${operator}; write 2026-05-31`);
    else if (operator === "since") this.#sinceMs = Math.max(this.#sinceMs ?? atMs, atMs);
    else this.#untilMs = Math.min(this.#untilMs ?? atMs, atMs);
  }
}

const moment = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/i;

/** A day begins at midnight in UTC, and so is a time without a zone meant. */
function momentOf(text: string): number | null {
  if (!moment.test(text)) return null;
  const ms = Date.parse(/T[\d:.]+$/i.test(text) ? `${text}Z` : text);
  return Number.isNaN(ms) ? null : ms;
}
