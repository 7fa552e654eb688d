import type { ServerTool } from "@grok/dialects";
import type { PostQuery, SearchAnswer } from "@grok/posts";
import type { Live } from "../../live/open-live.ts";

/** A search of posts within the bounds that a client set. */
export type BoundSearch = (query: PostQuery) => Promise<SearchAnswer>;

/** How posts are searched for a tool of a request, until `signal` aborts. */
export type PostSearch = (tool: ServerTool, signal: AbortSignal) => BoundSearch;

const limitMax = 100;

export function createPostSearch(live: Pick<Live, "available" | "search">): PostSearch {
  return (tool, signal) => async (query) => {
    // Where there is nothing to search, no index is made for it.
    if (!(await live.available())) return nothing(Date.now());
    const { allowedHandles: allowed, excludedHandles: excluded, resultsMax = 20 } = tool;
    const [author, ...more] = allowed ?? [];
    const sinceMs = latest(query.sinceMs, tool.sinceMs);
    const untilMs = earliest(query.untilMs, tool.untilMs);
    const answer = await live.search(
      {
        ...query,
        // What is left out afterwards must not leave too little.
        limit: Math.min(
          limitMax,
          Math.max(query.limit ?? 20, excluded || more.length > 0 ? limitMax : resultsMax),
        ),
        ...(author !== undefined && more.length === 0 && { author }),
        ...(sinceMs !== undefined && { sinceMs }),
        ...(untilMs !== undefined && { untilMs }),
      },
      signal,
    );
    const hits = answer.hits.filter(({ post }) => {
      const handle = fold(post.author.handle);
      if (excluded?.some((each) => fold(each) === handle)) return false;
      return allowed === undefined || allowed.some((each) => fold(each) === handle);
    });
    return { ...answer, hits: hits.slice(0, Math.max(query.limit ?? 0, resultsMax)) };
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

function fold(handle: string): string {
  return handle.replace(/^@/, "").toLowerCase();
}

function latest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}

function earliest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}
