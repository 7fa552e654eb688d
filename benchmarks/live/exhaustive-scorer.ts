// What "top" would give if every post were scored: posts go through once, and of each are kept the numbers that a score is
// made of and how often it holds the terms of the queries, which are known beforehand.

import {
  countTerm,
  createPostIntake,
  idf,
  isFacet,
  type ParsedPostQuery,
  type Post,
  postTokens,
  type QueryTerm,
  readPostQuery,
  scorePost,
} from "@grok/posts";

const keyOf = ({ tokens, prefix }: QueryTerm) => `${tokens.join(" ")}${prefix ? "*" : ""}`;

/** Which posts hold a term, and how often. */
interface Holders {
  readonly term: QueryTerm;
  readonly posts: number[];
  readonly counts: number[];
}

export class ExhaustiveScorer {
  readonly #intake = createPostIntake();
  readonly #terms = new Map<string, Holders>();
  /** Terms by their first token: few posts hold any. */
  readonly #byFirst = new Map<string, Holders[]>();
  readonly #createdAtMs: number[] = [];
  readonly #words: number[] = [];
  readonly #likes: number[] = [];
  readonly #reposts: number[] = [];
  readonly #quality: number[] = [];
  readonly #said: number[] = [];
  readonly #authors: number[] = [];

  /** `texts`: all that will be asked. */
  constructor(texts: readonly string[]) {
    for (const text of texts)
      for (const term of read(text).words.flat()) {
        const key = keyOf(term);
        if (this.#terms.has(key)) continue;
        const holders: Holders = { term, posts: [], counts: [] };
        this.#terms.set(key, holders);
        if (term.prefix && term.tokens.length === 1) throw new RangeError(`"${text}" is no query of a load`);
        const first = term.tokens[0]!;
        this.#byFirst.set(first, [...(this.#byFirst.get(first) ?? []), holders]);
      }
  }

  add(post: Post): void {
    const number = this.#said.length;
    const { first, copyAuthors, quality } = this.#intake.take(post, number);
    const tokens = postTokens(post);
    const seen = new Set<Holders>();
    for (const token of tokens) for (const holders of this.#byFirst.get(token) ?? []) seen.add(holders);
    for (const { term, posts, counts } of seen) {
      const count = countTerm(tokens, term);
      if (count === 0) continue;
      posts.push(number);
      counts.push(count);
    }
    this.#createdAtMs.push(post.createdAtMs);
    this.#words.push(tokens.filter((token) => !isFacet(token)).length);
    this.#likes.push(post.engagement.likes);
    this.#reposts.push(post.engagement.reposts);
    this.#quality.push(quality);
    this.#said.push(first?.number ?? number);
    this.#authors.push(1);
    if (first !== null) this.#authors[first.number] = copyAuthors;
  }

  /** Numbers of the best 20, in the order in which posts were added; of those that say the same the best. */
  best(text: string, nowMs: number): number[] {
    const { words } = read(text);
    const terms = words.flat().map((term) => this.#terms.get(keyOf(term))!);
    const idfs = terms.map(({ posts }) => idf(this.#said.length, posts.length));
    const counts = new Map<number, number[]>();
    terms.forEach(({ posts, counts: times }, at) => {
      for (const [i, post] of posts.entries()) {
        const of = counts.get(post) ?? terms.map(() => 0);
        of[at] = times[i]!;
        counts.set(post, of);
      }
    });
    const scored: { post: number; score: number }[] = [];
    for (const [post, of] of counts) {
      let at = 0;
      const clauses = words.map((clause) => clause.map(() => of[at++]!));
      if (!clauses.every((clause) => clause.some((count) => count > 0))) continue;
      scored.push({ post, score: this.#score(post, idfs, of, nowMs) });
    }
    scored.sort((a, b) => b.score - a.score || b.post - a.post);
    const sayings = new Set<number>();
    const best: number[] = [];
    for (const { post } of scored) {
      if (sayings.has(this.#said[post]!)) continue;
      sayings.add(this.#said[post]!);
      if (best.push(post) === 20) break;
    }
    return best;
  }

  #score(post: number, idfs: readonly number[], counts: readonly number[], nowMs: number): number {
    return scorePost(idfs, {
      counts,
      tokens: this.#words[post]!,
      ageMs: nowMs - this.#createdAtMs[post]!,
      likes: this.#likes[post]!,
      reposts: this.#reposts[post]!,
      quality: this.#quality[post]!,
      copyAuthors: this.#authors[this.#said[post]!]!,
    });
  }
}

function read(text: string): ParsedPostQuery {
  return readPostQuery({ text, order: "top" });
}
