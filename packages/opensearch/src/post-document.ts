import type { Post } from "@grok/posts";
import { z } from "zod";
import { countWords, textHash, wordsOf } from "./words.ts";

/** What is told of a post besides itself. */
export interface PostPlace {
  /** In the order of arrival; a new version keeps it. */
  readonly order: number;
  /** Of the last event that changed it: see `sequenceOf`. */
  readonly sequence: number;
  /** Of the topic: whoever owns it owns the post. */
  readonly partition: number;
  /** The same for posts that say the same: the order of the first of them. */
  readonly said: string;
  readonly quality: number;
  readonly spam: readonly string[];
}

const engagement = z.object({ likes: z.number(), reposts: z.number(), replies: z.number() });

/** A post as it lies in the topic and in OpenSearch; its values were bounded by `cleanPost` before. */
export const postSchema: z.ZodType<Post> = z.object({
  source: z.enum(["bluesky", "x", "mastodon", "hacker-news", "rss", "file", "push", "sample"]),
  id: z.string(),
  author: z.object({ id: z.string(), handle: z.string(), name: z.string() }),
  text: z.string(),
  createdAtMs: z.number(),
  arrivedAtMs: z.number(),
  language: z.string(),
  url: z.string(),
  replyTo: z.string(),
  repostOf: z.string(),
  media: z.array(z.enum(["image", "video", "audio"])),
  links: z.array(z.string()),
  engagement,
});

/** A document of the data stream, as `_source` has it: `words` is indexed and not kept. */
export const documentSchema = z.object({
  "@timestamp": z.number(),
  created: z.number(),
  order: z.number(),
  sequence: z.number(),
  partition: z.number(),
  said: z.string(),
  text: z.string(),
  author: z.string(),
  quality: z.number(),
  worth: z.number(),
  wordCount: z.number(),
  spam: z.array(z.string()),
  post: postSchema,
});

export type PostDocument = z.infer<typeof documentSchema>;

export function documentOf(post: Post, place: PostPlace): PostDocument & { readonly words: string } {
  const words = wordsOf(post);
  const { likes, reposts } = post.engagement;
  return {
    "@timestamp": post.arrivedAtMs,
    created: post.createdAtMs,
    order: place.order,
    sequence: place.sequence,
    partition: place.partition,
    said: place.said,
    text: textHash(post),
    author: authorKey(post.source, post.author.id),
    quality: place.quality,
    // As posts' own formula has it, so that the candidates for "top" come in nearly the right order.
    worth: place.quality * (1 + 0.15 * Math.log(1 + likes + 2 * reposts)),
    wordCount: countWords(words),
    spam: [...place.spam],
    post,
    words,
  };
}

export function authorKey(source: string, authorId: string): string {
  return `${source} ${authorId}`;
}
