import assert from "node:assert/strict";
import { test } from "node:test";
import { tokensByDay } from "./last-days.ts";

test("days without any use stand as nothing, and today stands last", () => {
  const use = (day: string, tokens: number) => ({ keyId: "k", day, requests: 1, tokens });
  const nowMs = Date.UTC(2026, 2, 1, 23, 59);
  assert.deepEqual(
    tokensByDay([use("2026-02-26", 9), use("2026-02-27", 5), use("2026-03-01", 7)], nowMs, 3),
    [5, 0, 7],
  );
});
