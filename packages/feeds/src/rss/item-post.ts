import { createHash } from "node:crypto";
import type { Post } from "@grok/posts";
import { newPost } from "../new-post.ts";
import { htmlToText } from "../text/html-text.ts";
import type { FeedItem, ParsedFeed } from "./parse-feed.ts";

const idLengthMax = 400;

/** Null for an item that says nothing. `address` is the feed's. */
export function postOfItem(item: FeedItem, feed: ParsedFeed, address: string, nowMs: number): Post | null {
  const { host } = new URL(address);
  const title = htmlToText(item.titleHtml).text;
  const body = htmlToText(item.bodyHtml);
  // Nothing, resolved against the feed's address, would be the feed itself.
  const link = item.link === "" ? "" : (URL.parse(item.link, address)?.href ?? "");
  // Many bodies begin with their title, or are nothing else.
  const text = body.text.startsWith(title)
    ? body.text
    : [title, body.text].filter((part) => part !== "").join("\n\n");
  if (text === "" && link === "") return null;
  const links = body.links
    .map(({ href }) => URL.parse(href, link || address)?.href ?? "")
    .filter((href) => href !== "");
  return newPost({
    source: "rss",
    id: idOf(item, address, link, text),
    author: {
      id: item.author === "" ? host : `${host}/${item.author}`,
      handle: host,
      name: item.author || htmlToText(feed.title).text,
    },
    text,
    createdAtMs: item.publishedAtMs ?? nowMs,
    arrivedAtMs: nowMs,
    language: feed.language,
    url: link,
    media: [...item.media, ...(body.hasImage ? ["image" as const] : [])],
    links,
  });
}

/** Ids that are addresses or URNs are good everywhere; any other only within its feed. */
function idOf({ guid }: FeedItem, address: string, link: string, text: string): string {
  const own = guid || link || createHash("sha256").update(text).digest("base64url");
  const id = /^[a-z][a-z0-9+.-]*:/i.test(own) ? own : `${address}#${own}`;
  return id.length <= idLengthMax ? id : `sha256:${createHash("sha256").update(id).digest("base64url")}`;
}
