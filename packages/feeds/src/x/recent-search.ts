import type { FeedEvent } from "@grok/posts";
import { z } from "zod";
import type { XApi } from "./ask-x.ts";
import { newerId } from "./snowflake.ts";
import { type Delivered, mills, type SpendingMeter } from "./spending-meter.ts";
import { postFields, readUsers, readXPost, untrustedIncludes, untrustedPosts } from "./x-post.ts";

/** The limits of `max_results`. */
const pageMin = 10;
const pageMax = 100;

const answer = z.object({
  data: untrustedPosts.optional(),
  includes: untrustedIncludes,
  meta: z.object({ next_token: z.string().optional() }).optional(),
});

/** What came of X at once. */
export interface XPage {
  readonly events: FeedEvent[];
  readonly unreadable: number;
  /** "0" where nothing came. */
  readonly newestId: string;
}

export interface SearchAsk {
  readonly query: string;
  /** Only newer ones; null: the newest of the last seven days. */
  readonly sinceId: string | null;
  readonly pagesMax: number;
  /** Names of authors, which cost extra. */
  readonly names: boolean;
}

/**
 * Pages of `GET /2/tweets/search/recent`, newest first. Returns whether some were left for want of pages.
 * No page is asked for that could cost more than what is left; throws "budget" then.
 */
export async function* searchRecent(
  { query, sinceId, pagesMax, names }: SearchAsk,
  { api, meter, now }: { readonly api: XApi; readonly meter: SpendingMeter; readonly now: () => number },
): AsyncGenerator<XPage, boolean> {
  const price = mills.post + (names ? mills.user : 0);
  let next: string | undefined;
  for (let count = 0; count < pagesMax; count++) {
    const size = Math.max(pageMin, Math.min(pageMax, Math.floor(meter.left / price)));
    await meter.reserve(size * price);
    const asked = {
      query,
      max_results: String(size),
      ...postQuery(names),
      ...(sinceId === null ? {} : { since_id: sinceId }),
      ...(next === undefined ? {} : { next_token: next }),
    };
    const { data = [], includes, meta } = await api.getJson("/2/tweets/search/recent", asked, answer);
    const users = includes?.users ?? [];
    await meter.charge(delivered(data, users));
    yield readPage(data, users, now());
    next = meta?.next_token;
    if (next === undefined) return false;
  }
  return true;
}

/** What to ask for with posts, in a stream or a search. */
export function postQuery(names: boolean): Record<string, string> {
  return {
    "tweet.fields": postFields,
    ...(names ? { expansions: "author_id", "user.fields": "name,username" } : {}),
  };
}

const named = z.object({ id: z.string().max(20) });

/** Everything that was delivered, also what cannot be read: it was charged all the same. */
export function delivered(posts: readonly unknown[], users: readonly unknown[]): Delivered {
  const ids = (told: readonly unknown[]) => told.map((each) => named.safeParse(each).data?.id ?? "");
  return { posts: ids(posts), users: ids(users) };
}

/** Posts oldest first, as they would have come in a stream. */
export function readPage(posts: readonly unknown[], users: readonly unknown[], nowMs: number): XPage {
  const known = readUsers(users);
  const events: FeedEvent[] = [];
  let unreadable = 0;
  let newestId = "0";
  for (const told of posts.toReversed()) {
    try {
      const read = readXPost(told, known, nowMs);
      events.push(...read);
      for (const event of read) if (event.type === "post") newestId = newerId(newestId, event.post.id);
    } catch {
      unreadable++;
    }
  }
  return { events, unreadable, newestId };
}
