import { type FeedAsk, type FeedBatch, type FeedEvent, PostsError } from "@grok/posts";
import type { FeedTools } from "../feed-module.ts";
import { mapSomeAtOnce } from "../some-at-once.ts";
import { askHackerNews, type HackerNews } from "./ask-hacker-news.ts";
import { eventOfChange, eventOfItem, type Item } from "./item.ts";

export interface HackerNewsOptions {
  readonly base: string;
  readonly everyMs: number;
  readonly what: "everything" | "stories";
}

/** Items that are caught up with after a pause: about two hours of them. */
const catchUpMax = 2_000;
const atOnce = 8;
const batchItems = 40;
/** How long an id may stand without an item before it is given up. */
const awaitItemMs = 60_000;
const changesEveryMs = 60_000;

/** Polls from the id in `ask.cursor`, or from now on, for ever. */
export async function* readHackerNews(
  { base, everyMs, what }: HackerNewsOptions,
  tools: FeedTools,
  { cursor, signal, tell }: FeedAsk,
): AsyncGenerator<FeedBatch> {
  const source = askHackerNews(base, tools, signal);
  const isWanted = ({ type }: Item) => what === "everything" || type !== "comment";
  let newest = await source.newest();
  let last = cursor !== null && /^\d{1,15}$/.test(cursor) ? Number(cursor) : newest;
  if (String(last) !== cursor) yield { events: [], cursor: String(last) };
  let changesAtMs = tools.now();
  /** Ids that have no item yet, with the moment when they are given up. */
  const awaited = new Map<number, number>();

  while (!signal.aborted) {
    if (newest - last > catchUpMax) {
      const left = newest - last - catchUpMax;
      tell({ type: "gap", message: `${left} items of Hacker News were written meanwhile and are left out.` });
      last = newest - catchUpMax;
    }
    tell({ type: "live" });
    const nowMs = tools.now();
    const ids = [...awaited.keys(), ...rangeOf(last + 1, newest)];
    for (let at = 0; at < ids.length; at += batchItems) {
      const asked = ids.slice(at, at + batchItems);
      const items = await readItems(source, asked, tell);
      for (const [place, id] of asked.entries()) {
        const givenUpAtMs = awaited.get(id) ?? nowMs + awaitItemMs;
        if (items[place] === null && tools.now() < givenUpAtMs) awaited.set(id, givenUpAtMs);
        else awaited.delete(id);
      }
      last = Math.max(last, ...asked);
      const stored = Math.min(last, ...[...awaited.keys()].map((id) => id - 1));
      yield { events: eventsOf(items, isWanted, eventOfItem, tools.now()), cursor: String(stored) };
    }
    if (tools.now() - changesAtMs >= changesEveryMs) {
      changesAtMs = tools.now();
      const changed = (await source.changed()).filter((id) => id <= last && !awaited.has(id));
      for (let at = 0; at < changed.length; at += batchItems) {
        const items = await readItems(source, changed.slice(at, at + batchItems), tell);
        yield { events: eventsOf(items, isWanted, eventOfChange, tools.now()), cursor: null };
      }
    }
    const waitMs = Math.round(everyMs * (1 + 0.1 * tools.random()));
    tell({ type: "waiting", untilMs: tools.now() + waitMs });
    await tools.sleep(waitMs, signal);
    if (!signal.aborted) newest = Math.max(newest, await source.newest());
  }
}

/** Null for an item that is not there; undefined for one that cannot be read. */
async function readItems(
  source: HackerNews,
  ids: readonly number[],
  tell: FeedAsk["tell"],
): Promise<(Item | null | undefined)[]> {
  return mapSomeAtOnce(ids, atOnce, async (id) => {
    try {
      return await source.item(id);
    } catch (error) {
      if (!(error instanceof PostsError) || error.code !== "bad-answer") throw error;
      tell({ type: "unreadable", count: 1, message: error.message });
      return undefined;
    }
  });
}

function eventsOf(
  items: readonly (Item | null | undefined)[],
  isWanted: (item: Item) => boolean,
  toEvent: (item: Item, nowMs: number) => FeedEvent | null,
  nowMs: number,
): FeedEvent[] {
  return items
    .filter((item) => item != null)
    .filter(isWanted)
    .map((item) => toEvent(item, nowMs))
    .filter((event) => event !== null);
}

function rangeOf(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
}
