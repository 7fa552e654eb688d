import { postSources } from "../post.ts";
import { dense, kindOf } from "../words/character-kinds.ts";
import { type Facet, facetToken, isFacet } from "../words/facets.ts";
import { foldText } from "../words/fold-text.ts";
import { readText } from "../words/read-text.ts";
import type { QueryTerm } from "./parsed-query.ts";
import type { Operator } from "./query-pieces.ts";

/** What people put before a name, and what may then belong to it. */
const marked: readonly { readonly mark: string; readonly facet: Facet; readonly name: RegExp }[] = [
  { mark: "#", facet: "tag", name: /^[\p{L}\p{N}\p{M}_]+/u },
  { mark: "@", facet: "mention", name: /^[\p{L}\p{N}\p{M}_]+(?:[.@-]+[\p{L}\p{N}\p{M}_]+)*/u },
  { mark: "$", facet: "cash", name: /^[A-Za-z]{1,6}(?![\p{L}\p{N}\p{M}_])/u },
];

const mediaOf: Readonly<Record<string, readonly string[]>> = {
  image: ["image"],
  images: ["image"],
  video: ["video"],
  videos: ["video"],
  audio: ["audio"],
  media: ["image", "video", "audio"],
  link: ["links"],
  links: ["links"],
};

/** What a piece without operator looks for: mostly one term, several where emoji stand together, none in "!!!". */
export function wordTerms(text: string, quoted: boolean): QueryTerm[] {
  const { words, marks } = readText(text);
  if (!quoted)
    for (const { mark, facet, name } of marked) {
      const found = text.startsWith(mark) ? name.exec(text.slice(1))?.[0] : undefined;
      if (found === undefined) continue;
      const token = facetToken(facet, found);
      const term = { text: mark + found, quoted, tokens: [token], prefix: false };
      const rest = readText(text.slice(1 + found.length)).words.length > 0;
      return rest ? [term, phrase(text.slice(1), quoted, words)] : [term];
    }
  if (words.length > 0) return [phrase(text, quoted, words)];
  const parts = text.split(" ");
  if (parts.length > 1) return parts.flatMap((part) => wordTerms(part, false));
  return marks.map((mark) => ({
    // What is no emoji is the domain of an address.
    text: isFacet(mark) ? foldText(text).replace(/^.*?(?=https?:)/, "") : mark,
    quoted: false,
    tokens: [mark],
    prefix: false,
  }));
}

/** `words` one after the other. A lone character of a script without spaces is looked for in the midst of words. */
export function phrase(text: string, quoted: boolean, words: readonly string[]): QueryTerm {
  const last = words.at(-1)!;
  const point = last.codePointAt(0)!;
  const isLone = kindOf(point) === dense && last.length === (point > 0xffff ? 2 : 1);
  if (isLone && words.length === 1)
    return { text, quoted, tokens: [facetToken("character", last)], prefix: false };
  return { text, quoted, tokens: words, prefix: isLone };
}

/** The alternatives that an operator's value names, or what is wrong with it, for people. */
export function facetTerms(
  operator: Exclude<Operator, "since" | "until">,
  value: string,
): QueryTerm[] | string {
  if (value === "") return `"${operator}:" is followed by nothing`;
  if (operator === "from") {
    const author = value.replace(/^@|\s/g, "");
    return author === "" ? `"from:${value}" names nobody` : [facetTerm("author", author, `from:${author}`)];
  }
  if (operator === "lang") {
    const code = languageCode(value);
    return code === null
      ? `"${value}" is no language; write lang:en`
      : [facetTerm("language", code, `lang:${code}`)];
  }
  if (operator === "source") {
    const source = postSources.find((each) => each === value.toLowerCase());
    return source === undefined
      ? `"${value}" is no source; there are ${postSources.join(", ")}`
      : [facetTerm("source", source, `source:${source}`)];
  }
  const kinds = Object.hasOwn(mediaOf, value.toLowerCase()) ? mediaOf[value.toLowerCase()] : undefined;
  return kinds === undefined
    ? `has:${value} is not known; there are image, video, audio, media, links`
    : kinds.map((kind) => facetTerm("media", kind, `has:${kind}`));
}

/** The primary subtag of a BCP 47 tag, in lower case; null where it is none. */
export function languageCode(tag: string): string | null {
  return /^([a-z]{2,3})(?:[-_]|$)/i.exec(tag)?.[1]?.toLowerCase() ?? null;
}

export function facetTerm(facet: Facet, value: string, text: string): QueryTerm {
  return { text, quoted: false, tokens: [facetToken(facet, value)], prefix: false };
}
