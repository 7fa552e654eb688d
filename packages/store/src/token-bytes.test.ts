import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bytesToTokens, tokensToBytes } from "./token-bytes.ts";

test("token ids come back as they were", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 })), (tokens) => {
      assert.deepEqual(bytesToTokens(tokensToBytes(tokens)), tokens);
    }),
  );
});

test("an id takes a byte for every seven bits", () => {
  assert.deepEqual([...tokensToBytes([0, 127, 128, 300])], [0, 127, 128, 1, 172, 2]);
  assert.equal(tokensToBytes([2 ** 32 - 1]).length, 5);
});
