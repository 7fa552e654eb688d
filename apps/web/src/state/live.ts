// The Live panel: what is looked for, the posts that were found, and those that have come since, which wait until
// somebody wants to see them, so that the list never moves under a reader.

import type { Action } from "./action.ts";
import type { Fate, FeedEntry, FeedKindEntry, IndexEntry, LivePost, LiveTrend } from "./live-post.ts";
import type { Problem } from "./problem.ts";

/** Times over which trends can be looked at. */
export const trendWindowsMs = [600_000, 3_600_000, 86_400_000] as const;

/** Waiting posts beyond this are only counted. */
const waitingMax = 300;
/** A list that would grow beyond this by newer posts is read again instead. */
const shownMax = 500;

export interface LiveQuery {
  readonly text: string;
  readonly order: "latest" | "top";
  /** A code of a language, a name of a source; "" is any. */
  readonly language: string;
  readonly source: string;
}

/** What a tab keeps of the panel over a reload. */
export type SavedLive = Pick<Live, "open" | "windowMs">;

export interface Live {
  readonly open: boolean;
  readonly query: LiveQuery;
  readonly phase: "reading" | "found" | "failed";
  readonly problem: Problem | null;
  /** Newest first, or best first. */
  readonly posts: readonly LivePost[];
  /** Came since, newest first. */
  readonly newer: readonly LivePost[];
  /** More that came and are left out. */
  readonly newerSkipped: number;
  /** Where older ones begin; "" at the end. */
  readonly next: string;
  readonly relaxed: boolean;
  readonly searchedBackToMs: number;
  readonly complete: boolean;
  readonly perMinute: number;
  /** Posts that went while they were shown. */
  readonly gone: number;
  readonly paused: boolean;
  readonly windowMs: number;
  /** Null until they have come. */
  readonly trends: readonly LiveTrend[] | null;
  /** Null until the server has told them. */
  readonly feeds: readonly FeedEntry[] | null;
  readonly kinds: readonly FeedKindEntry[];
  readonly index: IndexEntry | null;
  /** Why the server could not say how the index stands. */
  readonly indexProblem: Problem | null;
  /** Of posts that replies cite, by key. */
  readonly fates: Readonly<Record<string, Fate>>;
}

export interface LiveFound {
  readonly posts: readonly LivePost[];
  readonly next: string;
  readonly relaxed: boolean;
  readonly searchedBackToMs: number;
  readonly complete: boolean;
}

export type LiveAction =
  | { readonly type: "live-switched"; readonly open: boolean }
  | { readonly type: "live-asked"; readonly query: LiveQuery }
  | {
      readonly type: "live-found";
      readonly query: LiveQuery;
      readonly found: LiveFound;
      readonly older: boolean;
    }
  | { readonly type: "live-failed"; readonly query: LiveQuery; readonly problem: Problem }
  | {
      readonly type: "live-news";
      readonly query: LiveQuery;
      /** Newest first. */
      readonly posts: readonly LivePost[];
      readonly deleted: readonly string[];
      readonly skipped: number;
      readonly perMinute: number;
    }
  | { readonly type: "live-newer-shown" }
  | { readonly type: "live-paused"; readonly paused: boolean }
  | { readonly type: "trends-asked"; readonly windowMs: number }
  | { readonly type: "trends-arrived"; readonly windowMs: number; readonly trends: readonly LiveTrend[] }
  | {
      readonly type: "feeds-arrived";
      readonly feeds: readonly FeedEntry[];
      readonly kinds: readonly FeedKindEntry[];
    }
  | { readonly type: "index-arrived"; readonly index: IndexEntry }
  | { readonly type: "index-failed"; readonly problem: Problem }
  | { readonly type: "fates-arrived"; readonly fates: Readonly<Record<string, Fate>> };

export const noLive: Live = {
  open: false,
  query: { text: "", order: "latest", language: "", source: "" },
  phase: "reading",
  problem: null,
  posts: [],
  newer: [],
  newerSkipped: 0,
  next: "",
  relaxed: false,
  searchedBackToMs: 0,
  complete: true,
  perMinute: 0,
  gone: 0,
  paused: false,
  windowMs: 3_600_000,
  trends: null,
  feeds: null,
  kinds: [],
  index: null,
  indexProblem: null,
  fates: {},
};

