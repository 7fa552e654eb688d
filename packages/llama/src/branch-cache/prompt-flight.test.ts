import assert from "node:assert/strict";
import { test } from "node:test";
import { PromptFlight } from "./prompt-flight.ts";

const tokens = Array.from({ length: 10 }, (_, index) => index);

test("whoever waits for a place makes the prompt pause there, and is told when it is reached", async () => {
  const flight = new PromptFlight(tokens, 1);
  const early = flight.reach(6);
  flight.begin(2, [4]);
  assert.deepEqual([flight.pauseAfter(2), flight.pauseAfter(4), flight.pauseAfter(6)], [4, 6, 10]);
  const late = flight.reach(8);
  assert.equal(flight.pauseAfter(6), 8);
  flight.advance(6);
  assert.equal(await early, true);
  assert.equal(await flight.reach(5), true);
  flight.end();
  assert.equal(await late, false);
  assert.equal(await flight.reach(9), false);
});

test("the whole prompt is never reached: its last token is evaluated with what is written", async () => {
  assert.equal(await new PromptFlight(tokens, 1).reach(10), false);
});
