import assert from "node:assert/strict";
import { test } from "node:test";
import { inBytes, inTime } from "./words.ts";

test("sizes are told in decimal units with three digits", () => {
  assert.equal(inBytes(0), "0 B");
  assert.equal(inBytes(999), "999 B");
  assert.equal(inBytes(98_362_432), "98.4 MB");
  assert.equal(inBytes(1_280_835_840), "1.28 GB");
  assert.equal(inBytes(999_999_999), "1.00 GB");
  assert.equal(inBytes(126e9), "126 GB");
});

test("durations are told as a person would", () => {
  assert.equal(inTime(0.2), "under a second");
  assert.equal(inTime(1), "1 second");
  assert.equal(inTime(89), "89 seconds");
  assert.equal(inTime(200), "3 minutes");
  assert.equal(inTime(7_000), "2 hours");
});
