// Signs that a post was made to be found rather than to say something. They put it lower and never take it away: each
// alone has an innocent explanation.

import type { Post } from "../post.ts";

export type SpamSign = "repeats" | "flood" | "many-tags" | "many-mentions" | "link-only" | "shouting";

/** What a sign leaves of a post's weight. */
const weights: Readonly<Record<SpamSign, number>> = {
  repeats: 0.4,
  flood: 0.5,
  "many-tags": 0.6,
  "many-mentions": 0.6,
  "link-only": 0.5,
  shouting: 0.8,
};

const windowMs = 10 * 60_000;
/** More in ten minutes than anybody writes by hand. */
const floodPosts = 30;
const repeatsMax = 3;
const qualityMin = 0.1;

/** What is remembered of authors: counts in a table of fixed size, where two authors may share a place. */
export class AuthorHabits {
  readonly #mask: number;
  readonly #windows: Float64Array;
  readonly #posts: Uint16Array;
  readonly #repeats: Uint16Array;

  /** `places`: a power of two. */
  constructor(places = 2 ** 17) {
    this.#mask = places - 1;
    this.#windows = new Float64Array(places);
    this.#posts = new Uint16Array(places);
    this.#repeats = new Uint16Array(places);
  }

  /** Counts one more post of the author with this hash; returns posts and repetitions of this ten minutes, this one included. */
  count(author: number, atMs: number, isCopy: boolean): { posts: number; repeats: number } {
    const place = author & this.#mask;
    const window = Math.floor(atMs / windowMs);
    if (this.#windows[place] !== window) {
      this.#windows[place] = window;
      this.#posts[place] = 0;
      this.#repeats[place] = 0;
    }
    if (this.#posts[place]! < 0xffff) this.#posts[place]!++;
    if (isCopy && this.#repeats[place]! < 0xffff) this.#repeats[place]!++;
    return { posts: this.#posts[place]!, repeats: this.#repeats[place]! };
  }
}

/** `said`: how many words the text has, those of tags among them, how many tags and mentions. */
export function spamSigns(
  post: Post,
  said: { readonly count: number; readonly tags: number; readonly mentions: number },
  habits: { readonly posts: number; readonly repeats: number },
): readonly SpamSign[] {
  const { tags, mentions } = said;
  const words = said.count - tags;
  const signs: SpamSign[] = [];
  if (habits.repeats >= repeatsMax) signs.push("repeats");
  if (habits.posts >= floodPosts) signs.push("flood");
  if (tags >= 6 && tags > words / 3) signs.push("many-tags");
  if (mentions >= 6 && mentions > words / 3) signs.push("many-mentions");
  if (words < 2 && tags + mentions === 0 && post.links.length > 0 && post.media.length === 0)
    signs.push("link-only");
  if (post.text.length > 40 && isShouted(post.text)) signs.push("shouting");
  return signs;
}

/** 0.1 to 1. */
export function qualityOf(signs: readonly SpamSign[]): number {
  return Math.max(
    qualityMin,
    signs.reduce((left, sign) => left * weights[sign], 1),
  );
}

function isShouted(text: string): boolean {
  let upper = 0;
  let lower = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 65 && code <= 90) upper++;
    else if (code >= 97 && code <= 122) lower++;
  }
  return upper > 30 && upper > 8 * lower;
}
