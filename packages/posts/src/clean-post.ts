import { cleanLine, cleanText } from "./clean-text.ts";
import type { Post, PostMedia } from "./post.ts";

const textLengthMax = 10_000;
const idLengthMax = 512;
const nameLengthMax = 200;
const addressLengthMax = 2_048;
const linksMax = 8;
/** 2006-01-01: nothing that calls itself a post is older. */
const earliestMs = 1_136_073_600_000;

/**
 * `post` within the bounds that `Post` documents, whatever its strings and numbers hold; null where nothing is left
 * that could be read or found: no text, no media, no links, or no id.
 */
export function cleanPost(post: Post): Post | null {
  const id = reference(post.id);
  const text = cleanText(post.text, textLengthMax);
  const repostOf = reference(post.repostOf);
  const media = [...new Set(post.media.filter(isMedia))];
  const links = post.links.map(cleanAddress).filter((link) => link !== "");
  if (id === "" || (text === "" && media.length === 0 && links.length === 0 && repostOf === "")) return null;
  const arrivedAtMs = time(post.arrivedAtMs, earliestMs);
  const authorId = reference(post.author.id);
  const handle =
    cleanLine((post.author.handle || authorId).replace(/^[@\s]+/, ""), nameLengthMax) ||
    cleanLine(authorId, nameLengthMax);
  return {
    source: post.source,
    id,
    author: { id: authorId || handle, handle, name: cleanLine(post.author.name, nameLengthMax) },
    text,
    createdAtMs: Math.min(arrivedAtMs, time(post.createdAtMs, arrivedAtMs)),
    arrivedAtMs,
    language: cleanLanguage(post.language),
    url: cleanAddress(post.url),
    replyTo: reference(post.replyTo),
    repostOf,
    media,
    links: [...new Set(links)].slice(0, linksMax),
    engagement: {
      likes: count(post.engagement.likes),
      reposts: count(post.engagement.reposts),
      replies: count(post.engagement.replies),
    },
  };
}

/** As it is, for deletions come with the same; or "": an id that was cut could be that of another post. */
function reference(id: string): string {
  return id.length > idLengthMax ? "" : id.toWellFormed();
}

/** `address` where it is http or https and short enough; else "". */
export function cleanAddress(address: string): string {
  if (address.length > addressLengthMax || !/^https?:\/\//i.test(address)) return "";
  // A name before the host would let an address look like one of somebody else.
  return /^https?:\/\/[^\s<>"'`\\^{|}/?#@]+([/?#][^\s<>"'`\\^{|}]*)?$/iu.test(address) ? address : "";
}

function cleanLanguage(tag: string): string {
  return /^([a-z]{2,3})(?:[-_]|$)/i.exec(tag)?.[1]?.toLowerCase() ?? "";
}

function time(ms: number, fallback: number): number {
  return Number.isFinite(ms) ? Math.min(8e15, Math.max(earliestMs, Math.floor(ms))) : fallback;
}

function count(value: number | undefined): number {
  return value !== undefined && value > 0 ? Math.min(Math.floor(value), 0xffff_ffff) : 0;
}

function isMedia(media: PostMedia): boolean {
  return media === "image" || media === "video" || media === "audio";
}
