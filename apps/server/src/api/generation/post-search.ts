import type { ServerTool } from "@grok/dialects";
import type { PostQuery, SearchAnswer } from "@grok/posts";
import type { Live } from "../../live/open-live.ts";

/** A search of posts within the bounds that a client set. */
export type BoundSearch = (query: PostQuery) => Promise<SearchAnswer>;

/** How posts are searched for a tool of a request, until `signal` aborts. */
export type PostSearch = (tool: ServerTool, signal: AbortSignal) => BoundSearch;

const limitUsual = 20;
const limitMax = 100;

export function createPostSearch(live: Pick<Live, "available" | "search">): PostSearch {
  return (tool, signal) => async (query) => {
    // Where there is nothing to search, no index is made for it.
    if (!(await live.available())) return nothing(Date.now());
    const { allowedHandles, excludedHandles, resultsMax } = tool;
    const sinceMs = latest(query.sinceMs, tool.sinceMs);
    const untilMs = earliest(query.untilMs, tool.untilMs);
    return live.search(
      {
        ...query,
        limit: Math.min(resultsMax ?? query.limit ?? limitUsual, limitMax),
        ...(allowedHandles !== undefined && { authors: allowedHandles }),
        ...(excludedHandles !== undefined && { excludedAuthors: excludedHandles }),
        ...(sinceMs !== undefined && { sinceMs }),
        ...(untilMs !== undefined && { untilMs }),
      },
      signal,
    );
  };
}

function nothing(nowMs: number): SearchAnswer {
  return {
    hits: [],
    matched: 0,
    matchedIsExact: true,
    posts: 0,
    wordPosts: [],
    relaxed: false,
    searchedBackToMs: nowMs,
    complete: true,
    indexLagMs: 0,
    asOfMs: nowMs,
    next: null,
  };
}

function latest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}

function earliest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}
