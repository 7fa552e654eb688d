import assert from "node:assert/strict";
import { test } from "node:test";
import { hashKey } from "./hash-key.ts";
import { KeyFilter } from "./key-filter.ts";

const key = (number: number) => hashKey(`bluesky at://did:plc:abc/app.bsky.feed.post/${number}`);
const keys = 20_000;

test("no key that was added is missed, and of others few are taken for added", (t) => {
  const filter = new KeyFilter(keys);
  for (let number = 0; number < keys; number++) filter.add(key(number));
  const stored = new KeyFilter(0, Uint32Array.from(filter.words));
  for (let number = 0; number < keys; number++) assert.ok(stored.mayHold(key(number)));
  let wrong = 0;
  for (let number = keys; number < 2 * keys; number++) if (stored.mayHold(key(number))) wrong++;
  t.diagnostic(`${wrong} of ${keys} were taken for added`);
  assert.ok(wrong < keys * 0.005);
  assert.ok(!new KeyFilter(0).mayHold(key(1)));
});
