import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { growLines, noLines } from "./code-lines.ts";

test("the groups are the source, and full groups stay the same", () => {
  const deltas = fc.array(fc.string({ unit: fc.constantFrom("a", "\n"), maxLength: 90 }), { maxLength: 20 });
  fc.assert(
    fc.property(deltas, (parts) => {
      let lines = noLines;
      for (const part of parts) {
        const next = growLines(lines, lines.source + part);
        assert.equal(next.groups.join(""), next.source);
        assert.deepEqual(
          next.groups.slice(0, Math.max(0, lines.groups.length - 1)),
          lines.groups.slice(0, -1),
        );
        lines = next;
      }
      assert.deepEqual(lines.groups, growLines(noLines, lines.source).groups);
    }),
  );
});

test("other code starts over", () => {
  assert.deepEqual(growLines(growLines(noLines, "a\nb"), "c").groups, ["c"]);
});
