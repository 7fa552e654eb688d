import assert from "node:assert/strict";
import { test } from "node:test";
import { type PullProgress, progressMeter } from "./progress.ts";

function meter() {
  const clock = { ms: 0 };
  const seen: PullProgress[] = [];
  return {
    clock,
    seen,
    step: progressMeter(
      () => clock.ms,
      (progress) => seen.push(progress),
    ),
  };
}

test("a change of phase is told at once, steps in between at most ten times a second", () => {
  const { clock, seen, step } = meter();
  step("resolving", 0);
  step("downloading", 0, 1000);
  for (let bytes = 1; bytes <= 500; bytes += 1) {
    clock.ms += 1;
    step("downloading", bytes, 1000);
  }
  assert.equal(seen[0]?.phase, "resolving");
  assert.equal(seen.length, 2 + 5);
});

test("rate and time left come from the last seconds, not from what was there before", () => {
  const { clock, seen, step } = meter();
  step("downloading", 5000, 10_000);
  clock.ms = 1000;
  step("downloading", 6000, 10_000);
  assert.deepEqual(seen.at(-1), {
    phase: "downloading",
    bytes: 6000,
    totalBytes: 10_000,
    bytesPerSecond: 1000,
    secondsLeft: 4,
  });
  for (let second = 2; second <= 20; second += 1) {
    clock.ms = second * 1000;
    step("downloading", 6000 + second * 10, 10_000);
  }
  assert.equal(seen.at(-1)?.bytesPerSecond, 10);
});

test("a download that starts over never has a negative rate", () => {
  const { clock, seen, step } = meter();
  step("downloading", 900, 1000);
  clock.ms = 500;
  step("downloading", 10, 1000);
  clock.ms = 1000;
  step("downloading", 20, 1000);
  assert.ok(seen.every(({ bytesPerSecond = 0 }) => bytesPerSecond >= 0));
});

test("the last byte is always told", () => {
  const { seen, step } = meter();
  step("downloading", 0, 10);
  step("downloading", 10, 10);
  assert.equal(seen.at(-1)?.bytes, 10);
});
