import assert from "node:assert/strict";
import { test } from "node:test";
import { Text } from "@codemirror/state";
import { changedLines } from "./changed-lines.ts";

const text = (...lines: string[]) => Text.of(lines);

test("lines are counted as they are read: a changed one is one gone and one new", () => {
  assert.deepEqual(changedLines(text("a", "b", "c"), text("a", "x", "c")), { added: 1, removed: 1 });
  assert.deepEqual(changedLines(text("a", "c"), text("a", "b", "b2", "c")), { added: 2, removed: 0 });
  assert.deepEqual(changedLines(text("a", "b", "c", "d"), text("a", "d")), { added: 0, removed: 2 });
  assert.deepEqual(changedLines(text("a"), text("a")), { added: 0, removed: 0 });
});

test("a million characters with one changed line are counted as one changed line", () => {
  const lines = Array.from(
    { length: 20_000 },
    (_, at) => `Line ${at} with about fifty characters in it, no more`,
  );
  const after = lines.with(10_000, "Another line");
  assert.deepEqual(changedLines(Text.of(lines), Text.of(after)), { added: 1, removed: 1 });
});
