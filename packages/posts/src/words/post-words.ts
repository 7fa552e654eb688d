// How a post becomes tokens, for every index alike. Words are cut at everything that is no letter, mark or digit; scripts
// without spaces and Korean are taken as pairs of neighbours and a last single character, so that "abc" is "ab", "bc",
// "c": any part of a stretch is then a phrase of pairs. What is not a word (a tag, an author, a domain, the language)
// is a facet: a token that begins with a full-width character, which folded text never holds, so that no text can
// pretend to be one. Tokens hold ASCII letters and digits and any non-ASCII characters, nothing else: SQLite's "ascii"
// tokenizer and a whitespace analyzer both keep them whole.

import type { Post } from "../post.ts";
import { dense, kindOf, letter, picture, silent } from "./character-kinds.ts";
import { foldText } from "./fold-text.ts";

/** Longer words (keys, hashes) are compared by their beginning. */
const wordLengthMax = 64;

export const facets = {
  tag: "＃",
  mention: "＠",
  cash: "＄",
  author: "ａ",
  domain: "ｄ",
  language: "ｌ",
  source: "ｓ",
  media: "ｍ",
} as const;

export type Facet = keyof typeof facets;

/** The token of a facet; `value` in any case. */
export function facetToken(facet: Facet, value: string): string {
  return facets[facet] + foldText(value).replace(/(?![a-z0-9])[\p{ASCII}\s]/gu, widened);
}

/** ASCII that is no letter or digit would end a token, so it is written wide. */
function widened(character: string): string {
  const code = character.codePointAt(0)!;
  return code <= 0x20 || code > 0x7e ? "．" : String.fromCodePoint(code + 0xfee0);
}

/** Words of a text in order; facets of tags, mentions and domains stand right after the words they come from. */
export function textTokens(text: string): string[] {
  const folded = foldText(text);
  const tokens: string[] = [];
  const length = folded.length;
  let at = 0;
  while (at < length) {
    const code = folded.charCodeAt(at);
    // Letters and digits of ASCII, which most posts consist of, without any look-up.
    if ((code >= 97 && code <= 122) || (code >= 48 && code <= 57)) {
      const end = addressEnd(folded, at);
      if (end > at) {
        const domain = domainOf(folded.slice(at, end));
        if (domain !== "") tokens.push(facetToken("domain", domain));
        at = end;
        continue;
      }
      at = takeWord(folded, at, tokens);
    } else if (code === 35 || code === 64 || code === 36) at = takeMarked(folded, at, code, tokens);
    else if (code < 128) at++;
    else at = takeOther(folded, at, tokens);
  }
  return tokens;
}

/** Everything that a post can be found by, as tokens in order: its words, then its facets. */
export function postTokens(post: Post): string[] {
  const tokens = textTokens(post.text);
  for (const link of post.links) {
    const domain = domainOf(link);
    if (domain !== "") tokens.push(facetToken("domain", domain));
  }
  tokens.push(facetToken("author", post.author.handle));
  if (post.author.id !== post.author.handle) tokens.push(facetToken("author", post.author.id));
  if (post.language !== "") tokens.push(facetToken("language", post.language));
  tokens.push(facetToken("source", post.source));
  for (const media of post.media) tokens.push(facetToken("media", media));
  if (post.media.length > 0) tokens.push(facetToken("media", "media"));
  if (post.links.length > 0) tokens.push(facetToken("media", "links"));
  return tokens;
}

/** `postTokens` as the text that an index holds. */
export function indexTextOf(post: Post): string {
  return postTokens(post).join(" ");
}

/** Whether a token is a word and no facet. */
export function isWord(token: string): boolean {
  const code = token.charCodeAt(0);
  return !(code >= 0xff01 && code <= 0xff5e);
}

function takeWord(text: string, start: number, tokens: string[]): number {
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if ((code >= 97 && code <= 122) || (code >= 48 && code <= 57)) at++;
    // An apostrophe inside a word joins it: "don't" is one word.
    else if ((code === 39 || code === 0x2019) && isAsciiLetter(text.charCodeAt(at + 1))) at++;
    else if (code < 128) break;
    else {
      const point = text.codePointAt(at)!;
      const kind = kindOf(point);
      if (kind !== letter && kind !== silent) break;
      at += point > 0xffff ? 2 : 1;
    }
  }
  const word = text.slice(start, Math.min(at, start + wordLengthMax)).replace(/['’]/g, "");
  tokens.push(word.toWellFormed());
  return at;
}

function isAsciiLetter(code: number): boolean {
  return code >= 97 && code <= 122;
}

/** "#tag", "@user.name", "$CASH": their words, and the facet. */
function takeMarked(text: string, start: number, mark: number, tokens: string[]): number {
  const before = start === 0 ? 32 : text.charCodeAt(start - 1);
  // In the middle of a word it is no mark: "a@b" is an address.
  if (isAsciiLetter(before) || (before >= 48 && before <= 57)) return start + 1;
  let end = start + 1;
  while (end < text.length && end - start <= wordLengthMax) {
    const point = text.codePointAt(end)!;
    const inName = mark === 64 && (point === 46 || point === 45 || point === 64) && end + 1 < text.length;
    if (point !== 95 && !inName) {
      const kind = kindOf(point);
      if (kind !== letter && kind !== dense && kind !== silent) break;
    }
    end += point > 0xffff ? 2 : 1;
  }
  const name = text.slice(start + 1, end).replace(/[.\-@]+$/, "");
  if (name === "") return start + 1;
  tokens.push(...textTokens(name));
  if (mark !== 36 || /^[a-z]{1,6}$/.test(name))
    tokens.push(facetToken(mark === 35 ? "tag" : mark === 64 ? "mention" : "cash", name));
  return start + 1 + name.length;
}

function takeOther(text: string, start: number, tokens: string[]): number {
  const point = text.codePointAt(start)!;
  const width = point > 0xffff ? 2 : 1;
  const kind = kindOf(point);
  if (kind === letter) return takeWord(text, start, tokens);
  if (kind === picture) tokens.push(String.fromCodePoint(point));
  if (kind !== dense) return start + width;
  let at = start;
  let last = "";
  while (at < text.length) {
    const next = text.codePointAt(at)!;
    if (kindOf(next) !== dense) break;
    const character = String.fromCodePoint(next);
    if (last !== "") tokens.push(last + character);
    last = character;
    at += character.length;
  }
  tokens.push(last);
  return at;
}

/** Where an address that begins at `start` ends; `start` where there is none. */
function addressEnd(text: string, start: number): number {
  if (text.charCodeAt(start) !== 104 || !/^https?:\/\//.test(text.slice(start, start + 8))) return start;
  let end = start;
  while (end < text.length && text.charCodeAt(end) > 32) end++;
  return end;
}

/** The host of an address without "www."; "" where there is none. */
export function domainOf(address: string): string {
  return /^https?:\/\/(?:www\.)?([^/?#:\s]+)/i.exec(address)?.[1]?.toLowerCase() ?? "";
}
