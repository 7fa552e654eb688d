import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FairQueue } from "./fair-queue.ts";

const never = new AbortController().signal;
const options = { turns: () => 1, perCallerMax: 100, inAllMax: 1_000 };
const soon = () => new Promise((resolve) => setImmediate(resolve));

test("callers take turns, however many requests one of them has sent before", async () => {
  const queue = new FairQueue(options);
  const served: string[] = [];
  const ask = async (caller: string, name: string) => {
    const leave = await queue.enter({ lane: "m", caller, signal: never });
    served.push(name);
    await soon();
    leave();
  };
  const all = [..."12345"].map((n) => ask("greedy", `g${n}`));
  all.push(ask("ada", "a1"), ask("ada", "a2"), ask("bob", "b1"));
  await Promise.all(all);
  assert.deepEqual(served, ["g1", "g2", "a1", "b1", "g3", "a2", "g4", "g5"]);
  assert.deepEqual([queue.waiting, queue.taken], [0, 0]);
});

test("those who want another model do not wait", async () => {
  const queue = new FairQueue(options);
  const leave = await queue.enter({ lane: "a", caller: "x", signal: never });
  await queue.enter({ lane: "b", caller: "x", signal: never });
  const waiting = queue.enter({ lane: "a", caller: "y", signal: never });
  assert.equal(queue.waiting, 1);
  leave();
  leave();
  await waiting;
  assert.deepEqual([queue.waiting, queue.taken], [0, 2]);
});

test("who leaves leaves at once, with the reason, and nobody waits for them", async () => {
  const queue = new FairQueue(options);
  const leave = await queue.enter({ lane: "m", caller: "x", signal: never });
  const gone = new AbortController();
  const first = queue.enter({ lane: "m", caller: "y", signal: gone.signal });
  const second = queue.enter({ lane: "m", caller: "z", signal: never });
  gone.abort(new Error("left"));
  await assert.rejects(first, { message: "left" });
  assert.equal(queue.waiting, 1);
  leave();
  await second;
  await assert.rejects(queue.enter({ lane: "m", caller: "y", signal: gone.signal }), { message: "left" });
});

test("only so many wait, of one caller and in all, and the refusal says what to do", async () => {
  const queue = new FairQueue({ turns: () => 1, perCallerMax: 2, inAllMax: 3 });
  const enter = (caller: string) => queue.enter({ lane: "m", caller, signal: never });
  await enter("x");
  const waiting = [enter("x"), enter("x")];
  await assert.rejects(enter("x"), { code: "too-many", message: /2 of your requests/ });
  waiting.push(enter("y"));
  await assert.rejects(enter("z"), { code: "too-many", message: /3 requests are waiting/ });
  assert.equal(queue.waiting, 3);
});

test("whatever comes, leaves and ends: never more turns than there are, none idle while somebody waits, nothing left behind", async () => {
  const step = fc.record({
    kind: fc.constantFrom("enter", "enter", "enter", "leave", "abort"),
    caller: fc.constantFrom("a", "b", "c", "d"),
    lane: fc.constantFrom("m", "n"),
    pick: fc.nat(1_000),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 60 }),
      fc.integer({ min: 1, max: 3 }),
      async (steps, turns) => {
        const queue = new FairQueue({ turns: () => turns, perCallerMax: 1_000, inAllMax: 1_000 });
        const waiting = new Set<{ lane: string; caller: string; gone: AbortController }>();
        const working: { lane: string; leave: () => void }[] = [];
        const enter = (lane: string, caller: string) => {
          const mine = { lane, caller, gone: new AbortController() };
          waiting.add(mine);
          queue.enter({ lane, caller, signal: mine.gone.signal }).then(
            (leave) => {
              waiting.delete(mine);
              working.push({ lane, leave });
            },
            () => waiting.delete(mine),
          );
        };
        const check = () => {
          for (const lane of ["m", "n"]) {
            const busy = working.filter((each) => each.lane === lane).length;
            assert.ok(busy <= turns);
            if ([...waiting].some((each) => each.lane === lane)) assert.equal(busy, turns);
          }
          assert.deepEqual([queue.waiting, queue.taken], [waiting.size, working.length]);
        };
        for (const { kind, caller, lane, pick } of steps) {
          if (kind === "enter") enter(lane, caller);
          else if (kind === "leave") working.splice(pick % Math.max(1, working.length), 1)[0]?.leave();
          else [...waiting][pick % Math.max(1, waiting.size)]?.gone.abort(new Error("left"));
          await soon();
          check();
        }
        while (working.length > 0) {
          working.shift()!.leave();
          await soon();
        }
        assert.deepEqual([queue.waiting, queue.taken, waiting.size], [0, 0, 0]);
      },
    ),
    { numRuns: 60 },
  );
});

test("a caller that keeps asking gets no more than its share beside those who wait", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 6 }),
      fc.integer({ min: 1, max: 4 }),
      async (callers, turns) => {
        const queue = new FairQueue({ turns: () => turns, perCallerMax: 1_000, inAllMax: 10_000 });
        const served = new Map<number, number>();
        const all: Promise<void>[] = [];
        const rounds = 12;
        for (let caller = 0; caller < callers; caller++)
          // The first one asks fifty times as much as the others.
          for (let n = 0; n < (caller === 0 ? rounds * 50 : rounds); n++)
            all.push(
              queue.enter({ lane: "m", caller: String(caller), signal: never }).then(async (leave) => {
                served.set(caller, (served.get(caller) ?? 0) + 1);
                if (
                  [...served].filter(([who, count]) => who !== 0 && count === rounds).length ===
                  callers - 1
                )
                  greedyWhenOthersDone ??= served.get(0) ?? 0;
                await soon();
                leave();
              }),
            );
        let greedyWhenOthersDone: number | undefined;
        await Promise.all(all);
        assert.ok(greedyWhenOthersDone! <= rounds + turns + 1, `${greedyWhenOthersDone} of ${rounds}`);
      },
    ),
    { numRuns: 8 },
  );
});
