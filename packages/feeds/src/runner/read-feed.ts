import { type FeedConnector, type FeedId, type FeedNews, type LiveIndex, PostsError } from "@grok/posts";
import type { FeedHappening } from "./feed-state.ts";
import { freshOf } from "./fresh-of.ts";
import { IngestPipe } from "./ingest-pipe.ts";
import { lagOf } from "./lag-of.ts";

/** How long a connector has to end after it was told to; then it is left to itself. */
const endWithinMs = 1_000;

/** What the index threw: not the source's fault, and not for the connector to judge. */
export class IndexFailure extends Error {
  constructor(cause: unknown) {
    super("The index did not take a batch.", { cause });
    this.name = "IndexFailure";
  }
}

export interface ReadFeedOptions {
  readonly feedId: FeedId;
  readonly connector: FeedConnector;
  readonly index: Pick<LiveIndex, "ingest" | "cursor">;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly happen: (happening: FeedHappening) => void;
}

/**
 * Reads a feed once, from its stored cursor to its end, and stores what it tells. Whatever the end is, all that was
 * handed to the index is stored or refused by then.
 * Throws what the connector threw, or `IndexFailure`.
 */
export async function readFeed(options: ReadFeedOptions): Promise<void> {
  const { feedId, connector, index, now, signal, happen } = options;
  const pipe = new IngestPipe({
    feedId,
    index,
    canWait: connector.canWait,
    onStored: (ingested, events) =>
      happen({
        type: "stored",
        posts: ingested.indexed,
        fresh: Math.min(ingested.indexed, freshOf(events, now())),
        dropped: ingested.dropped,
        lagMs: lagOf(events, now()),
      }),
    onDropped: (posts) => happen({ type: "dropped", posts }),
  });
  const cursor = await orIndexFailure(index.cursor(feedId));
  if (signal.aborted) return;
  const tell = (news: FeedNews) => {
    // A connector that was left to itself has nothing more to say about a feed that may run anew by now.
    if (!signal.aborted) happen({ type: "news", news });
  };
  const batches = connector.read({ cursor, signal, tell })[Symbol.asyncIterator]();
  let hangs = false;
  try {
    for (;;) {
      const next = await orOverdue(batches.next(), signal);
      hangs = next === "overdue";
      if (next === "overdue" || next.done) break;
      happen({ type: "heard" });
      await orIndexFailure(pipe.put(next.value));
      if (signal.aborted) break;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    const left = Promise.resolve(batches.return?.()).catch(() => {});
    if (!hangs) await orOverdue(left, AbortSignal.abort());
  }
  await orIndexFailure(pipe.drain());
}

/** `work`, or "overdue" where it takes longer than a second after `signal` aborted. */
function orOverdue<T>(work: Promise<T>, signal: AbortSignal): Promise<T | "overdue"> {
  const { promise, resolve, reject } = Promise.withResolvers<T | "overdue">();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const start = () => {
    timer = setTimeout(() => resolve("overdue"), endWithinMs);
  };
  if (signal.aborted) start();
  else signal.addEventListener("abort", start, { once: true });
  work.then(resolve, reject);
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener("abort", start);
  });
}

async function orIndexFailure<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new IndexFailure(error);
  }
}

/** What is wrong, in words for people, whatever was thrown. */
export function asPostsError(error: unknown): PostsError {
  const cause = error instanceof IndexFailure ? error.cause : error;
  if (cause instanceof PostsError) return cause;
  return new PostsError(
    error instanceof IndexFailure ? "storage-broken" : "bad-answer",
    error instanceof IndexFailure
      ? "The index failed in a way that it does not know; see the log of the server."
      : "The feed failed in a way that it does not know; see the log of the server. Switch it off and on to try again.",
    { cause },
  );
}
