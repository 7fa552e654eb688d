import { decodeHTML, decodeHTMLAttribute } from "entities";

export type HtmlToken =
  /** References are resolved, white space is as written. */
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "open"; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly type: "close"; readonly name: string };

/** Elements whose content is for machines, or replaced by something else on a page: they are left out whole. */
const unread = new Set(
  "script style template head title iframe object embed noembed noframes noscript svg math textarea select audio video canvas".split(
    " ",
  ),
);

const tagStart = /<(\/?)([a-z][^\s/>\0]*)/iy;
const attribute = /[\s/]*(?:([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*))?)?)/y;

/**
 * The tokens of an HTML fragment as a browser would see them, as far as it matters for its text (HTML Living Standard,
 * 13.2.5): comments, declarations and unread elements are left out, and so is everything after a tag, comment or unread
 * element that never ends. One pass, in time linear in the length of the input.
 */
export function* htmlTokens(html: string): Generator<HtmlToken, void> {
  let at = 0;
  while (at < html.length) {
    const less = html.indexOf("<", at);
    if (less !== at) yield { type: "text", text: decodeHTML(html.slice(at, less < 0 ? undefined : less)) };
    if (less < 0) return;
    tagStart.lastIndex = less;
    const start = tagStart.exec(html);
    if (start === null) {
      const end = endOfNoTag(html, less);
      if (end < 0) return;
      if (end === less + 1) yield { type: "text", text: "<" };
      at = end;
      continue;
    }
    const name = start[2]!.toLowerCase();
    const attributes = new Map<string, string>();
    at = readAttributes(html, tagStart.lastIndex, attributes);
    if (at < 0) return;
    if (start[1] === "/") yield { type: "close", name };
    else if (unread.has(name)) at = endOfUnread(html, name, at);
    else yield { type: "open", name, attributes };
    if (at < 0) return;
  }
}

/** Where a comment or declaration ends; the place after "<" where it is only a character; -1 where there is no end. */
function endOfNoTag(html: string, less: number): number {
  const isComment = html.startsWith("<!--", less);
  if (!isComment && !/[!?/]/.test(html[less + 1] ?? "")) return less + 1;
  const end = html.indexOf(isComment ? "-->" : ">", less + 2);
  return end < 0 ? -1 : end + (isComment ? 3 : 1);
}

/** The place after the ">" of the tag; -1 where there is none. */
function readAttributes(html: string, from: number, attributes: Map<string, string>): number {
  let at = from;
  for (;;) {
    while (at < html.length && /[\s/]/.test(html[at]!)) at++;
    if (at >= html.length) return -1;
    if (html[at] === ">") return at + 1;
    attribute.lastIndex = at;
    const found = attribute.exec(html);
    if (found === null) {
      at++;
      continue;
    }
    at = attribute.lastIndex;
    // A quotation that never ends swallows the rest of the document.
    if (/=\s*$/.test(found[0]) && /["']/.test(html[at] ?? "")) return -1;
    const name = found[1]!.toLowerCase();
    const value = found[2] ?? found[3] ?? found[4] ?? "";
    if (!attributes.has(name)) attributes.set(name, decodeHTMLAttribute(value));
  }
}

/** The place after the closing tag of an unread element; -1 where it is never closed. */
function endOfUnread(html: string, name: string, from: number): number {
  // Without content by nature.
  if (name === "embed") return from;
  const close = new RegExp(`</${name}(?=[\\s/>])[^>]*>`, "gi");
  close.lastIndex = from;
  return close.exec(html) === null ? -1 : close.lastIndex;
}
