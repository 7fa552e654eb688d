import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { throttle } from "./throttle.ts";

test("a burst is told at once and once more at the end", async () => {
  let state = 0;
  const told: number[] = [];
  const tell = throttle(20, () => told.push(state));
  for (state = 1; state <= 5; state++) tell();
  state = 9;
  await sleep(60);
  assert.deepEqual(told, [1, 9]);
});

test("a waiting call can be dropped", async () => {
  const told: string[] = [];
  const tell = throttle(20, () => told.push("x"));
  tell();
  tell();
  tell.cancel();
  await sleep(40);
  assert.deepEqual(told, ["x"]);
});
