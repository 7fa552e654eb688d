import assert from "node:assert/strict";
import { test } from "node:test";
import { Database } from "./database.ts";
import { OpenKeys } from "./open-keys.ts";
import { type SealedKeys, storeKeys } from "./sealed-keys.ts";

const rows = 5_000;
/** Hashes that collide now and then, spread over all buckets. */
const hashOf = (row: number) => Math.imul(row % 4_900, 0x9e3779b1) >>> 0;

function filled(): OpenKeys {
  const keys = new OpenKeys();
  for (let row = 1; row <= rows; row++) keys.add(hashOf(row), row);
  return keys;
}

function checkKeys(keys: OpenKeys | SealedKeys): void {
  for (let row = 1; row <= rows; row++)
    assert.equal(
      keys.find(hashOf(row), (found) => found === row),
      row,
    );
  assert.equal(
    keys.find(hashOf(7), () => false),
    null,
  );
  for (let row = 1; row <= 1_000; row++)
    assert.equal(
      keys.find((hashOf(row) + 12_345) >>> 0, (found) => hashOf(found) !== (hashOf(row) + 12_345) >>> 0),
      null,
    );
}

test("a table in memory finds every row by its hash, and tells those of one hash apart", () => {
  checkKeys(filled());
  assert.equal(
    new OpenKeys().find(1, () => true),
    null,
  );
});

test("keys that were stored in pieces are found as before, also where there are none", () => {
  const database = new Database(":memory:");
  database.exec("CREATE TABLE key_bucket (bucket INTEGER PRIMARY KEY, entries BLOB NOT NULL) STRICT");
  const storing = storeKeys(database, filled().entries());
  let step = storing.next();
  while (!step.done) step = storing.next();
  checkKeys(step.value);
  database.exec("DELETE FROM key_bucket");
  const nothing = storeKeys(database, new OpenKeys().entries());
  let end = nothing.next();
  while (!end.done) end = nothing.next();
  assert.equal(
    end.value.find(1, () => true),
    null,
  );
  database.close();
});
