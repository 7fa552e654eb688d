import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { PlacedCode } from "./code-blocks.ts";
import { likenessOf, sameBlock } from "./same-block.ts";

const block = (source: string, more: Partial<PlacedCode> = {}): PlacedCode => ({
  source,
  language: "ts",
  offset: 0,
  ...more,
});

test("a block is found again though others were put before it", () => {
  const blocks = [block("one\ntwo\nthree"), block("ls", { language: "sh" })];
  const others = [block("npm i", { language: "sh" }), block("one\ntwo\n3"), block("ls", { language: "sh" })];
  assert.equal(sameBlock(blocks, 0, others), others[1]);
  assert.equal(sameBlock(blocks, 1, others), others[2]);
});

test("a file name tells, however much was rewritten", () => {
  const blocks = [block("a\nb", { fileName: "x.ts" }), block("c")];
  const others = [block("c"), block("all new", { fileName: "x.ts" })];
  assert.equal(sameBlock(blocks, 0, others), others[1]);
});

test("in versions of the same build the place tells, within one language", () => {
  const blocks = [block("x = 1", { language: "py" }), block("ls", { language: "sh" })];
  const others = [block("y = [2]", { language: "py" }), block("dir", { language: "bat" })];
  assert.equal(sameBlock(blocks, 0, others), others[0]);
  assert.equal(sameBlock(blocks, 1, others), undefined);
});

test("a version without anything like it has no such block", () => {
  assert.equal(sameBlock([block("one\ntwo")], 0, []), undefined);
  assert.equal(
    sameBlock([block("one\ntwo"), block("b")], 0, [block("nothing alike", { language: "py" })]),
    undefined,
  );
});

test("likeness is between nothing and all, the same both ways, and all for the same", () => {
  const code = fc.array(fc.constantFrom("a", "b", " c", "")).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(code, code, (a, b) => {
      const likeness = likenessOf(a, b);
      assert.ok(likeness >= 0 && likeness <= 1);
      assert.equal(likeness, likenessOf(b, a));
      assert.equal(likenessOf(a, a), 1);
    }),
  );
});
