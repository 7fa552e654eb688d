import {
  type LiveIndex,
  type PostHit,
  type PostQuery,
  type PostRef,
  postKey,
  type SearchAnswer,
} from "@grok/posts";

const pollEveryMs = 500;
/** Asking what became of posts is cheaper than searching, and a deletion may take a moment. */
const fatesEveryPolls = 4;
const hitsMax = 100;
/** The last posts of which deletions are told: more than a screen holds, as many as one question takes. */
const watchedMax = 200;

export interface PostNews {
  /** Oldest first. */
  readonly hits: readonly PostHit[];
  readonly deleted: readonly PostRef[];
  /** Posts that came since the news before and are left out: more than can be told at once. */
  readonly skipped: number;
  readonly asOfMs: number;
}

/**
 * Posts that match from now on, at most every half second, until `signal`. The index is asked again and again, so it
 * is the same for an index in this process and for one that several processes write. What the query finds at the
 * beginning is not told, but its deletion is. The first news comes at once, mostly empty.
 */
export async function* watchPosts(
  index: LiveIndex,
  query: PostQuery,
  signal: AbortSignal,
  sleep: (ms: number, signal: AbortSignal) => Promise<void>,
): AsyncGenerator<PostNews, void> {
  const watched = new Watched();
  const ask = (sinceMs: number | undefined) =>
    index.search(
      { ...query, order: "latest", limit: hitsMax, ...(sinceMs === undefined ? {} : { sinceMs }) },
      signal,
    );
  const first = await ask(query.sinceMs);
  for (const { post } of first.hits.toReversed()) watched.add(post);
  let newest = newestOf(first, 0);
  yield { hits: [], deleted: [], skipped: 0, asOfMs: first.asOfMs };
  for (let poll = 1; !signal.aborted; poll++) {
    await sleep(pollEveryMs, signal);
    if (signal.aborted) return;
    const answer = await ask(query.sinceMs);
    const fresh = answer.hits
      .filter(({ post }) => post.arrivedAtMs >= newest && !watched.has(post))
      .toReversed();
    // A whole page of new posts: some may stand behind it.
    const skipped = fresh.length === hitsMax ? Math.max(0, (await ask(newest)).matched - fresh.length) : 0;
    for (const { post } of fresh) watched.add(post);
    newest = newestOf(answer, newest);
    const deleted = poll % fatesEveryPolls === 0 ? await watched.takeDeleted(index) : [];
    yield { hits: fresh, deleted, skipped, asOfMs: answer.asOfMs };
  }
}

function newestOf({ hits }: SearchAnswer, before: number): number {
  return hits.reduce((newest, { post }) => Math.max(newest, post.arrivedAtMs), before);
}

/** The posts that were seen last, oldest first. */
class Watched {
  readonly #refs = new Map<string, PostRef>();

  has(ref: PostRef): boolean {
    return this.#refs.has(postKey(ref));
  }

  add({ source, id }: PostRef): void {
    this.#refs.set(postKey({ source, id }), { source, id });
    const [oldest] = this.#refs.keys();
    if (this.#refs.size > watchedMax && oldest !== undefined) this.#refs.delete(oldest);
  }

  async takeDeleted(index: LiveIndex): Promise<readonly PostRef[]> {
    const refs = [...this.#refs.values()];
    if (refs.length === 0) return [];
    const fates = await index.fates(refs);
    const deleted = refs.filter((_, at) => fates[at] === "deleted");
    for (const ref of deleted) this.#refs.delete(postKey(ref));
    return deleted;
  }
}
