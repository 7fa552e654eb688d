import { type FeedEvent, type FeedId, type Ingested, type LiveIndex, PostsError } from "@grok/posts";
import { parsePostLine } from "../lines/post-line.ts";
import type { FeedHappening } from "../runner/feed-state.ts";
import { lagOf } from "../runner/lag-of.ts";

/** In one call: about as many as one commit of the index takes. */
const pushedMax = 1_000;
/** Whoever sends nothing that can be read learns it from the first of them. */
const refusalsToldMax = 20;

export interface Refusal {
  /** Which of the values, from 0. */
  readonly at: number;
  /** Where in it: "author.handle"; "" for all of it. */
  readonly path: string;
  readonly reason: string;
}

/** What became of posts that were pushed. */
export interface Pushed extends Ingested {
  /** Of values that were left out: how many, and the first 20. */
  readonly refused: number;
  readonly refusals: readonly Refusal[];
}

export interface TakePosts {
  readonly feedId: FeedId;
  readonly values: readonly unknown[];
  readonly index: Pick<LiveIndex, "ingest">;
  readonly now: () => number;
  readonly happen: (happening: FeedHappening) => void;
}

/** Stores what can be read of `values`; resolves once it can be found. Throws "bad-input" for more than 1,000. */
export async function takePosts({ feedId, values, index, now, happen }: TakePosts): Promise<Pushed> {
  if (values.length > pushedMax)
    throw new PostsError(
      "bad-input",
      `${values.length} posts were sent; ${pushedMax} can be, at once. Nothing was stored; send them in parts.`,
    );
  const arrivedAtMs = now();
  const events: FeedEvent[] = [];
  const refusals: Refusal[] = [];
  for (const [at, value] of values.entries()) {
    const line = parsePostLine(value, "push", arrivedAtMs);
    if (line.event === null) refusals.push({ at, path: line.path, reason: line.reason });
    else events.push(line.event);
  }
  const ingested = await index.ingest({ feedId, events, cursor: null });
  const { indexed, dropped } = ingested;
  happen({ type: "stored", posts: indexed, fresh: indexed, dropped, lagMs: lagOf(events, now()) });
  if (refusals.length > 0) {
    const [{ at, path, reason }] = refusals as [Refusal];
    const place = path === "" ? `Value ${at}` : `${path} of value ${at}`;
    const message = `${refusals.length} of ${values.length} pushed values could not be read. ${place}: ${reason}`;
    happen({ type: "news", news: { type: "unreadable", count: refusals.length, message } });
  }
  return { ...ingested, refused: refusals.length, refusals: refusals.slice(0, refusalsToldMax) };
}
