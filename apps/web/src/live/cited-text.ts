// A reply's marks "[1]" as the footnotes that the page draws: a mark becomes a reference, and the passage it leads to a
// note in the margin. Code is left alone, and so is every number that cites nothing.

import type { Citation } from "@grok/conversation";
import type { Fate } from "../state/live-post.ts";
import { postKeyOf } from "../state/live-post.ts";

export interface CitationWords {
  readonly quote: (text: string) => string;
  readonly deleted: string;
  readonly where: (source: string, atMs: number) => string;
}

const codeOrMark = /(^|\n)(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:\n\2[^\n]*|$)|`+[^`\n]*`+|\[(\d{1,3})\](?![([:])/g;

/** Each mark that cites something grows by so many characters. */
const grownBy = 1;

/** `text` with references for its marks; the notes they lead to only with `ended`, since a text that grows must go on from the one before. */
export function citedText(
  text: string,
  citations: readonly Citation[],
  fates: Readonly<Record<string, Fate>>,
  words: CitationWords,
  ended: boolean,
): string {
  if (citations.length === 0) return text;
  const known = new Set(citations.map(({ number }) => String(number)));
  const marked = text.replace(codeOrMark, (whole, _line, _fence, number: string | undefined) =>
    number !== undefined && known.has(number) ? `[^${number}]` : whole,
  );
  if (!ended) return marked;
  const notes = citations.map((citation) => `[^${citation.number}]: ${noteOf(citation, fates, words)}`);
  return `${marked}\n\n${notes.join("\n\n")}\n`;
}

/** Where a place of the cited text stands in the text itself. */
export function placeInText(text: string, citations: readonly Citation[], place: number): number {
  const known = new Set(citations.map(({ number }) => String(number)));
  let grown = 0;
  for (const match of text.matchAll(codeOrMark)) {
    if (match[3] === undefined || !known.has(match[3])) continue;
    if (match.index + grown >= place) break;
    grown += grownBy;
  }
  return place - grown;
}

function noteOf(
  { source, sourceId, author, handle, quote, url, postedAtMs }: Citation,
  fates: Readonly<Record<string, Fate>>,
  words: CitationWords,
): string {
  const said = escaped(words.where(source, postedAtMs));
  const where = url === "" ? said : `[${said}](<${url.replace(/[<>\s]/g, encodeURIComponent)}>)`;
  const isGone = fates[postKeyOf(source, sourceId)] === "deleted";
  const passage = isGone ? `*${escaped(words.deleted)}*` : escaped(words.quote(quote.replace(/\s+/g, " ")));
  // Where it was said stands on a line of its own.
  return `**${escaped(author || handle || "?")}**: ${passage}\\\n    ${where}`;
}

/** Somebody else's words, in which nothing is to be taken for Markdown. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+\-.!|~$^&:=@"']/g, "\\$&").replace(/\s+/g, " ");
}
