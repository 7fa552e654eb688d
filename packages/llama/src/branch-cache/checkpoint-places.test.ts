import assert from "node:assert/strict";
import { test } from "node:test";
import { checkpointPlaces } from "./checkpoint-places.ts";

test("a prompt is saved at its boundaries and before its last token", () => {
  assert.deepEqual(checkpointPlaces([40, 90, 140], 0, 0, 200), [40, 90, 140, 199]);
});

test("boundaries that were evaluated before, or lie close together, are passed over", () => {
  assert.deepEqual(checkpointPlaces([40, 90, 95, 140], 60, 60, 200), [90, 140, 199]);
});

test("a boundary close behind the state, but far from what is saved, is saved", () => {
  assert.deepEqual(checkpointPlaces([90], 40, 85, 200), [90, 199]);
});

test("when only the last token is left there is nothing to save", () => {
  assert.deepEqual(checkpointPlaces([40], 150, 199, 200), []);
});
