import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { labelOf } from "./label.ts";

test("a label is the beginning of a message without its marks", () => {
  for (const [preview, label] of [
    ["## Four settings and a backup", "Four settings and a backup"],
    ["- [ ] Buy **bread** and `milk`", "Buy bread and milk"],
    ["> 1. Quoted, _then_ numbered", "Quoted, then numbered"],
    ["See [the manual](https://sqlite.org/wal.html) first", "See the manual first"],
    ["![a cat](cat.png) is here", "a cat is here"],
    ["```sql PRAGMA journal_mode = WAL;", "PRAGMA journal_mode = WAL;"],
    ["snake_case_names and 2 * 3 * 4 stay", "snake_case_names and 2 * 3 * 4 stay"],
    ["**cut off in the mid", "cut off in the mid"],
    ["我们**留下**。", "我们留下。"],
    ["", ""],
  ] as const)
    assert.equal(labelOf(preview), label);
});

test("whatever a preview holds, its label is no longer and has no space around it", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (preview) => {
      const label = labelOf(preview);
      assert.ok(label.length <= preview.length);
      assert.equal(label, label.trim());
    }),
  );
});
