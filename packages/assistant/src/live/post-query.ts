import { type PostQuery, postQueryToText, readPostQuery } from "@grok/posts";
import type { AskedWord } from "./asked-words.ts";
import type { PostAsk } from "./post-ask.ts";

/** Enough to choose from, and read in a few milliseconds. */
const hitsWanted = 60;
/** More words find less; the index relaxes where all together find nothing, but names must not be given up for it. */
const wordsMax = 6;
/** With an OR between them as many pieces as a query is read of. */
const partsMax = 16;
/** Of a question without words ("what's happening?"): what is spoken of most. */
const overviewMs = 6 * 3_600_000;

/** The search that `ask` begins with. */
export function firstQuery(ask: PostAsk, nowMs: number): PostQuery {
  const { words, time } = ask;
  const isOverview = words.length === 0;
  const wantsNewest = time.isNow && (ask.type === "talk" || ask.type === "news") && !isOverview;
  return {
    text: chosen(words).map(queryWord).join(" "),
    order: wantsNewest ? "latest" : "top",
    ...(time.sinceMs !== null && { sinceMs: time.sinceMs }),
    ...(time.untilMs !== null && { untilMs: time.untilMs }),
    ...(isOverview && time.sinceMs === null && { sinceMs: nowMs - overviewMs }),
    limit: hitsWanted,
  };
}

/**
 * The one further search: any of the words, of any time, so that what contradicts is found, and an older answer where
 * there is no other. Null where it would be the same again, or where there is nothing to look for.
 */
export function widerQuery(ask: PostAsk, first: PostQuery): PostQuery | null {
  const words = chosen(ask.words);
  if (words.length === 0) return null;
  const parts = [...new Set(words.flatMap(partsOf))].slice(0, partsMax);
  const wider: PostQuery = { text: parts.join(" OR "), order: "top", limit: hitsWanted };
  const isSame = wider.text === first.text && first.sinceMs === undefined && first.untilMs === undefined;
  return isSame ? null : wider;
}

/** A stretch of a script without spaces is many words at once: each pair of it may be what a post holds. */
function partsOf(word: AskedWord): readonly string[] {
  const { terms, isPhrase } = word;
  const isDense =
    terms.length > 1 && terms.every((term) => /^[\p{Script=Han}\p{Script=Hangul}]{2}$/u.test(term));
  return isDense && !isPhrase ? terms : [queryWord(word)];
}

/** `query` as it can be typed into the search of posts; "" for one that finds everything. */
export function typedQuery(query: PostQuery): string {
  return postQueryToText(readPostQuery(query));
}

/** Names first: what else is asked of them is often said in other words. */
function chosen(words: readonly AskedWord[]): readonly AskedWord[] {
  if (words.length <= wordsMax) return words;
  const names = words.filter((word) => word.isName);
  const rest = words.filter((word) => !word.isName);
  const kept = new Set([...names, ...rest].slice(0, wordsMax));
  return words.filter((word) => kept.has(word));
}

function queryWord({ text, isPhrase }: AskedWord): string {
  const clean = text.replace(/["“”„\s]+/g, " ").trim();
  // Quotes keep "OR" a word, and a colon or dash from being read as an operator.
  return isPhrase || !/^[#@$]?[\p{L}\p{N}\p{M}_'’.]+$/u.test(clean) || /^(?:OR|AND)$/.test(clean)
    ? `"${clean}"`
    : clean;
}
