import assert from "node:assert/strict";
import { test } from "node:test";
import { createReaderQueue } from "./reader-queue.ts";

const never = () => "idle";

test("items come in the order they were pushed, also those pushed while reading", async () => {
  const queue = createReaderQueue<string>(100, () => {});
  queue.push("a", 1);
  const seen: string[] = [];
  for await (const item of queue.read(60_000, never)) {
    seen.push(item);
    if (item === "a") queue.push("b", 1);
    if (item === "b") setImmediate(() => queue.push("c", 1));
    if (item === "c") queue.end();
  }
  assert.deepEqual(seen, ["a", "b", "c"]);
});

test("silence is broken with something to say", async () => {
  const queue = createReaderQueue<string>(100, () => {});
  const reading = queue.read(5, never);
  assert.deepEqual(await reading.next(), { done: false, value: "idle" });
  queue.push("a", 1);
  assert.deepEqual(await reading.next(), { done: false, value: "a" });
  await reading.return();
});

test("a reader that takes too little is told so once, and its memory is given back", async () => {
  let overflows = 0;
  const queue = createReaderQueue<string>(100, () => overflows++);
  const reading = queue.read(60_000, never);
  queue.push("a", 40);
  assert.equal((await reading.next()).value, "a");
  queue.push("b", 30);
  queue.push("c", 30);
  assert.equal(overflows, 0);
  queue.push("d", 30);
  await assert.rejects(reading.next(), { code: "too-slow" });
  assert.equal(overflows, 1);
  assert.deepEqual(await reading.next(), { done: true, value: undefined });
});

test("one item larger than all that may wait still reaches its reader", async () => {
  const queue = createReaderQueue<string>(100, () => assert.fail("nothing overflows"));
  const reading = queue.read(60_000, never);
  for (const [item, bytes] of [
    ["small", 25],
    ["huge", 1000],
    ["small too", 25],
  ] as const)
    queue.push(item, bytes);
  for (const item of ["small", "huge", "small too"]) assert.equal((await reading.next()).value, item);
  await reading.return();
});

test("what has been read makes room", async () => {
  const queue = createReaderQueue<string>(100, () => assert.fail("nothing overflows"));
  const reading = queue.read(60_000, never);
  for (let i = 0; i < 10; i++) {
    queue.push(`${i}`, 50);
    assert.equal((await reading.next()).value, `${i}`);
    queue.push("small", 50);
    assert.equal((await reading.next()).value, "small");
  }
  await reading.return();
});
