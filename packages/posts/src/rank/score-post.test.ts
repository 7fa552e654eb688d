import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { idf, type PostFacts, scorePost } from "./score-post.ts";

const plain: PostFacts = {
  counts: [1, 1],
  tokens: 20,
  ageMs: 3_600_000,
  likes: 0,
  reposts: 0,
  quality: 1,
  copyAuthors: 1,
};
const idfs = [idf(1_000, 10), idf(1_000, 300)];
const score = (change: Partial<PostFacts> = {}) => scorePost(idfs, { ...plain, ...change });

test("a rare word weighs more than a common one, and both more than one", () => {
  assert.ok(score({ counts: [1, 0] }) > score({ counts: [0, 1] }));
  assert.ok(score() > score({ counts: [1, 0] }));
});

test("saying a word again helps a little, and never as much as another word", () => {
  assert.ok(score({ counts: [0, 2] }) > score({ counts: [0, 1] }));
  assert.ok(score({ counts: [0, 50] }) < score({ counts: [1, 1] }));
});

test("what is fresh, liked, passed on, said by many and clean stands higher; a long post lower", () => {
  assert.ok(score({ ageMs: 0 }) > score());
  assert.ok(score({ likes: 10 }) > score());
  assert.ok(score({ reposts: 10 }) > score({ likes: 10 }));
  assert.ok(score({ copyAuthors: 10 }) > score());
  assert.ok(score({ quality: 0.4 }) < score());
  assert.ok(score({ tokens: 200 }) < score());
});

test("without words the rest decides", () => {
  assert.ok(scorePost([], { ...plain, likes: 5 }) > scorePost([], plain));
});

test("a score is a positive number, whatever the post is like", () => {
  const count = fc.integer({ min: 0, max: 1_000_000_000 });
  fc.assert(
    fc.property(
      count,
      count,
      count,
      count,
      fc.integer({ min: -1e12, max: 1e13 }),
      (a, b, likes, tokens, ageMs) => {
        const holding = Math.min(a, b);
        const found = scorePost([idf(Math.max(a, b), holding)], {
          ...plain,
          counts: [1],
          likes,
          tokens,
          ageMs,
        });
        assert.ok(Number.isFinite(found) && found > 0);
      },
    ),
  );
});
