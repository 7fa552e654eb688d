import assert from "node:assert/strict";
import { test } from "node:test";
import { hexToUuidOrNull, uuidBytes, uuidText } from "./uuid-bytes.ts";

const id = "019b76da-a864-7000-8000-0000000000ff";

test("an id comes back from its bytes", () => {
  assert.equal(uuidBytes(id).length, 16);
  assert.equal(uuidText(uuidBytes(id)), id);
});

test("what is no id has no bytes, so no row is found by it", () => {
  for (const text of ["", "x", id.toUpperCase(), `${id}0`]) assert.equal(uuidBytes(text).length, 0);
});

test("hex digits become an id, none become null", () => {
  assert.equal(hexToUuidOrNull(id.replaceAll("-", "")), id);
  assert.equal(hexToUuidOrNull(""), null);
});
