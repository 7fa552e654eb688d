import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesInWords, hasColour, plain, secondsInWords, table } from "./terminal.ts";

test("what a terminal would obey is taken out of text from outside", () => {
  assert.equal(plain("a\x1b[31mred\x1b[0m\x1b]52;c;aGk=\x07b\x07\x9b2J\r\n\tc"), "aredb2J\n\tc");
  assert.equal(plain("日本 café 🙂"), "日本 café 🙂");
});

test("an escape sequence that is cut off takes nothing visible with it", () => {
  assert.equal(plain("end\x1b"), "end");
  assert.equal(plain("end\x1b]0;title"), "end");
});

test("sizes are said with one decimal where it matters", () => {
  assert.deepEqual([0, 999, 98_362_432, 3_100_000_000].map(bytesInWords), [
    "0 bytes",
    "999 bytes",
    "98.4 MB",
    "3.1 GB",
  ]);
});

test("times are said in the largest unit that fits", () => {
  assert.deepEqual([-1, 0, 8, 120, 3600, 7800].map(secondsInWords), [
    "an unknown time",
    "1 second",
    "8 seconds",
    "2 minutes",
    "1 hour",
    "2 hours 10 minutes",
  ]);
});

test("columns of a table stand under each other", () => {
  assert.equal(
    table([
      ["a", "bb"],
      ["ccc", "d"],
    ]),
    "a    bb\nccc  d",
  );
});

test("no colours without a terminal, or where NO_COLOR is set", () => {
  assert.equal(hasColour({ isTTY: false }, {}), false);
  assert.equal(hasColour({ isTTY: true }, { NO_COLOR: "1" }), false);
  assert.equal(hasColour({ isTTY: true }, {}), true);
});
