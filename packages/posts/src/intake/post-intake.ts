// What every index does to a post before it takes it in. The state is bounded and can be made anew by showing it the last
// day's posts again; time comes with the posts.

import type { Post } from "../post.ts";
import { hashText } from "./hash-text.ts";
import { type FirstPost, NearDuplicates } from "./near-duplicates.ts";
import { AuthorHabits, qualityOf, type SpamSign, spamSigns } from "./spam-evidence.ts";
import { WordHashes } from "./word-hashes.ts";

export interface TakenPost {
  /** What said the same before, by whomever; null where nothing did. */
  readonly first: FirstPost | null;
  readonly copies: number;
  readonly copyAuthors: number;
  readonly spam: readonly SpamSign[];
  /** 0.1 to 1: what evidence of spam leaves. */
  readonly quality: number;
}

export interface PostIntake {
  /** `number`: the index's own for this post, told again as `first.number` where another says the same. */
  take(post: Post, number: number): TakenPost;
}

export function createPostIntake(): PostIntake {
  const seen = new NearDuplicates();
  const authors = new AuthorHabits();
  const words = new WordHashes();
  return {
    take(post, number) {
      words.read(post.text);
      const author = hashText(`${post.source} ${post.author.id}`);
      const { first, copies, copyAuthors } = seen.take({
        hashes: words.hashes,
        count: words.count,
        links: hashText(post.links.join(" ")),
        author,
        atMs: post.arrivedAtMs,
        ref: post,
        number,
      });
      const habits = authors.count(author, post.arrivedAtMs, first !== null);
      const spam = spamSigns(post, words, habits);
      return { first, copies, copyAuthors, spam, quality: qualityOf(spam) };
    },
  };
}

/**
 * How much it matters that a post gets in when not all can, 0 to 3: what people react to, answer or took pains over
 * goes before the rest. Cheap, for it is asked when there is no time.
 */
export function priorityOf(post: Post): 0 | 1 | 2 | 3 {
  const { likes, reposts, replies } = post.engagement;
  if (likes + reposts + replies > 0) return 3;
  if (post.text.length >= 80 || post.media.length > 0) return 2;
  return post.text.length >= 25 ? 1 : 0;
}
