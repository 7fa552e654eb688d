import assert from "node:assert/strict";
import { test } from "node:test";
import type { FeedNews } from "@grok/posts";
import fc from "fast-check";
import { memoryState } from "../../test/feed-under-test.ts";
import { mills, SpendingMeter, untilNextMonthMs } from "./spending-meter.ts";

const start = Date.UTC(2026, 10, 28, 23, 0);

async function openMeter(budgetUsd: number, state = memoryState(), clock = { nowMs: start }) {
  const news: FeedNews[] = [];
  const meter = new SpendingMeter({ state, budgetUsd, now: () => clock.nowMs });
  await meter.open((each) => void news.push(each));
  return { meter, news, state, clock };
}

test("the same post and user count once a day in UTC", async () => {
  const { meter, clock } = await openMeter(10);
  await meter.charge({ posts: ["1", "2", "1"], users: ["9"] });
  await meter.charge({ posts: ["2"], users: ["9"] });
  assert.equal(meter.left, 10_000 - 2 * mills.post - mills.user);
  clock.nowMs += 2 * 3_600_000;
  await meter.charge({ posts: ["2"], users: [] });
  assert.equal(meter.left, 10_000 - 3 * mills.post - mills.user);
});

test("what has no id counts each time", async () => {
  const { meter } = await openMeter(10);
  await meter.charge({ posts: ["", ""], users: [] });
  assert.equal(meter.left, 10_000 - 2 * mills.post);
});

test("a new month begins with the whole budget, and a clock that steps back does not", async () => {
  const { meter, clock } = await openMeter(1);
  await meter.charge({ posts: ["1"], users: [] });
  clock.nowMs = Date.UTC(2026, 11, 1);
  assert.equal(meter.left, 1_000);
  await meter.charge({ posts: ["1"], users: [] });
  clock.nowMs = start;
  assert.equal(meter.left, 1_000 - mills.post);
});

test("it refuses what could pass the budget, and says how much is spent", async () => {
  const { meter } = await openMeter(0.02);
  await meter.reserve(20);
  await meter.charge({ posts: ["1", "2"], users: [] });
  await assert.rejects(meter.reserve(11), /\$0\.01 of this month's \$0\.02/);
});

test("it refuses to go on where what was spent cannot be read", async () => {
  const state = memoryState();
  await state.set("spent", "{");
  await assert.rejects(openMeter(1, state), /cannot be read/);
});

test("what is written down is never less than what was spent, whenever the program dies", async () => {
  const step = fc.record({ cost: fc.integer({ min: 5, max: 60 }), posts: fc.nat(12) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { meter, state } = await openMeter(2);
      let spent = 0;
      for (const { cost, posts } of steps) {
        const used = Math.min(posts, Math.floor(cost / mills.post));
        try {
          await meter.reserve(cost);
        } catch {
          break;
        }
        spent += used * mills.post;
        assert.ok(written(await state.get("spent")) >= spent);
        await meter.charge({ posts: Array.from({ length: used }, () => ""), users: [] });
      }
      assert.ok(spent <= 2_000);
      await meter.settle();
      assert.equal(written(await state.get("spent")), spent);
    }),
    { numRuns: 100 },
  );
});

test("the next month begins at its first moment in UTC", () => {
  assert.equal(untilNextMonthMs(Date.UTC(2026, 11, 31, 23)), 3_600_000);
});

function written(text: string | null): number {
  return text === null ? 0 : (JSON.parse(text) as { mills: number }).mills;
}
