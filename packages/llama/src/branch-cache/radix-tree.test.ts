import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { RadixTree } from "./radix-tree.ts";

const list = fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 8 });

function commonLength(a: readonly number[], b: readonly number[]): number {
  let common = 0;
  while (common < a.length && common < b.length && a[common] === b[common]) common++;
  return common;
}

test("what lists have in common is found as by comparing each of them, after any adding and taking away", () => {
  const change = fc.record({ add: fc.boolean(), tokens: list, pick: fc.nat() });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), list, (changes, asked) => {
      const tree = new RadixTree<number>();
      const entries = new Map<number, readonly number[]>();
      for (const [id, { add, tokens, pick }] of changes.entries()) {
        if (add || entries.size === 0) {
          tree.insert(tokens, id);
          entries.set(id, tokens);
        } else {
          const [gone, was] = [...entries][pick % entries.size]!;
          assert.ok(tree.delete(was, gone));
          assert.ok(!tree.delete(was, gone));
          entries.delete(gone);
        }
      }
      const expected = [...entries]
        .map(([id, tokens]) => [id, commonLength(tokens, asked)] as const)
        .filter(([, common]) => common > 0);
      assert.deepEqual(
        [...tree.commons(asked)].toSorted(([a], [b]) => a - b),
        expected,
      );
      assert.equal(tree.size, entries.size);
    }),
  );
});

test("a list of tens of thousands of tokens is no burden", () => {
  const tree = new RadixTree<string>();
  const long = Array.from({ length: 50_000 }, (_, index) => index % 7);
  tree.insert(long, "whole");
  for (let cut = 1; cut < 100; cut++) tree.insert([...long.slice(0, cut * 500), 9], `branch ${cut}`);
  assert.equal(tree.commons(long).get("branch 99"), 49_500);
  assert.equal(tree.commons(long).get("whole"), 50_000);
});
