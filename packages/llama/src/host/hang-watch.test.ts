import assert from "node:assert/strict";
import { test } from "node:test";
import { HangWatch, tickMs } from "./hang-watch.ts";

const minuteTicks = 60_000 / tickMs;

/** Minutes until `watch` finds a hang, at most two hours; `each` runs before each tick. */
function minutesToHang(
  state: Parameters<HangWatch["tick"]>[0],
  each: (watch: HangWatch, tick: number) => void = () => {},
): number | undefined {
  const watch = new HangWatch();
  for (let tick = 1; tick <= 120 * minuteTicks; tick++) {
    each(watch, tick);
    if (watch.tick(state) !== undefined) return tick / minuteTicks;
  }
  return undefined;
}

test("an engine that answers and says nothing hangs after two minutes", () => {
  assert.equal(minutesToHang("answering"), 2);
});

test("one that loads has longer, and one that owes nothing has all the time there is", () => {
  assert.equal(minutesToHang("loading"), 10);
  assert.equal(minutesToHang("idle"), undefined);
});

test("signs of life without any work are believed for a while, with work for ever", () => {
  assert.equal(
    minutesToHang("answering", (watch) => watch.heard(7)),
    15,
  );
  assert.equal(
    minutesToHang("loading", (watch) => watch.heard(0)),
    60,
  );
  const slow = (watch: HangWatch, tick: number) => watch.heard(Math.floor(tick / (10 * minuteTicks)));
  assert.equal(minutesToHang("answering", slow), undefined);
});

test("any other message is work", () => {
  const now = (watch: HangWatch, tick: number) => {
    if (tick % minuteTicks === 0) watch.heard();
  };
  assert.equal(minutesToHang("answering", now), undefined);
});

test("time in which nothing was owed does not count", () => {
  const watch = new HangWatch();
  for (let tick = 0; tick < 60 * minuteTicks; tick++) watch.tick("idle");
  assert.equal(watch.tick("answering"), undefined);
});

test("what is wrong is told", () => {
  const watch = new HangWatch();
  let told: string | undefined;
  while (told === undefined) told = watch.tick("answering");
  assert.equal(told, "it had not said a word for 120 seconds");
});
