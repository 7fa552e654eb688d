import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { changedLines } from "./changed-lines.ts";

test("changed, added and removed lines are told apart from the rest", () => {
  const before = "a\nb\nc\nd\ne";
  assert.deepEqual(changedLines(before, before), { spans: [], count: 0 });
  assert.deepEqual(changedLines(before, "a\nB\nc\nd\ne"), { spans: [{ first: 2, last: 2 }], count: 1 });
  assert.deepEqual(changedLines(before, "a\nb\nx\ny\nc\nd\ne"), {
    spans: [{ first: 3, last: 4 }],
    count: 2,
  });
  assert.deepEqual(changedLines(before, "a\nd\ne"), { spans: [{ first: 2, last: 2 }], count: 2 });
  assert.deepEqual(changedLines(before, "a\nB\nc\nD1\nD2\ne"), {
    spans: [
      { first: 2, last: 2 },
      { first: 4, last: 5 },
    ],
    count: 3,
  });
  assert.deepEqual(changedLines(before, "a\nb\nc\nd"), { spans: [{ first: 4, last: 4 }], count: 1 });
});

test("lines outside of the spans are lines of the old text, in order", () => {
  const text = fc
    .array(fc.constantFrom("a", "b", "c", "", "dd"), { maxLength: 12 })
    .map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const { spans } = changedLines(before, after);
      const inSpan = (line: number) => spans.some(({ first, last }) => line >= first && line <= last);
      const kept = after.split("\n").filter((_, at) => !inSpan(at + 1));
      let at = 0;
      for (const line of before.split("\n")) if (at < kept.length && line === kept[at]) at += 1;
      assert.equal(at, kept.length);
      for (const { first, last } of spans) {
        assert.ok(first >= 1 && last >= first && last <= after.split("\n").length);
      }
    }),
  );
});

test("a megabyte of other lines is compared in a bounded time", () => {
  const before = Array.from({ length: 40_000 }, (_, at) => `line ${at} of the old text`).join("\n");
  const after = Array.from({ length: 40_000 }, (_, at) => `line ${at * 7} of the new text`).join("\n");
  assert.equal(changedLines(before, after).count, 40_000);
});
