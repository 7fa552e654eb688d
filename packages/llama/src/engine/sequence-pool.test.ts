import assert from "node:assert/strict";
import { test } from "node:test";
import { type PooledSequence, SequencePool } from "./sequence-pool.ts";

const sequence = (tokens: number[]): PooledSequence => ({
  tokens,
  affinity: undefined,
  usedAt: 0,
  reusable: (common) => common,
});
const never = new AbortController().signal;

test("a sequence is lent to one answer at a time, and others wait in order", async () => {
  const only = sequence([]);
  const pool = new SequencePool([only]);
  const served: string[] = [];
  assert.equal(await pool.acquire([1], "a", never), only);
  const waiting = ["b", "c", "d"].map(async (name) => {
    const lent = await pool.acquire([1], name, never);
    served.push(name);
    if (lent) pool.release(lent);
  });
  pool.release(only);
  await Promise.all(waiting);
  assert.deepEqual(served, ["b", "c", "d"]);
});

test("the sequence with the longest common beginning is lent", async () => {
  const [first, second] = [sequence([1, 2, 3]), sequence([5, 6, 7])];
  const pool = new SequencePool([first, second]);
  assert.equal(await pool.acquire([5, 6, 7, 8], undefined, never), second);
});

test("who gives up waiting is passed over", async () => {
  const only = sequence([]);
  const pool = new SequencePool([only]);
  await pool.acquire([1], undefined, never);
  const abort = new AbortController();
  const gone = pool.acquire([1], undefined, abort.signal);
  const next = pool.acquire([1], undefined, never);
  abort.abort();
  assert.equal(await gone, undefined);
  pool.release(only);
  assert.equal(await next, only);
});

test("an aborted signal takes no sequence", async () => {
  const only = sequence([]);
  const pool = new SequencePool([only]);
  assert.equal(await pool.acquire([1], undefined, AbortSignal.abort()), undefined);
  assert.equal(await pool.acquire([1], undefined, never), only);
});
