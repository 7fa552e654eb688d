import assert from "node:assert/strict";
import { test } from "node:test";
import { retryAfterMsOf } from "./retry-after.ts";

const nowMs = Date.UTC(2026, 10, 22, 10);
const cases: [header: string | null, ms: number | null][] = [
  [null, null],
  ["120", 120_000],
  [" 0 ", 0],
  ["Sun, 22 Nov 2026 10:02:00 GMT", 120_000],
  ["Sun, 22 Nov 2026 09:00:00 GMT", 0],
  ["soon", null],
  ["", null],
];
for (const [header, ms] of cases)
  test(`Retry-After ${JSON.stringify(header)} is ${ms}`, () =>
    assert.equal(retryAfterMsOf(header, nowMs), ms));
