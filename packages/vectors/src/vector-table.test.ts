import assert from "node:assert/strict";
import { test } from "node:test";
import { pack, packedBytes } from "./packed-vector.ts";
import { VectorTable } from "./vector-table.ts";

const dimensions = 96;

/** Numbers from -1 to 1 in a bell, the same in every run. */
function chance(seed: number): () => number {
  let state = seed;
  const one = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  return () => (one() + one() + one()) / 3;
}

function normalised(values: ArrayLike<number>): Float32Array {
  const length = Math.hypot(...Array.from(values));
  return Float32Array.from(values, (value) => value / length);
}

function packed(...vectors: Float32Array[]): Uint8Array {
  const bytes = packedBytes(dimensions);
  const all = new Uint8Array(vectors.length * bytes);
  for (const [index, vector] of vectors.entries()) pack(vector, all, index * bytes);
  return all;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

test("what is found is what a comparison with every vector finds, and similarities are right to 0.01", () => {
  const next = chance(5);
  const topics = Array.from({ length: 40 }, () => Array.from({ length: dimensions }, next));
  const near = (topic: readonly number[], away: number) =>
    normalised(topic.map((value) => value + next() * away));
  const vectors = Array.from({ length: 8_000 }, (_, index) => near(topics[index % 40]!, 1));
  const table = new VectorTable(dimensions);
  for (const [index, vector] of vectors.entries()) table.add(index, 1, packed(vector));
  let found = 0;
  for (const topic of topics.slice(0, 10)) {
    const query = near(topic, 1);
    const exact = vectors
      .map((vector, key) => ({ key, similarity: dot(vector, query) }))
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, 10);
    const matches = table.search(query, 1, 10, -1);
    const similarities = new Map(matches.map(({ key, similarity }) => [key, similarity]));
    for (const { key, similarity } of exact) {
      if (!similarities.has(key)) continue;
      found++;
      assert.ok(Math.abs(similarities.get(key)! - similarity) < 0.01);
    }
  }
  assert.ok(found >= 95, `${found} of 100`);
});

test("only the owner's own is found, and nothing below the least similarity", () => {
  const next = chance(1);
  const vector = normalised(Array.from({ length: dimensions }, next));
  const opposite = vector.map((value) => -value);
  const table = new VectorTable(dimensions);
  table.add(1, 1, packed(vector));
  table.add(2, 2, packed(vector));
  table.add(3, 1, packed(opposite));
  assert.deepEqual(
    table.search(vector, 1, 10, 0.5).map(({ key }) => key),
    [1],
  );
  assert.deepEqual(table.search(vector, 3, 10, 0), []);
  assert.deepEqual(
    table.search(vector, 1, 10, -1).map(({ key }) => key),
    [1, 3],
  );
});

test("a message is found once, by its best part; removing some leaves the others findable", () => {
  const next = chance(2);
  const vectors = Array.from({ length: 3_000 }, () => normalised(Array.from({ length: dimensions }, next)));
  const table = new VectorTable(dimensions);
  for (let key = 0; key < 1_000; key++) table.add(key, 1, packed(...vectors.slice(key * 3, key * 3 + 3)));
  assert.equal(table.rows, 3_000);
  const [best] = table.search(vectors[601]!, 1, 1, 0);
  assert.deepEqual([best?.key, best?.part], [200, 1]);
  table.remove(new Set(Array.from({ length: 500 }, (_, index) => index * 2)));
  assert.equal(table.rows, 1_500);
  for (let key = 1; key < 1_000; key += 50)
    assert.equal(table.search(vectors[key * 3]!, 1, 1, 0.9)[0]?.key, key);
  assert.deepEqual(table.search(vectors[600]!, 1, 1, 0.9), []);
});

test("a message without a vector is never found", () => {
  const table = new VectorTable(dimensions);
  table.add(1, 1, packed());
  assert.equal(table.rows, 0);
});

test("the same said thousands of times does not hide what is nearer, and is not compared without end", () => {
  const next = chance(9);
  const one = normalised(Array.from({ length: dimensions }, next));
  const near = normalised(one.map((value) => value + next() * 0.1));
  const table = new VectorTable(dimensions);
  for (let key = 0; key < 20_000; key++) table.add(key, 1, packed(one));
  table.add(20_000, 1, packed(near));
  const matches = table.search(near, 1, 10, 0.5);
  assert.deepEqual([matches.length, matches[0]?.key], [10, 20_000]);
});
