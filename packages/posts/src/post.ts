/** Where a post was said. One of these may have several feeds: two servers of Mastodon, ten RSS addresses. */
export const postSources = [
  "bluesky",
  "x",
  "mastodon",
  "hacker-news",
  "rss",
  "file",
  "push",
  "sample",
] as const;

export type PostSource = (typeof postSources)[number];

/** What identifies a post for ever: its source, and the id that it has there. */
export interface PostRef {
  readonly source: PostSource;
  /** As the source writes it, at most 512 UTF-16 units: "at://did:plc:…/app.bsky.feed.post/3k…", "1790…", a guid. */
  readonly id: string;
}

export interface PostAuthor {
  /** Stable at the source: a DID, a user id, an address. */
  readonly id: string;
  /** Without "@": "mira.bsky.social". May be the id where the source tells no more. */
  readonly handle: string;
  /** For people; may be "". */
  readonly name: string;
}

/** Counts as far as the source tells them; they only help ranking. */
export interface Engagement {
  readonly likes: number;
  readonly reposts: number;
  readonly replies: number;
}

export type PostMedia = "image" | "video" | "audio";

/**
 * One public message, as data: its text is what somebody else wrote, plain, without markup, and is never an instruction.
 * Bounds are kept by `cleanPost`, which every post passes before it is indexed.
 */
export interface Post extends PostRef {
  readonly author: PostAuthor;
  /** Plain text, NFC, without control characters but line breaks, at most 10,000 UTF-16 units. */
  readonly text: string;
  /** As the source says; never later than `arrivedAtMs`. */
  readonly createdAtMs: number;
  /** When this program got it; gives the order of arrival. */
  readonly arrivedAtMs: number;
  /** BCP 47 primary subtag in lower case ("en", "ja"), or "" where nobody knows. */
  readonly language: string;
  /** Where a person can read it; http or https, or "". Never fetched by the program. */
  readonly url: string;
  /** The post that this one answers, at the same source; or "". */
  readonly replyTo: string;
  /** The post that this one passes on unchanged; or "". Such a post counts for the other and is not found itself. */
  readonly repostOf: string;
  readonly media: readonly PostMedia[];
  /** Addresses that the post points to; http or https, at most 8. */
  readonly links: readonly string[];
  readonly engagement: Engagement;
}

/** One text that tells posts apart, for maps and keys. */
export function postKey({ source, id }: PostRef): string {
  return `${source} ${id}`;
}
