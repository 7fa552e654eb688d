import assert from "node:assert/strict";
import { test } from "node:test";
import { adaptEvery, maxAgeMsOf, nextPollAtMs } from "./next-poll.ts";

const minuteMs = 60_000;

test("an address is asked as often as it changes, from every minute to every hour", () => {
  let everyMs = 5 * minuteMs;
  for (let n = 0; n < 10; n++) everyMs = adaptEvery(everyMs, true);
  assert.equal(everyMs, minuteMs);
  for (let n = 0; n < 20; n++) everyMs = adaptEvery(everyMs, false);
  assert.equal(everyMs, 60 * minuteMs);
});

test("the publisher's demand is kept, up to a day", () => {
  const plan = { everyMs: minuteMs, skipHours: [] };
  assert.equal(nextPollAtMs({ ...plan, atLeastMs: 30 * minuteMs }, 0, 0), 30 * minuteMs);
  assert.equal(nextPollAtMs({ ...plan, atLeastMs: 1e12 }, 0, 0), 24 * 60 * minuteMs);
  assert.equal(nextPollAtMs({ ...plan, atLeastMs: 0 }, 0, 1), 66_000);
});

test("hours to be skipped are waited out, unless there is no other", () => {
  const nowMs = Date.UTC(2026, 10, 22, 2, 59);
  const plan = { everyMs: 5 * minuteMs, atLeastMs: 0 };
  assert.equal(nextPollAtMs({ ...plan, skipHours: [3, 4] }, nowMs, 0), Date.UTC(2026, 10, 22, 5));
  const all = Array.from({ length: 24 }, (_, hour) => hour);
  assert.ok(nextPollAtMs({ ...plan, skipHours: all }, nowMs, 0) < nowMs + 26 * 60 * minuteMs);
});

test("a max-age is read from any Cache-Control that lets one keep the document", () => {
  assert.equal(maxAgeMsOf("public, max-age=600"), 600_000);
  assert.equal(maxAgeMsOf("s-maxage=5, max-age=60"), 60_000);
  for (const none of [null, "", "no-cache", "max-age=600, no-store", "max-age=x"])
    assert.equal(maxAgeMsOf(none), 0);
});
