import type { Post } from "../post.ts";
import { facetToken } from "./facets.ts";
import { domainOf, readText } from "./read-text.ts";

/** The words of a text in order, then its emoji and the facets of its tags, mentions, cash tags and addresses. */
export function textTokens(text: string): string[] {
  const { words, marks } = readText(text);
  return [...words, ...marks];
}

/** Everything that a post can be found by, as tokens: its words in order, then what has none. */
export function postTokens(post: Post): string[] {
  const { words: tokens, marks, characters } = readText(post.text);
  for (const mark of marks) tokens.push(mark);
  for (const character of characters) tokens.push(character);
  for (const link of post.links) {
    const domain = domainOf(link);
    if (domain !== "") tokens.push(facetToken("domain", domain));
  }
  const { handle, id } = post.author;
  tokens.push(facetToken("author", handle));
  if (id !== handle) tokens.push(facetToken("author", id));
  if (post.language !== "") tokens.push(facetToken("language", post.language));
  tokens.push(facetToken("source", post.source));
  for (const media of post.media) tokens.push(facetToken("media", media));
  if (post.links.length > 0) tokens.push(facetToken("media", "links"));
  return tokens;
}

/**
 * `postTokens` with single spaces between: what an index holds of a post. For FTS5 with `tokenize = "ascii"`, for
 * OpenSearch with a whitespace analyzer; positions of words are those of the text.
 */
export function indexTextOf(post: Post): string {
  return postTokens(post).join(" ");
}
