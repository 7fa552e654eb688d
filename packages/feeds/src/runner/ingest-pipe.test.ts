import assert from "node:assert/strict";
import { test } from "node:test";
import { type FeedEvent, type Ingested, type PostBatch, PostsError } from "@grok/posts";
import fc from "fast-check";
import { newPost } from "../new-post.ts";
import { IngestPipe } from "./ingest-pipe.ts";

const eventOf = (id: number): FeedEvent => ({
  type: "post",
  post: newPost({
    source: "push",
    id: String(id),
    author: { id: "a", handle: "a", name: "" },
    text: "x",
    createdAtMs: 1,
    arrivedAtMs: 1,
  }),
});
const idsOf = ({ events }: PostBatch) =>
  events.map((event) => (event.type === "post" ? Number(event.post.id) : -1));

/** An index whose answers a test gives, in any order. */
function heldIndex() {
  const asked: { batch: PostBatch; answer: (error?: Error) => void }[] = [];
  return {
    asked,
    ingest: (batch: PostBatch) => {
      const { promise, resolve, reject } = Promise.withResolvers<Ingested>();
      const ingested = { indexed: batch.events.length, known: 0, deletes: 0, dropped: 0 };
      asked.push({ batch, answer: (error) => (error ? reject(error) : resolve(ingested)) });
      return promise;
    },
  };
}

const pipeInto = (index: { ingest(batch: PostBatch): Promise<Ingested> }, canWait = true) => {
  const told = { stored: 0, dropped: 0 };
  const pipe = new IngestPipe({
    feedId: "f",
    index,
    canWait,
    onStored: (_, events) => {
      told.stored += events.length;
    },
    onDropped: (posts) => {
      told.dropped += posts;
    },
  });
  return { pipe, told };
};
const tick = (ms = 5) => new Promise((resolve) => setTimeout(resolve, ms));

test("small batches that come together go together, with the last of their cursors", async () => {
  const index = heldIndex();
  const { pipe } = pipeInto(index);
  for (const id of [1, 2, 3]) await pipe.put({ events: [eventOf(id)], cursor: `after ${id}` });
  const drained = pipe.drain();
  assert.deepEqual(
    index.asked.map(({ batch }) => [idsOf(batch), batch.cursor]),
    [[[1, 2, 3], "after 3"]],
  );
  index.asked[0]!.answer();
  await drained;
});

test("no batch has more than 500 events, and a cursor waits for all that it covers", async () => {
  const index = heldIndex();
  const { pipe } = pipeInto(index);
  await pipe.put({ events: Array.from({ length: 1_200 }, (_, id) => eventOf(id)), cursor: "after all" });
  const drained = pipe.drain();
  assert.deepEqual(
    index.asked.map(({ batch }) => [batch.events.length, batch.cursor]),
    [
      [500, null],
      [500, null],
      [200, null],
    ],
  );
  for (const { answer } of [...index.asked].reverse()) answer();
  await tick();
  assert.deepEqual(
    index.asked.slice(3).map(({ batch }) => [batch.events.length, batch.cursor]),
    [[0, "after all"]],
  );
  index.asked[3]!.answer();
  await drained;
});

test("a feed that can wait waits while eight batches are on the way", async () => {
  const index = heldIndex();
  const { pipe } = pipeInto(index);
  const put = pipe.put({ events: Array.from({ length: 4_000 }, (_, id) => eventOf(id)), cursor: null });
  assert.equal(await Promise.race([put.then(() => "through"), tick().then(() => "waits")]), "waits");
  index.asked[0]!.answer();
  await put;
  for (const { answer } of index.asked) answer();
  await pipe.drain();
});

test("a feed that cannot wait loses posts, counted, but no deletions", async () => {
  const index = heldIndex();
  const { pipe, told } = pipeInto(index, false);
  const many = Array.from({ length: 500 }, (_, id) => eventOf(id));
  const deletion: FeedEvent = { type: "delete", ref: { source: "push", id: "1" } };
  for (let n = 0; n < 70; n++) await pipe.put({ events: [...many, deletion], cursor: null });
  assert.ok(told.dropped > 0);
  assert.equal(told.dropped % 500, 0);
  const drained = pipe.drain();
  for (let done = 0; done < index.asked.length; done++) index.asked[done]!.answer();
  await drained;
  const deletions = index.asked.flatMap(({ batch }) => batch.events).filter(({ type }) => type === "delete");
  assert.equal(deletions.length, 70);
});

test("after a failure nothing more is sent, and it is thrown to whoever puts or drains", async () => {
  const index = heldIndex();
  const { pipe } = pipeInto(index);
  await pipe.put({ events: [eventOf(1)], cursor: "1" });
  await tick();
  index.asked[0]!.answer(new PostsError("storage-full", "no room"));
  await tick();
  await assert.rejects(pipe.put({ events: [eventOf(2)], cursor: "2" }), /no room/);
  await assert.rejects(pipe.drain(), /no room/);
  assert.equal(index.asked.length, 1);
});

test("whatever the index does in whatever order, no cursor is stored ahead of an event that is not", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ count: fc.nat(700), moves: fc.boolean() }), { minLength: 1, maxLength: 12 }),
      fc.infiniteStream(fc.record({ at: fc.nat(20), fails: fc.nat(30), settle: fc.boolean() })),
      async (puts, fates) => {
        const stored = new Set<number>();
        let put = 0;
        const index = heldIndex();
        const settleOne = () => {
          const { at, fails } = fates.next().value!;
          const open = index.asked.filter((each) => !answered.has(each));
          const one = open[at % Math.max(1, open.length)];
          if (one === undefined) return;
          answered.add(one);
          if (fails === 0) return one.answer(new PostsError("storage-broken", "broken"));
          for (const id of idsOf(one.batch)) stored.add(id);
          const covered = one.batch.cursor === null ? 0 : Number(one.batch.cursor);
          for (let id = 0; id < covered; id++) assert.ok(stored.has(id), `cursor ${covered} without ${id}`);
          one.answer();
        };
        const answered = new Set<(typeof index.asked)[number]>();
        const { pipe } = pipeInto(index);
        let done = false;
        const settling = (async () => {
          while (!done) {
            settleOne();
            await new Promise((resolve) => setImmediate(resolve));
          }
        })();
        try {
          for (const { count, moves } of puts) {
            const events = Array.from({ length: count }, (_, n) => eventOf(put + n));
            put += count;
            await pipe.put({ events, cursor: moves ? String(put) : null });
          }
          await pipe.drain();
          assert.equal(stored.size, put);
        } catch (error) {
          assert.ok(error instanceof PostsError, String(error));
        } finally {
          done = true;
          await settling;
        }
      },
    ),
    { numRuns: 60 },
  );
});
