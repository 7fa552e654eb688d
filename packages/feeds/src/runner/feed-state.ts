import type { FeedHealth, FeedId, FeedNews, PostsError } from "@grok/posts";
import { addToRate, emptyRate, type Rate, rateOf } from "./minute-rate.ts";

/** How one feed stands: `FeedHealth` without what only a clock can tell. */
export interface FeedStanding {
  readonly health: Omit<FeedHealth, "postsPerMinute">;
  readonly rate: Rate;
  /** In a row, without news from the source in between. */
  readonly failures: number;
  /** The last error is a failure that lasts, and goes once the source is heard again; notes on gaps stay. */
  readonly failing: boolean;
}

export type FeedHappening =
  | { readonly type: "started" }
  | { readonly type: "news"; readonly news: FeedNews }
  /** Something came from the source, be it only that it moved on. */
  | { readonly type: "heard" }
  | {
      readonly type: "stored";
      readonly posts: number;
      /** Of them those that arrived within the last minute; a past that is caught up with is no rate. */
      readonly fresh: number;
      readonly dropped: number;
      readonly lagMs: number | null;
    }
  /** Posts that the runner itself left out. */
  | { readonly type: "dropped"; readonly posts: number }
  /** `againAtMs` is null where trying again cannot help. */
  | { readonly type: "failed"; readonly error: PostsError; readonly againAtMs: number | null }
  | { readonly type: "ended" }
  | { readonly type: "stopped" };

/** A connection that held so long was a good one, even if nothing was said on it. */
const steadyMs = 60_000;

export function newStanding(id: FeedId, nowMs: number): FeedStanding {
  return {
    health: {
      id,
      state: "off",
      sinceMs: nowMs,
      posts: 0,
      dropped: 0,
      unreadable: 0,
      errors: 0,
      lagMs: null,
      lastError: "",
      nextAtMs: null,
      spent: null,
    },
    rate: emptyRate,
    failures: 0,
    failing: false,
  };
}

export function healthOf({ health, rate }: FeedStanding, nowMs: number): FeedHealth {
  return { ...health, postsPerMinute: rateOf(rate, nowMs) };
}

/** What becomes of a feed's standing. Counts only grow. */
export function stand(before: FeedStanding, happening: FeedHappening, nowMs: number): FeedStanding {
  const { health } = before;
  switch (happening.type) {
    case "started":
      return enter(before, before.failures > 0 ? "retrying" : "connecting", null, nowMs);
    case "news":
      return hearNews(before, happening.news, nowMs);
    case "heard": {
      const heard = { ...recover(before), failures: 0 };
      return health.state === "connecting" || health.state === "retrying"
        ? enter(heard, "live", null, nowMs)
        : heard;
    }
    case "stored":
      return {
        ...before,
        rate: addToRate(before.rate, happening.fresh, nowMs),
        health: {
          ...health,
          posts: health.posts + happening.posts,
          dropped: health.dropped + happening.dropped,
          lagMs: happening.lagMs ?? health.lagMs,
        },
      };
    case "dropped":
      return { ...before, health: { ...health, dropped: health.dropped + happening.posts } };
    case "failed": {
      const state = happening.againAtMs === null ? "failed" : "retrying";
      const failed = enter(before, state, happening.againAtMs, nowMs);
      return {
        ...failed,
        failures: failuresNow(before, nowMs) + 1,
        failing: true,
        health: { ...failed.health, errors: health.errors + 1, lastError: happening.error.message },
      };
    }
    case "ended":
      return enter(before, "ended", null, nowMs);
    case "stopped":
      return enter({ ...before, failures: 0 }, "off", null, nowMs);
  }
}

/** How often it failed in a row until now, this failure left out. */
export function failuresNow({ health, failures }: FeedStanding, nowMs: number): number {
  const steady =
    (health.state === "live" || health.state === "waiting") && nowMs - health.sinceMs >= steadyMs;
  return steady ? 0 : failures;
}

function hearNews(before: FeedStanding, news: FeedNews, nowMs: number): FeedStanding {
  const { health } = before;
  switch (news.type) {
    case "live":
      return enter(recover(before), "live", null, nowMs);
    case "waiting":
      return enter({ ...recover(before), failures: 0 }, "waiting", news.untilMs, nowMs);
    case "unreadable": {
      const unreadable = health.unreadable + news.count;
      return { ...before, failing: false, health: { ...health, unreadable, lastError: news.message } };
    }
    case "spent":
      return { ...before, health: { ...health, spent: { usd: news.usd, budgetUsd: news.budgetUsd } } };
    case "gap":
      return { ...before, failing: false, health: { ...health, lastError: news.message } };
  }
}

function recover(standing: FeedStanding): FeedStanding {
  return standing.failing
    ? { ...standing, failing: false, health: { ...standing.health, lastError: "" } }
    : standing;
}

function enter(
  standing: FeedStanding,
  state: FeedHealth["state"],
  nextAtMs: number | null,
  nowMs: number,
): FeedStanding {
  const sinceMs = standing.health.state === state ? standing.health.sinceMs : nowMs;
  return { ...standing, health: { ...standing.health, state, sinceMs, nextAtMs } };
}
