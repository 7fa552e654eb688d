import assert from "node:assert/strict";
import { test } from "node:test";
import { PostsError } from "@grok/posts";
import {
  type FeedHappening,
  type FeedStanding,
  failuresNow,
  healthOf,
  newStanding,
  stand,
} from "./feed-state.ts";

const error = new PostsError("unreachable", "the source is away");
const after = (
  happenings: readonly FeedHappening[],
  start: FeedStanding = newStanding("f", 0),
  nowMs = 1_000,
) => happenings.reduce((standing, happening) => stand(standing, happening, nowMs), start);
const stored = (posts: number, lagMs: number | null = null, fresh = posts): FeedHappening => ({
  type: "stored",
  posts,
  fresh,
  dropped: 0,
  lagMs,
});

test("a feed connects, is live, waits between polls, and is off when it was stopped", () => {
  const states = [
    { type: "started" },
    { type: "news", news: { type: "live" } },
    { type: "news", news: { type: "waiting", untilMs: 9_000 } },
    { type: "ended" },
    { type: "stopped" },
  ] as const satisfies readonly FeedHappening[];
  let standing = newStanding("f", 0);
  assert.equal(standing.health.state, "off");
  const told = states.map((happening) => {
    standing = stand(standing, happening, 1_000);
    return [standing.health.state, standing.health.nextAtMs];
  });
  assert.deepEqual(told, [
    ["connecting", null],
    ["live", null],
    ["waiting", 9_000],
    ["ended", null],
    ["off", null],
  ]);
});

test("something heard makes a connecting feed live, but leaves one that polls as it is", () => {
  assert.equal(after([{ type: "started" }, { type: "heard" }]).health.state, "live");
  const waiting: FeedHappening = { type: "news", news: { type: "waiting", untilMs: 5 } };
  assert.equal(after([{ type: "started" }, waiting, { type: "heard" }]).health.state, "waiting");
});

test("failures in a row are counted until the source is heard again, and the error stays as long", () => {
  const twice = after([
    { type: "started" },
    { type: "failed", error, againAtMs: 2_000 },
    { type: "started" },
    { type: "failed", error, againAtMs: 4_000 },
  ]);
  assert.deepEqual(
    [twice.failures, twice.health.state, twice.health.errors, twice.health.lastError, twice.health.nextAtMs],
    [2, "retrying", 2, "the source is away", 4_000],
  );
  assert.equal(stand(twice, { type: "started" }, 5_000).health.state, "retrying");
  const heard = stand(twice, { type: "heard" }, 5_000);
  assert.deepEqual([heard.failures, heard.health.lastError, heard.health.errors], [0, "", 2]);
  assert.equal(after([{ type: "failed", error, againAtMs: null }]).health.state, "failed");
});

test("a connection that held a minute in silence begins the count anew, a shorter one does not", () => {
  const live = after([
    { type: "failed", error, againAtMs: 2_000 },
    { type: "news", news: { type: "live" } },
  ]);
  assert.equal(failuresNow(live, 30_000), 1);
  assert.equal(failuresNow(live, 62_000), 0);
});

test("a gap and unreadable posts are told until something else is, also when posts come", () => {
  const gap = after([
    { type: "news", news: { type: "gap", message: "something is missing" } },
    { type: "news", news: { type: "live" } },
    { type: "heard" },
  ]);
  assert.equal(gap.health.lastError, "something is missing");
  const unreadable = after([
    { type: "news", news: { type: "unreadable", count: 2, message: "a" } },
    { type: "news", news: { type: "unreadable", count: 3, message: "b" } },
  ]);
  assert.deepEqual([unreadable.health.unreadable, unreadable.health.lastError], [5, "b"]);
});

test("posts are counted for ever, their rate over a minute, and the lag is the last that is known", () => {
  let standing = stand(newStanding("f", 0), stored(30, 700), 100_000);
  standing = stand(standing, stored(12), 110_000);
  assert.equal(healthOf(standing, 110_000).postsPerMinute, 42);
  assert.equal(healthOf(standing, 165_000).postsPerMinute, 12);
  assert.equal(healthOf(standing, 500_000).postsPerMinute, 0);
  assert.deepEqual([standing.health.posts, standing.health.lagMs], [42, 700]);
  const caughtUp = stand(standing, stored(5_000, null, 3), 165_000);
  assert.deepEqual([caughtUp.health.posts, healthOf(caughtUp, 165_000).postsPerMinute], [5_042, 15]);
  // A clock that steps back neither throws nor loses what was counted.
  assert.equal(healthOf(stand(standing, stored(1), 20_000), 20_000).postsPerMinute, 43);
});

test("what was spent is told as the feed tells it", () => {
  const news = { type: "spent", usd: 1.5, budgetUsd: 5 } as const;
  assert.deepEqual(after([{ type: "news", news }]).health.spent, { usd: 1.5, budgetUsd: 5 });
});
