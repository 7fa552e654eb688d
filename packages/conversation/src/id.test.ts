import assert from "node:assert/strict";
import { createHash, randomInt } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { idMaker, idTimeMs, importedId, isUuidV7, newId } from "./id.ts";

const random = () => randomInt(2 ** 32);
const digest = (text: string) => createHash("sha256").update(text).digest("hex");
const times = fc.integer({ min: 0, max: 2 ** 48 - 1 });

test("a new id is a UUIDv7 that holds its time", () => {
  fc.assert(
    fc.property(times, (nowMs) => {
      const id = newId(nowMs, random);
      assert.ok(isUuidV7(id), id);
      assert.equal(idTimeMs(id), nowMs);
    }),
  );
});

test("the smallest and the greatest random numbers make ids too", () => {
  assert.equal(
    newId(0, () => 0),
    "00000000-0000-7000-8000-000000000000",
  );
  assert.equal(
    newId(1, () => 2 ** 32 - 1),
    "00000000-0001-7fff-bfff-ffffffffffff",
  );
});

test("an id maker counts up within one millisecond and when the clock steps back", () => {
  const next = idMaker(random);
  const ids = [5_000, 5_000, 5_000, 4_000, 5_001].map(next);
  assert.deepEqual(ids, [...ids].sort());
  assert.equal(new Set(ids).size, ids.length);
});

test("an imported id is the same for the same key and time, and another for any other", () => {
  const id = importedId(1_700_000_000_000, "chatgpt:a", digest);
  assert.ok(isUuidV7(id));
  assert.equal(idTimeMs(id), 1_700_000_000_000);
  assert.equal(importedId(1_700_000_000_000, "chatgpt:a", digest), id);
  assert.notEqual(importedId(1_700_000_000_000, "chatgpt:b", digest), id);
  assert.notEqual(importedId(1_700_000_000_001, "chatgpt:a", digest), id);
});

test("a time that no id can hold is refused with the value and the limit", () => {
  for (const atMs of [-1, 1.5, Number.NaN, 2 ** 48])
    assert.throws(() => importedId(atMs, "x", digest), { code: "bad-input", message: /2\^48/ });
});

test("other UUIDs and other spellings are no UUIDv7", () => {
  assert.ok(isUuidV7("019b7605-0c00-7000-8000-000000000001"));
  for (const text of [
    "",
    "019B7605-0C00-7000-8000-000000000001",
    "019b76050c0070008000000000000001",
    "9f8d1c4e-5f0a-4a52-8e0e-1b6f3b1f2a3c",
    "019b7605-0c00-7000-c000-000000000001",
    " 019b7605-0c00-7000-8000-000000000001",
  ])
    assert.ok(!isUuidV7(text), text);
});
