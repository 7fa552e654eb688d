// What a post is found by besides its words: tags, authors, domains, its language. As tokens of the same index they
// begin with a full-width character, which folded text never holds, so that no text can pretend to be one.

import { foldText } from "./fold-text.ts";

const prefixes = {
  tag: "＃",
  mention: "＠",
  cash: "＄",
  /** Handle and id. */
  author: "ａ",
  /** One character of a script without spaces, whose words are held as pairs. */
  character: "ｃ",
  domain: "ｄ",
  language: "ｌ",
  source: "ｓ",
  /** "image", "video", "audio", "links". */
  media: "ｍ",
} as const;

export type Facet = keyof typeof prefixes;

/** The token of a facet; `value` in any case. */
export function facetToken(facet: Facet, value: string): string {
  return foldedFacet(facet, foldText(value));
}

/** The same of a value that is folded already. */
export function foldedFacet(facet: Facet, folded: string): string {
  return prefixes[facet] + (plain(folded) ? folded : folded.replace(/[^a-z0-9\u0080-\uffff]|\s/g, widened));
}

/** Whether a token is a facet and no word or emoji. */
export function isFacet(token: string): boolean {
  const code = token.charCodeAt(0);
  return code >= 0xff01 && code <= 0xff5e;
}

/** By far the most are: looking is cheaper than replacing. */
function plain(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!((code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code >= 0x3041)) return false;
  }
  return true;
}

/** ASCII that is no letter or digit would end a token, so it is written wide. */
function widened(character: string): string {
  const code = character.charCodeAt(0);
  return code <= 0x20 || code > 0x7e ? "．" : String.fromCharCode(code + 0xfee0);
}
