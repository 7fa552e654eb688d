import assert from "node:assert/strict";
import { test } from "node:test";
import { en } from "./en.ts";
import { formatsOf } from "./formats.ts";
import { countWords } from "./word-count.ts";
import { zh } from "./zh.ts";

const english = formatsOf("en", en);
const chinese = formatsOf("zh", zh);

test("sizes are written in decimal units, with a digit after the point where it tells something", () => {
  assert.equal(english.bytes(0), "0 B");
  assert.equal(english.bytes(999_600), "1 MB");
  assert.equal(english.bytes(639_446_688), "639 MB");
  assert.equal(english.bytes(5_027_783_488), "5.0 GB");
  assert.equal(english.bytes(123_000_000_000), "123 GB");
});

test("times to the first word keep the digits that matter", () => {
  assert.equal(english.seconds(58), "0.06 s");
  assert.equal(english.seconds(6_040), "6.0 s");
  assert.equal(english.seconds(72_400), "72 s");
  assert.equal(chinese.seconds(340), "0.34 秒");
});

test("what is left is told in whole minutes or hours", () => {
  assert.equal(english.remaining(8), "less than a minute");
  assert.equal(english.remaining(61), "one minute");
  assert.equal(english.remaining(131), "2 minutes");
  assert.equal(english.remaining(3 * 3600), "3 hours");
});

test("words are counted in any script", () => {
  assert.equal(countWords("Buses bunch; that's all, 2 or 3 of them."), 9);
  assert.equal(countWords(""), 0);
  assert.ok(countWords("公交车总是一起来") >= 3);
});

test("both catalogues have the same entries, none empty by accident", () => {
  const shape = (value: unknown): unknown =>
    typeof value === "function"
      ? "function"
      : Array.isArray(value)
        ? value.length
        : typeof value === "object" && value !== null
          ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]))
          : typeof value;
  assert.deepEqual(shape(zh), shape(en));
});
