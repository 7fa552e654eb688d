import { ftsTerm, type ParsedPostQuery, type SearchAnswer } from "@grok/posts";
import type { OpenShard } from "./open-shard.ts";

/** So many are counted in a shard, newest first; what is more frequent is estimated from how far that went. */
const countedMax = 2_000;
const rememberedMax = 20_000;

/** How many posts hold a word. What was counted in shards that hardly change any more is remembered. */
export class WordCounts {
  readonly #counts = new Map<string, number>();

  /**
   * Of the words of `query`, in its order. `shards`: newest first; where there is no more time, the rest is taken to be
   * like what was counted, so that a word's weight does not depend on the time there was.
   */
  of(shards: readonly OpenShard[], query: ParsedPostQuery, deadlineMs: number): SearchAnswer["wordPosts"] {
    const terms = query.words.flat();
    const counts = terms.map(() => 0);
    if (terms.length === 0) return [];
    let counted = 0;
    let all = 0;
    for (const [at, shard] of shards.entries()) {
      all += shard.facts.posts;
      if (at > 0 && performance.now() >= deadlineMs) continue;
      counted += shard.facts.posts;
      terms.forEach((term, i) => {
        counts[i]! += at === 0 ? countIn(shard, ftsTerm(term)) : this.#remembered(shard, ftsTerm(term));
      });
    }
    const share = counted === 0 ? 1 : all / counted;
    return terms.map(({ text }, i) => ({ word: text, posts: Math.round(counts[i]! * share) }));
  }

  forget(shard: number): void {
    for (const key of this.#counts.keys()) if (key.startsWith(`${shard} `)) this.#counts.delete(key);
  }

  #remembered(shard: OpenShard, term: string): number {
    const key = `${shard.number} ${term}`;
    let count = this.#counts.get(key);
    if (count === undefined) {
      count = countIn(shard, term);
      if (this.#counts.size >= rememberedMax) this.#counts.clear();
      this.#counts.set(key, count);
    }
    return count;
  }
}

function countIn({ database, facts }: OpenShard, term: string): number {
  const { n, last } = database.get<{ n: number; last: number | null }>(
    `SELECT count(*) AS n, min(rowid) AS last FROM (
       SELECT rowid FROM post_words WHERE post_words MATCH ? ORDER BY rowid DESC LIMIT ${countedMax})`,
    term,
  )!;
  if (n < countedMax || last === null) return n;
  return Math.round((n * facts.rows) / (facts.rows - last + 1));
}
