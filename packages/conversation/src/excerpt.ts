import { matchesIn, type QueryTerm } from "./search-query.ts";
import { wordsOf } from "./search-words.ts";

/** Most UTF-16 units of an excerpt, the marks for what is left out included. */
export const excerptLengthMax = 240;

/** How far behind the first match a better place is looked for; keeps a message of 1 MiB cheap. */
const lookaheadMax = 8_000;
const leadLength = 60;

export interface Excerpt {
  /** One line; "…" stands where something is left out. */
  readonly excerpt: string;
  /** [start, end) pairs in `excerpt`, in order, flat. */
  readonly matches: readonly number[];
}

/** The place of `text` that shows most of `terms`, the first of equals; its beginning where none is found. */
export function excerptOf(text: string, terms: readonly QueryTerm[]): Excerpt {
  const whole = text.normalize("NFC");
  const found = findMatches(whole, terms);
  const first = found[bestPlace(found)];
  const start = first === undefined ? 0 : startBefore(whole, first.start);
  const head = start > 0 ? "…" : "";
  let end = Math.min(whole.length, start + excerptLengthMax - head.length);
  if (end < whole.length) end = notInsidePair(whole, end - 1);
  const tail = end < whole.length ? "…" : "";
  const offset = head.length - start;
  return {
    excerpt: head + whole.slice(start, end).replace(/\s/g, " ") + tail,
    matches: merged(found.filter((match) => match.start >= start && match.end <= end)).flatMap((match) => [
      match.start + offset,
      match.end + offset,
    ]),
  };
}

interface Match {
  readonly term: number;
  readonly start: number;
  readonly end: number;
}

function findMatches(text: string, terms: readonly QueryTerm[]): Match[] {
  const found: Match[] = [];
  for (const word of wordsOf(text)) {
    for (const match of matchesIn(word, terms)) found.push(match);
    const at = word.type === "word" ? word.term.start : (word.terms[0]?.start ?? 0);
    const first = found[0];
    if (first !== undefined && at > first.start + lookaheadMax) break;
  }
  return found.sort((left, right) => left.start - right.start || right.end - left.end);
}

/** Index of the match after which, within one excerpt, most different terms follow. */
function bestPlace(found: readonly Match[]): number {
  let best = 0;
  let bestTerms = 0;
  for (const [at, from] of found.entries()) {
    const terms = new Set<number>();
    for (let next = at; next < found.length; next++) {
      const match = found[next]!;
      if (match.end > from.start + excerptLengthMax - leadLength) break;
      terms.add(match.term);
    }
    if (terms.size > bestTerms) [best, bestTerms] = [at, terms.size];
  }
  return best;
}

/** Some way before `at`, at the beginning of a word where there is one. */
function startBefore(text: string, at: number): number {
  if (at <= leadLength) return 0;
  const from = at - leadLength;
  const space = text.slice(from, at).search(/\s/);
  return space === -1 ? notInsidePair(text, from) : from + space + 1;
}

/** `at`, or one less where it would cut a surrogate pair. */
export function notInsidePair(text: string, at: number): number {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00 ? at - 1 : at;
}

/** Without those that overlap an earlier one. */
function merged(matches: readonly Match[]): Match[] {
  const kept: Match[] = [];
  for (const match of matches) if (match.start >= (kept.at(-1)?.end ?? 0)) kept.push(match);
  return kept;
}
