import type { FeedId } from "@grok/posts";
import { PostsError } from "@grok/posts";
import type { StateDocuments } from "./state-documents.ts";

/**
 * Stores cursors in the order of their batches, each after its own posts and all before: batches of a feed may be under
 * way at the same time and end in any order. Where one fails, those behind it fail as well, for their cursors cover it.
 */
export class FeedCursors {
  readonly #state: StateDocuments;
  readonly #last = new Map<FeedId, Promise<void>>();

  constructor(state: StateDocuments) {
    this.#state = state;
  }

  /** Resolves with what `posts` gives, once the cursor is stored. Must be called in the order of batches. */
  after<T>(feedId: FeedId, cursor: string | null, posts: Promise<T>): Promise<T> {
    const before = this.#last.get(feedId) ?? Promise.resolve();
    const stored = this.#store(feedId, cursor, before, posts);
    const settled = stored.then(() => {});
    this.#last.set(feedId, settled);
    // Once nothing is under way any more, the feed begins anew.
    const forget = () => {
      if (this.#last.get(feedId) === settled) this.#last.delete(feedId);
    };
    settled.then(forget, forget);
    return stored;
  }

  async #store<T>(
    feedId: FeedId,
    cursor: string | null,
    before: Promise<void>,
    posts: Promise<T>,
  ): Promise<T> {
    const [, result] = await Promise.all([
      before.catch((cause: unknown) => {
        throw new PostsError(
          "unreachable",
          `an earlier batch of "${feedId}" was not stored; send from there again`,
          {
            cause,
          },
        );
      }),
      posts,
    ]);
    if (cursor !== null) await this.#state.setCursor(feedId, cursor);
    return result;
  }
}
