import type { PostQuery } from "../live-index.ts";
import { PostsError } from "../posts-error.ts";
import { parsePostQuery, queryLengthMax } from "./parse-post-query.ts";
import type { ParsedPostQuery, QueryTerm } from "./parsed-query.ts";
import { facetTerm, languageCode } from "./query-terms.ts";

const authorsMax = 20;

/**
 * What a whole query asks for: its text and its fields. Throws `PostsError` "bad-input" for a text that is too long, too many
 * authors, a limit or budget that cannot be, a time that is none, a language that is none, and for pages of "top".
 */
export function readPostQuery(query: PostQuery): ParsedPostQuery {
  checkPostQuery(query);
  const parsed = parsePostQuery(query.text);
  const { language, source, authors = [], excludedAuthors = [], media } = query;
  const fields: QueryTerm[][] = [];
  if (language) {
    const code = languageCode(language);
    if (code === null)
      throw new PostsError("bad-input", `"${language}" is no language; give a tag like "en"`);
    fields.push([facetTerm("language", code, `lang:${code}`)]);
  }
  if (source) fields.push([facetTerm("source", source, `source:${source}`)]);
  if (authors.length > 0) fields.push(authors.map(authorTerm));
  if (media) {
    const kind = media === "link" ? "links" : media;
    fields.push([facetTerm("media", kind, `has:${kind}`)]);
  }
  return {
    ...parsed,
    facets: [...parsed.facets, ...fields],
    excluded: [...parsed.excluded, ...excludedAuthors.map(authorTerm)],
    sinceMs: latest(parsed.sinceMs, query.sinceMs),
    untilMs: earliest(parsed.untilMs, query.untilMs),
  };
}

function authorTerm(author: string): QueryTerm {
  const name = author.replace(/^@|\s/g, "");
  return facetTerm("author", name, `from:${name}`);
}

function checkPostQuery({
  text,
  limit,
  budgetMs,
  sinceMs,
  untilMs,
  order,
  after,
  ...query
}: PostQuery): void {
  const refuse = (message: string) => {
    throw new PostsError("bad-input", message);
  };
  if (text.length > queryLengthMax)
    refuse(`the query has ${text.length} characters; ${queryLengthMax} can be. Shorten it`);
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 1 || limit > 100))
    refuse(`${limit} posts cannot be asked for; 1 to 100 can`);
  if (budgetMs !== undefined && !(budgetMs >= 0 && Number.isFinite(budgetMs)))
    refuse(`a search cannot take ${budgetMs} ms; give a number from 0 up`);
  for (const { length } of [query.authors ?? [], query.excludedAuthors ?? []])
    if (length > authorsMax) refuse(`${length} authors are named; ${authorsMax} can be`);
  for (const ms of [sinceMs, untilMs])
    if (ms !== undefined && !Number.isFinite(ms)) refuse(`${ms} is no time; give Unix milliseconds`);
  if (after !== undefined && order === "top")
    refuse(`pages are for "latest" alone; ask for more posts at once`);
}

function latest(a: number | null, b: number | undefined): number | null {
  return a === null ? (b ?? null) : Math.max(a, b ?? a);
}

function earliest(a: number | null, b: number | undefined): number | null {
  return a === null ? (b ?? null) : Math.min(a, b ?? a);
}
