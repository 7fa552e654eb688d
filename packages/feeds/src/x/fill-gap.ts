import { type FeedAsk, type FeedBatch, PostsError } from "@grok/posts";
import type { XApi } from "./ask-x.ts";
import { searchRecent } from "./recent-search.ts";
import { idAt, newerId, timeOfId } from "./snowflake.ts";
import type { SpendingMeter } from "./spending-meter.ts";

/** X searches the last seven days; somewhat less, so that a clock that is off does not matter. */
const searchedMs = 7 * 86_400_000 - 600_000;
/** Posts come to be found in another order than that of their ids; so much is asked for again, free within a day. */
const overlapMs = 60_000;
/** Of one query: a thousand posts, five dollars. */
const pagesMax = 10;

export interface FillGapParts {
  readonly queries: readonly string[];
  readonly names: boolean;
  readonly api: XApi;
  readonly meter: SpendingMeter;
  readonly now: () => number;
  readonly ask: Pick<FeedAsk, "tell">;
}

/**
 * What was said since the post `cursor`, from every query; without one, the newest page of each. The cursor moves with
 * the last batch only: it holds for all queries together. What cannot be had is told as a gap.
 */
export async function* fillGap(
  cursor: string | null,
  { queries, names, api, meter, now, ask }: FillGapParts,
): AsyncGenerator<FeedBatch, void> {
  const isTooOld = cursor !== null && timeOfId(cursor) < now() - searchedMs;
  if (isTooOld) tellGap(ask, "the last stored post is older than the seven days that X searches");
  const sinceId = cursor === null || isTooOld ? null : idAt(timeOfId(cursor) - overlapMs);
  let newestId = cursor ?? "0";
  let last: FeedBatch["events"] = [];
  try {
    for (const query of queries) {
      const pagesAllowed = sinceId === null ? 1 : pagesMax;
      const pages = searchRecent({ query, sinceId, names, pagesMax: pagesAllowed }, { api, meter, now });
      let page = await pages.next();
      for (; !page.done; page = await pages.next()) {
        if (last.length > 0) yield { events: last, cursor: null };
        last = page.value.events;
        newestId = newerId(newestId, page.value.newestId);
        tellUnreadable(ask, api.host, page.value.unreadable);
      }
      if (page.value && sinceId !== null)
        tellGap(ask, `more than ${pagesMax} pages matched ${JSON.stringify(query)}`);
    }
  } catch (error) {
    // It is paid for.
    if (last.length > 0) yield { events: last, cursor: null };
    throw error;
  }
  if (newestId !== "0") yield { events: last, cursor: newestId };
}

export function tellUnreadable({ tell }: Pick<FeedAsk, "tell">, host: string, count: number): void {
  if (count > 0) tell({ type: "unreadable", count, message: `${host} sent what is not as documented.` });
}

/** Where the cursor is one that `fillGap` gave; throws "bad-input" for anything else. */
export function checkCursor(cursor: string | null): string | null {
  if (cursor === null || /^\d{1,20}$/.test(cursor)) return cursor;
  throw new PostsError(
    "bad-input",
    "The stored place in the posts of X cannot be read. Remove the feed and set it up again.",
  );
}

function tellGap({ tell }: Pick<FeedAsk, "tell">, why: string): void {
  tell({ type: "gap", message: `Posts may be missing: ${why}.` });
}
