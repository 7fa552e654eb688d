import type { AnswerSource } from "../answer-part.ts";

/** A mark "[n]" in a text: from `start` to `end` (exclusive), UTF-16 units. */
export interface CitedMark {
  readonly start: number;
  readonly end: number;
  readonly source: AnswerSource;
}

/** The marks of `text` that point to one of `sources`, in order. */
export function marksIn(text: string, sources: readonly AnswerSource[]): readonly CitedMark[] {
  if (sources.length === 0) return [];
  const numbered = new Map(sources.map((source) => [source.number, source]));
  return Array.from(text.matchAll(/\[(\d{1,4})\]/g)).flatMap((match) => {
    const source = numbered.get(Number(match[1]));
    return source === undefined ? [] : [{ start: match.index, end: match.index + match[0].length, source }];
  });
}

/** Addresses of everything that was looked at, each once. */
export function citationUrls(sources: readonly AnswerSource[]): string[] {
  return [...new Set(sources.map(({ url }) => url))];
}
