// What every index does to a post before it takes it in. The state is bounded and can be made anew by showing it the last
// day's posts again; time comes with the posts.

import type { Post, PostRef } from "../post.ts";
import { textTokens } from "../words/post-words.ts";
import { NearDuplicates } from "./near-duplicates.ts";
import { AuthorHabits, qualityOf, type SpamSign, spamSigns } from "./spam-evidence.ts";

/** Where an index keeps the post that said it first. */
export interface FirstPost {
  readonly ref: PostRef;
  /** As the index numbers its posts. */
  readonly number: number;
}

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
  const seen = new NearDuplicates<FirstPost>();
  const authors = new AuthorHabits();
  return {
    take(post, number) {
      const words: string[] = [];
      let tags = 0;
      let mentions = 0;
      for (const token of textTokens(post.text))
        if (token.startsWith("＃")) tags++;
        else if (token.startsWith("＠")) mentions++;
        else words.push(token);
      const author = `${post.source} ${post.author.id}`;
      const ref = { source: post.source, id: post.id };
      const { first, copies, copyAuthors } = seen.take(words, author, post.arrivedAtMs, { ref, number });
      // An edit is no copy of what it replaces.
      const isCopy = first !== null && first.number !== number;
      const habits = authors.count(author, post.arrivedAtMs, isCopy);
      const spam = spamSigns(post, words.length - tags - mentions, tags, mentions, habits);
      return { first: isCopy ? first : null, copies, copyAuthors, spam, quality: qualityOf(spam) };
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
