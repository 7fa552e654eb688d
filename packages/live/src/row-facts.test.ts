import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { RowFacts } from "./row-facts.ts";

const fact = fc.record({
  createdAtMs: fc.integer({ min: Date.UTC(2006, 0), max: Date.UTC(2090, 0) }),
  words: fc.integer({ min: 0, max: 255 }),
  quality: fc.double({ min: 0.1, max: 1, noNaN: true }),
  reactions: fc.integer({ min: 0, max: 1_000_000_000 }),
  authors: fc.integer({ min: 1, max: 4_000 }),
});

test("facts of rows are told as they were set, counts within a tenth, and are so after they were stored", () => {
  fc.assert(
    fc.property(fc.array(fact, { minLength: 1, maxLength: 50 }), (all) => {
      const facts = new RowFacts(64);
      for (const [at, each] of all.entries()) facts.set(at + 1, each);
      facts.rows = all.length;
      const again = new RowFacts(200);
      again.read(facts.bytes());
      for (const told of [facts, RowFacts.of(facts.buffer), again])
        for (const [at, { createdAtMs, words, quality, reactions, authors }] of all.entries()) {
          const row = at + 1;
          assert.ok(told.isThere(row));
          assert.equal(told.seconds(row), Math.floor(createdAtMs / 1000));
          assert.equal(told.words(row), words);
          assert.ok(Math.abs(told.quality(row) - quality) < 0.01);
          assert.ok(Math.abs(told.reactions(row) - reactions) <= 0.1 * reactions + 0.5);
          assert.ok(Math.abs(told.authors(row) - authors) <= 0.1 * authors + 0.5);
        }
    }),
  );
});

test("a row that was deleted is there no more", () => {
  const facts = new RowFacts(8);
  facts.set(3, { createdAtMs: 1_000, words: 5, quality: 0.1, reactions: 0, authors: 1 });
  assert.ok(facts.isThere(3));
  facts.delete(3);
  assert.ok(!facts.isThere(3));
  assert.ok(!facts.isThere(4));
});
