import assert from "node:assert/strict";
import { test } from "node:test";
import { dayStart, weekStart } from "./local-time.ts";
import { readTimeWords } from "./time-words.ts";

/** Monday 23 November 2026, 01:30 in Tokyo and still Sunday in London. */
const nowMs = Date.UTC(2026, 10, 22, 16, 30);
const tokyo = "Asia/Tokyo";
const hour = 3_600_000;

function at(day: number, hours = 0): number {
  return Date.UTC(2026, 10, day, hours) - 9 * hour;
}

const windows: readonly (readonly [question: string, sinceMs: number | null, untilMs: number | null])[] = [
  ["What happened today?", at(23), null],
  ["What's on tonight?", at(23), null],
  ["Who won yesterday?", at(22), at(23)],
  ["What happened last night?", at(22, 17), at(23, 12)],
  ["What changed in the last hour?", nowMs - hour, null],
  ["Anything in the past 3 hours?", nowMs - 3 * hour, null],
  ["news of the last 20 minutes", nowMs - hour / 3, null],
  ["What happened this week?", at(23), null],
  ["What happened last week?", at(16), at(23)],
  ["Any quakes since yesterday?", at(22), null],
  ["Quakes since 1 am", at(23, 1), null],
  ["今天发生了什么？", at(23), null],
  ["昨天谁赢了？", at(22), at(23)],
  ["昨晚的比赛怎么样？", at(22, 17), at(23, 12)],
  ["过去3小时有什么新闻？", nowMs - 3 * hour, null],
  ["最近一小时的帖子", nowMs - hour, null],
  ["Is the bridge open right now?", null, null],
  ["Who wrote Hamlet?", null, null],
];

for (const [question, sinceMs, untilMs] of windows) {
  test(`"${question}" is read in the zone of the user`, () => {
    const time = readTimeWords(question, nowMs, tokyo);
    assert.deepEqual([time.sinceMs, time.untilMs], [sinceMs, untilMs]);
  });
}

test("words of now set no window, make an old post old, and are no part of what is asked about", () => {
  const time = readTimeWords("Is the bridge open right now?", nowMs, "UTC");
  assert.equal(time.isNow, true);
  assert.equal(time.freshMs, 24 * hour);
  assert.equal(time.rest.trim(), "Is the bridge open ?");
});

test("days begin at midnight where clocks change, and weeks on Monday", () => {
  // In Berlin the clocks go back on 25 October 2026 at 03:00.
  const noon = Date.UTC(2026, 9, 25, 11);
  assert.equal(dayStart(noon, "Europe/Berlin"), Date.UTC(2026, 9, 24, 22));
  assert.equal(dayStart(noon, "Europe/Berlin", 1), Date.UTC(2026, 9, 25, 23));
  assert.equal(weekStart(noon, "Europe/Berlin"), Date.UTC(2026, 9, 18, 22));
});
