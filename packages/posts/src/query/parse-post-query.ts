import type { PostQuery } from "../live-index.ts";
import { postSources } from "../post.ts";
import { PostsError } from "../posts-error.ts";
import { dense, kindOf } from "../words/character-kinds.ts";
import { type Facet, facetToken, textTokens } from "../words/post-words.ts";
import type { ParsedPostQuery, QueryTerm } from "./parsed-query.ts";

export const queryLengthMax = 512;
/** More makes no difference to a person, and all the difference to an index. */
const termsMax = 32;

interface Piece {
  readonly text: string;
  readonly quoted: boolean;
  readonly minus: boolean;
  /** "from" of `from:mira`; "" where there is none. */
  readonly operator: string;
}

/**
 * Reads the language of queries: words, "phrases", OR between two terms, -word, #tag, @user, $CASH, from:, lang:,
 * source:, has:, since: and until: (days in UTC, or ISO 8601). Never throws: what cannot be understood is told in
 * `problems` and searched as words where it has some.
 */
export function parsePostQuery(text: string): ParsedPostQuery {
  const words: QueryTerm[][] = [];
  const facets = new Map<string, QueryTerm[]>();
  const excluded: QueryTerm[] = [];
  const problems: string[] = [];
  let sinceMs: number | null = null;
  let untilMs: number | null = null;
  let count = 0;
  let joinNext = false;
  for (const piece of pieces(text.slice(0, queryLengthMax))) {
    if (++count > termsMax) {
      problems.push(`only the first ${termsMax} terms are looked for`);
      break;
    }
    if (!piece.quoted && !piece.minus && piece.operator === "" && piece.text === "OR") {
      joinNext = words.length > 0;
      continue;
    }
    if (piece.operator === "since" || piece.operator === "until") {
      const atMs = momentOf(piece.text);
      if (atMs === null) problems.push(`"${piece.text}" is no day; write 2026-05-31`);
      else if (piece.operator === "since") sinceMs = atMs;
      else untilMs = atMs;
      continue;
    }
    const narrowed = piece.operator === "" ? null : facetOf(piece.operator, piece.text);
    if (typeof narrowed === "string") {
      problems.push(narrowed);
      continue;
    }
    const term = narrowed ?? termOf(piece.text, piece.quoted);
    if (term === null) continue;
    if (piece.minus) excluded.push(term);
    else if (narrowed !== null) facets.set(piece.operator, [...(facets.get(piece.operator) ?? []), term]);
    else if (joinNext) words.at(-1)!.push(term);
    else words.push([term]);
    joinNext = false;
  }
  return { words, facets: [...facets.values()], excluded, sinceMs, untilMs, problems };
}

/**
 * What a whole query asks for: its text and its fields. Throws `PostsError` "bad-input" for a text that is too long, a
 * limit that cannot be, and a time that is none.
 */
export function readPostQuery(query: PostQuery): ParsedPostQuery {
  if (query.text.length > queryLengthMax)
    throw new PostsError(
      "bad-input",
      `the query has ${query.text.length} characters; ${queryLengthMax} can be. Shorten it`,
    );
  const { limit } = query;
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 1 || limit > 100))
    throw new PostsError("bad-input", `${limit} posts cannot be asked for; 1 to 100 can`);
  for (const [name, ms] of [["since", query.sinceMs] as const, ["until", query.untilMs] as const])
    if (ms !== undefined && !Number.isFinite(ms))
      throw new PostsError("bad-input", `${ms} is no time to search ${name}; give Unix milliseconds`);
  const parsed = parsePostQuery(query.text);
  const fields: QueryTerm[][] = [
    ...(query.language ? [[facet("language", query.language)]] : []),
    ...(query.source ? [[facet("source", query.source)]] : []),
    ...(query.author ? [[facet("author", query.author.replace(/^@/, ""))]] : []),
    ...(query.media ? [[facet("media", query.media === "link" ? "links" : query.media)]] : []),
  ];
  return {
    ...parsed,
    facets: [...parsed.facets, ...fields],
    sinceMs: later(parsed.sinceMs, query.sinceMs ?? null),
    untilMs: earlier(parsed.untilMs, query.untilMs ?? null),
  };
}

const later = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.max(a, b));
const earlier = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.min(a, b));

function* pieces(text: string): Generator<Piece, void, undefined> {
  const pattern = /(-?)(?:(from|lang|source|has|since|until):)?(?:["“”„]([^"“”„]*)["“”„]?|([^\s"“”„]+))/giu;
  for (const [, minus, operator = "", quoted, plain] of text.matchAll(pattern)) {
    const value = quoted ?? plain ?? "";
    // Parentheses group nothing here.
    const cleaned = quoted === undefined ? value.replace(/^\(+|\)+$/g, "") : value;
    yield {
      text: cleaned,
      quoted: quoted !== undefined,
      minus: minus === "-",
      operator: operator.toLowerCase(),
    };
  }
}

function termOf(text: string, quoted: boolean): QueryTerm | null {
  if (!quoted) {
    const marked = /^([#@$])(.+)$/u.exec(text);
    if (marked !== null) {
      const name = marked[2]!.replace(/[.\-@:,;!?]+$/, "");
      const which: Facet = marked[1] === "#" ? "tag" : marked[1] === "@" ? "mention" : "cash";
      if (textTokens(name).length > 0) return facet(which, name, text);
    }
  }
  const tokens = textTokens(text).filter((token) => !/^[＃＠＄]/.test(token));
  if (tokens.length === 0) return null;
  const last = tokens.at(-1)!;
  const lastIsDense = kindOf(last.codePointAt(0)!) === dense;
  // The last single character of a dense stretch is there for posts that end with it; a query means any place.
  const isSingle = lastIsDense && [...last].length === 1;
  const before = tokens.at(-2);
  const inPair = isSingle && before !== undefined && before.endsWith(last) && [...before].length === 2;
  return { text, tokens: inPair ? tokens.slice(0, -1) : tokens, prefix: isSingle && !inPair };
}

function facetOf(operator: string, value: string): QueryTerm | string {
  if (value === "") return `"${operator}:" is followed by nothing`;
  if (operator === "from") return facet("author", value.replace(/^@/, ""), `from:${value}`);
  if (operator === "lang") {
    const code = /^([a-z]{2,3})(?:-|$)/i.exec(value)?.[1];
    return code ? facet("language", code, `lang:${value}`) : `"${value}" is no language; write lang:en`;
  }
  if (operator === "source") {
    const source = postSources.find((each) => each === value.toLowerCase());
    return source
      ? facet("source", source, `source:${value}`)
      : `"${value}" is no source; there are ${postSources.join(", ")}`;
  }
  const kind = {
    image: "image",
    images: "image",
    video: "video",
    audio: "audio",
    media: "media",
    link: "links",
    links: "links",
  }[value.toLowerCase()];
  return kind
    ? facet("media", kind, `has:${value}`)
    : `has:${value} is not known; there are image, video, audio, media, links`;
}

function facet(which: Facet, value: string, text = value): QueryTerm {
  return { text, tokens: [facetToken(which, value)], prefix: false };
}

function momentOf(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/i.test(text)) return null;
  const ms = Date.parse(/^\d{4}-\d{2}-\d{2}T[\d:.]+$/i.test(text) ? `${text}Z` : text);
  return Number.isNaN(ms) ? null : ms;
}
