import assert from "node:assert/strict";
import { test } from "node:test";
import { RestartPolicy } from "./restart-policy.ts";

test("after one death the engine starts again at once, after the second a little later", () => {
  const policy = new RestartPolicy();
  assert.equal(policy.waitMs(0), 0);
  policy.died(1_000);
  assert.equal(policy.waitMs(1_000), 0);
  policy.died(2_000);
  assert.equal(policy.waitMs(2_000), 500);
  assert.equal(policy.waitMs(2_400), 100);
  assert.equal(policy.waitMs(9_000), 0);
});

test("a model that kills its engine again and again is given up", () => {
  const policy = new RestartPolicy();
  for (const nowMs of [1, 2, 3]) policy.died(nowMs);
  assert.equal(policy.waitMs(4), undefined);
});

test("an answer in between makes up for earlier deaths", () => {
  const policy = new RestartPolicy();
  for (const nowMs of [1, 2]) policy.died(nowMs);
  policy.answered();
  policy.died(3);
  assert.equal(policy.waitMs(3), 0);
});

test("much later a model that was given up gets one more try", () => {
  const policy = new RestartPolicy();
  for (const nowMs of [1, 2, 3]) policy.died(nowMs);
  assert.equal(policy.waitMs(3 + 10 * 60_000), 0);
  policy.died(3 + 10 * 60_000);
  assert.equal(policy.waitMs(4 + 10 * 60_000), undefined);
});
