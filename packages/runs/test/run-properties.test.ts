import assert from "node:assert/strict";
import { test } from "node:test";
import { foldRunEvent, type NodePart, type RunEvent, textOf } from "@grok/conversation";
import fc from "fast-check";
import { breathe } from "./manual-timers.ts";
import { openWorkbench, owner, type Workbench } from "./workbench.ts";

type Happening =
  | { type: "say"; text: string }
  | { type: "think"; text: string }
  | { type: "pass"; ms: number }
  /** A reader comes who has seen this share of what was told so far. */
  | { type: "attach"; share: number };

const happening = fc.oneof(
  fc.record({
    type: fc.constant("say" as const),
    text: fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
  }),
  fc.record({ type: fc.constant("think" as const), text: fc.string({ minLength: 1, maxLength: 8 }) }),
  fc.record({ type: fc.constant("pass" as const), ms: fc.constantFrom(0, 7, 40, 90, 210, 1_000, 3_100) }),
  fc.record({ type: fc.constant("attach" as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
);
const story = fc.array(happening, { maxLength: 14 });

test("whatever comes when, events have no gaps, fold to the node, and every reader sees the rest exactly once", async () => {
  await fc.assert(
    fc.asyncProperty(story, fc.option(fc.nat({ max: 30 })), async (happenings, rewindTo) => {
      const bench = openWorkbench();
      const { replyId, readers } = await live(bench, happenings);
      if (rewindTo === null) bench.model.last.say("end").finish("stop");
      else bench.model.last.say("end").finish("loop", { rewindTo });
      await breathe();
      await bench.manager.idle();

      const events = bench.eventsOf(replyId);
      assertNoGaps(events);
      assert.equal(events.filter((event) => event.type === "ended").length, 1);
      assert.equal(events.at(-1)?.type, "ended");
      const node = await bench.node(replyId);
      assert.deepEqual(events.reduce<readonly NodePart[]>(foldRunEvent, []), node.parts);
      const told = events.slice(0, -1).reduce<readonly NodePart[]>(foldRunEvent, []);
      assert.equal(textOf({ parts: told }), textOf(node));
      assert.deepEqual(await bench.store.runEvents(owner, replyId, 0), events);
      for (const { after, seen } of readers) assert.deepEqual(await seen, events.slice(after));
      assert.equal(bench.timers.waiting, 0);
    }),
    { numRuns: 60 },
  );
});

test("wherever the process is lost, the text up to the last stored event is there", async () => {
  await fc.assert(
    fc.asyncProperty(story, async (happenings) => {
      const bench = openWorkbench();
      const { replyId, said } = await live(bench, happenings);
      const stored = await bench.store.runEvents(owner, replyId, 0);
      const next = bench.restarted();
      assert.equal(await next.manager.recover(), 1);
      const node = await next.node(replyId);
      assert.equal(node.status, "interrupted");
      assert.equal(textOf(node), textOf({ parts: stored.reduce<readonly NodePart[]>(foldRunEvent, []) }));
      assert.ok(said.startsWith(textOf(node)));
      assertNoGaps(await next.store.runEvents(owner, replyId, 0));
    }),
    { numRuns: 40 },
  );
});

async function live(bench: Workbench, happenings: readonly Happening[]) {
  const request = bench.ask("Go?");
  await bench.begin(request);
  const { replyId } = request;
  const readers: { after: number; seen: Promise<RunEvent[]> }[] = [];
  let said = "";
  bench.model.last.start();
  for (const [at, step] of happenings.entries()) {
    if (step.type === "say") {
      said += step.text;
      bench.model.last.say(step.text);
    } else if (step.type === "think") {
      const id = `r${at}`;
      bench.model.last.give(
        { type: "reasoning-start", id },
        { type: "reasoning-delta", id, text: step.text },
        { type: "reasoning-end", id },
      );
    } else if (step.type === "pass") await bench.timers.advance(step.ms);
    else {
      await breathe();
      const after = Math.floor(step.share * bench.eventsOf(replyId).length);
      readers.push({ after, seen: readAll(bench.manager.events(owner, replyId, after)) });
    }
  }
  return { replyId, readers, said };
}

async function readAll(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const all: RunEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

function assertNoGaps(events: readonly RunEvent[]): void {
  assert.deepEqual(
    events.map((event) => event.seq),
    events.map((_, at) => at + 1),
  );
}
