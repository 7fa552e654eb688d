// How posts are ordered by "top". BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) over the
// words of the query, times what age, engagement and evidence of spam make of a post. Numbers alone, and nothing is
// allocated: with one `PostFacts` used again and again, twenty thousand candidates take four milliseconds.

/** Saturation of repeated words; low, because a short post that repeats a word says no more. */
const k1 = 0.9;
/** How much length counts. */
const b = 0.4;
/** Tokens of an average post; fixed, so that a score does not drift with the stream. */
const averageTokens = 20;
/** Age at which recency is worth half of what is left of it. */
const halfAgeMs = 6 * 3_600_000;
const copiesWeight = 0.1;

export interface PostFacts {
  /** How often each word of the query stands in the post, in the order of `idfs`. */
  readonly counts: ArrayLike<number>;
  /** Words of its text: tokens that are no facets. */
  readonly tokens: number;
  readonly ageMs: number;
  readonly likes: number;
  readonly reposts: number;
  /** 0.1 to 1: what evidence of spam leaves. */
  readonly quality: number;
  /** Authors who said the same. */
  readonly copyAuthors: number;
}

/** What a word is worth that `holding` of `posts` posts have; never negative. */
export function idf(posts: number, holding: number): number {
  return Math.log(1 + (posts - holding + 0.5) / (holding + 0.5));
}

/** Higher is better. `idfs`: of the words of the query; without words the rest decides. */
export function scorePost(idfs: ArrayLike<number>, facts: PostFacts): number {
  return wordScore(idfs, facts.counts, facts.tokens) * weightOf(facts);
}

/** BM25 of the words alone; 1 where the query has none. */
export function wordScore(idfs: ArrayLike<number>, counts: ArrayLike<number>, tokens: number): number {
  if (idfs.length === 0) return 1;
  const norm = k1 * (1 - b + (b * tokens) / averageTokens);
  let sum = 0;
  for (let i = 0; i < idfs.length; i++) {
    const count = counts[i]!;
    if (count > 0) sum += (idfs[i]! * count * (k1 + 1)) / (count + norm);
  }
  return sum;
}

/** What everything but the words makes of a post. */
export function weightOf({
  ageMs,
  likes,
  reposts,
  quality,
  copyAuthors,
}: Omit<PostFacts, "counts" | "tokens">): number {
  const recency = 0.3 + 1 / (1 + Math.max(0, ageMs) / halfAgeMs);
  const engagement = 1 + 0.15 * Math.log(1 + likes + 2 * reposts);
  const echo = 1 + copiesWeight * Math.log(Math.max(1, copyAuthors));
  return recency * engagement * echo * quality;
}
