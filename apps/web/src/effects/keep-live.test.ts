import assert from "node:assert/strict";
import { test } from "node:test";
import { savedLiveFrom } from "./keep-live.ts";

test("the panel is as the tab left it, and closed where storage holds something else", () => {
  assert.deepEqual(savedLiveFrom({ open: true, windowMs: 86_400_000 }), { open: true, windowMs: 86_400_000 });
  for (const stored of [null, 7, "open", { open: "yes", windowMs: 5 }])
    assert.deepEqual(savedLiveFrom(stored), { open: false, windowMs: 3_600_000 });
});