export function reduceLive(live: Live, action: Action): Live {
  switch (action.type) {
    case "live-switched":
      return live.open === action.open ? live : { ...live, open: action.open };
    // There is room for one panel beside the panes.
    case "tree-switched":
      return action.open && live.open ? { ...live, open: false } : live;
    case "live-asked":
      return {
        ...live,
        query: action.query,
        phase: "reading",
        problem: null,
        newer: [],
        newerSkipped: 0,
        gone: 0,
        ...(!same(live.query, action.query) && { posts: [], next: "", relaxed: false, complete: true }),
      };
    case "live-found":
      return same(live.query, action.query) ? found(live, action.found, action.older) : live;
    case "live-failed":
      return same(live.query, action.query) ? { ...live, phase: "failed", problem: action.problem } : live;
    case "live-news":
      return same(live.query, action.query) ? news(live, action) : live;
    case "live-newer-shown":
      return {
        ...live,
        posts: distinct([...live.newer, ...live.posts]),
        newer: [],
        newerSkipped: 0,
        gone: 0,
      };
    case "live-paused":
      return live.paused === action.paused ? live : { ...live, paused: action.paused };
    case "trends-asked":
      return live.windowMs === action.windowMs ? live : { ...live, windowMs: action.windowMs, trends: null };
    case "trends-arrived":
      return live.windowMs === action.windowMs ? { ...live, trends: action.trends } : live;
    case "feeds-arrived":
      return { ...live, feeds: action.feeds, kinds: action.kinds };
    case "index-arrived":
      return { ...live, index: action.index, indexProblem: null };
    case "index-failed":
      return { ...live, indexProblem: action.problem };
    case "fates-arrived":
      return { ...live, fates: { ...live.fates, ...action.fates } };
    default:
      return live;
  }
}

/** Feeds that are switched on. */
export const feedsOn = ({ feeds }: Live): number => (feeds ?? []).filter(({ on }) => on).length;

/** Whether the posts that wait join on to those that are shown: nothing was left out between, and the list stays short. */
export const newerJoinOn = ({ posts, newer, newerSkipped }: Live): boolean =>
  newerSkipped === 0 && posts.length + newer.length <= shownMax;

function found(live: Live, { posts, ...facts }: LiveFound, older: boolean): Live {
  const all = older ? distinct([...live.posts, ...posts]) : posts;
  return { ...live, ...facts, phase: "found", problem: null, posts: all };
}

function news(live: Live, action: Extract<LiveAction, { type: "live-news" }>): Live {
  const { posts, deleted, skipped, perMinute } = action;
  if (posts.length === 0 && deleted.length === 0 && skipped === 0 && perMinute === live.perMinute)
    return live;
  const gone = new Set(deleted);
  const stays = (post: LivePost) => !gone.has(post.key);
  const known = new Set(live.posts.map(({ key }) => key));
  const fresh = posts.filter(({ key }) => !known.has(key));
  const newer = distinct([...fresh, ...live.newer]).filter(stays);
  const kept = live.posts.filter(stays);
  const cited = deleted.filter((key) => live.fates[key] !== undefined);
  return {
    ...live,
    perMinute,
    // An empty list is not moved by what comes into it.
    posts: live.posts.length === 0 ? newer : kept.length === live.posts.length ? live.posts : kept,
    newer: live.posts.length === 0 ? [] : newer.slice(0, waitingMax),
    newerSkipped: live.newerSkipped + skipped + Math.max(0, newer.length - waitingMax),
    gone: live.gone + live.posts.length - kept.length,
    fates:
      cited.length === 0
        ? live.fates
        : { ...live.fates, ...Object.fromEntries(cited.map((key) => [key, "deleted" as const])) },
  };
}

function same(a: LiveQuery, b: LiveQuery): boolean {
  return a.text === b.text && a.order === b.order && a.language === b.language && a.source === b.source;
}

function distinct(posts: readonly LivePost[]): readonly LivePost[] {
  const seen = new Set<string>();
  return posts.filter(({ key }) => !seen.has(key) && seen.add(key));
}
