import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Limits } from "../plan/limits.ts";
import { periodEndMs, periodOf } from "./calendar-count.ts";
import { Meter, type MeterRecord, type Moment } from "./meter.ts";

const none = { minute: null, day: null, month: null };
const minuteOf = (tokens: number): Limits => ({ requests: none, tokens: { ...none, minute: tokens } });
const dayOf = (tokens: number): Limits => ({ requests: none, tokens: { ...none, day: tokens } });
const monthOf = (tokens: number): Limits => ({ requests: none, tokens: { ...none, month: tokens } });
const start = Date.UTC(2026, 0, 31, 23, 59, 50);
const at = (ms: number, wallMs = start + ms): Moment => ({ wallMs, steadyMs: 1_000 + ms });
const fresh = (records: MeterRecord[] = [], now = at(0)) => new Meter("key:1", records, now);
const take = (tokens: number) => ({ requests: 1, tokens });

test("a minute's budget comes back steadily, so that no minute holds more than two, and no start of one lets a burst through", () => {
  const limits = minuteOf(600);
  fc.assert(
    fc.property(
      fc.array(fc.record({ waitMs: fc.nat(20_000), tokens: fc.integer({ min: 1, max: 700 }) }), {
        maxLength: 60,
      }),
      (asks) => {
        const meter = fresh();
        const taken: { ms: number; tokens: number }[] = [];
        let ms = 0;
        for (const { waitMs, tokens } of asks) {
          ms += waitMs;
          const short = meter.shortages(take(tokens), limits, at(ms));
          if (short.length > 0) {
            const { waitMs: until } = short[0]!;
            assert.equal(until === null, tokens > 600);
            // What is told holds: then, and not much before.
            if (until !== null) {
              assert.equal(meter.shortages(take(tokens), limits, at(ms + until + 1)).length, 0);
              ms += until + 1;
            } else continue;
          }
          meter.take(take(tokens), limits, at(ms));
          taken.push({ ms, tokens });
        }
        for (const { ms: from } of taken)
          for (const { ms: to } of taken.filter(({ ms: each }) => each >= from)) {
            const sum = taken
              .filter(({ ms: each }) => each >= from && each <= to)
              .reduce((all, { tokens }) => all + tokens, 0);
            assert.ok(sum <= 600 + ((to - from) / 60_000) * 600 + 1e-6, `${sum} in ${to - from} ms`);
          }
      },
    ),
    { numRuns: 60 },
  );
});

test("days and months are those of UTC and come back at their ends", () => {
  assert.equal(periodEndMs("day", periodOf("day", start)), Date.UTC(2026, 1, 1));
  assert.equal(periodEndMs("month", periodOf("month", start)), Date.UTC(2026, 1, 1));
  assert.equal(periodEndMs("month", periodOf("month", Date.UTC(2026, 11, 5))), Date.UTC(2027, 0, 1));
  for (const limits of [dayOf(100), monthOf(100)]) {
    const meter = fresh();
    meter.take(take(90), limits, at(0));
    const [short] = meter.shortages(take(20), limits, at(1_000));
    assert.deepEqual([short!.remaining, short!.waitMs, short!.resetMs], [10, 9_000, 9_000]);
    assert.equal(meter.shortages(take(100), limits, at(10_000)).length, 0);
  }
});

test("a clock that goes back or forth gives no budget back that a period had used", () => {
  const day = 86_400_000;
  for (const [limits, window] of [
    [dayOf(100), "day"],
    [monthOf(100), "month"],
  ] as const)
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            jumpDays: fc.integer({ min: -70, max: 70 }),
            tokens: fc.nat(120),
            restart: fc.boolean(),
          }),
          { maxLength: 12 },
        ),
        (steps) => {
          let meter = fresh();
          let wallMs = start;
          let newest = periodOf(window, wallMs);
          let remaining = 100;
          for (const { jumpDays, tokens, restart } of steps) {
            wallMs += jumpDays * day;
            const now = at(0, wallMs);
            if (restart) meter = fresh(meter.records(now), now);
            const period = periodOf(window, wallMs);
            const left = meter.standings(limits, now)[0]!.remaining;
            if (period <= newest && jumpDays <= 0) assert.ok(left <= remaining, `${left} > ${remaining}`);
            newest = Math.max(newest, period);
            const amounts = take(tokens);
            if (meter.shortages(amounts, limits, now).length === 0) meter.take(amounts, limits, now);
            remaining = meter.standings(limits, now)[0]!.remaining;
          }
        },
      ),
      { numRuns: 80 },
    );
});

test("a clock that was years ahead keeps nobody waiting once it is right again", () => {
  const limits = dayOf(100);
  const meter = fresh();
  meter.take(take(100), limits, at(0, start + 40 * 365 * 86_400_000));
  const left = (days: number) => meter.standings(limits, at(0, start + days * 86_400_000))[0]!.remaining;
  assert.deepEqual([left(0), left(1), left(2)], [0, 100, 100]);
});

test("a restart keeps what was used, the melting minute included, and a clock put back meanwhile melts nothing", () => {
  const limits: Limits = {
    requests: { ...none, day: 10 },
    tokens: { minute: 600, day: null, month: 10_000 },
  };
  const meter = fresh();
  meter.take(take(600), limits, at(0));
  const records = meter.records(at(5_000));
  const left = (wallMs: number) =>
    new Meter("key:1", records, { wallMs, steadyMs: 3 })
      .standings(limits, { wallMs, steadyMs: 3 })
      .map(({ kind, window, remaining }) => `${kind} ${window} ${remaining}`);
  const later = start + 9_000;
  assert.deepEqual(left(later), ["requests day 9", "tokens minute 90", "tokens month 9400"]);
  assert.deepEqual(left(start - 40 * 86_400_000), ["requests day 9", "tokens minute 0", "tokens month 9400"]);
});

test("what was taken is corrected to what was used, in the periods in which it was taken", () => {
  const limits: Limits = { requests: none, tokens: { minute: 6_000, day: 10_000, month: 10_000 } };
  const meter = fresh();
  const taken = meter.take(take(5_000), limits, at(0));
  meter.correct(taken, take(1_000), at(0));
  const left = (now: Moment) => meter.standings(limits, now).map(({ remaining }) => remaining);
  assert.deepEqual(left(at(0)), [5_000, 9_000, 9_000]);
  const longer = meter.take(take(100), limits, at(9_999));
  // It ends in the next month, having used more than it had said.
  meter.correct(longer, take(400), at(10_001));
  assert.deepEqual(left(at(10_001)), [5_600, 10_000, 10_000]);
});

test("giving back never makes room that melting has made already", () => {
  const limits = minuteOf(1_000);
  const meter = fresh();
  const first = meter.take(take(1_000), limits, at(0));
  meter.take(take(1_000), limits, at(60_000));
  meter.correct(first, take(0), at(60_000));
  assert.equal(meter.standings(limits, at(60_000))[0]!.remaining, 0);
});

test("a limit that is lowered under what was used leaves nothing, and a raised one leaves the rest", () => {
  const meter = fresh();
  meter.take(take(500), dayOf(1_000), at(0));
  assert.equal(meter.standings(dayOf(100), at(0))[0]!.remaining, 0);
  assert.equal(meter.standings(dayOf(2_000), at(0))[0]!.remaining, 1_500);
});
