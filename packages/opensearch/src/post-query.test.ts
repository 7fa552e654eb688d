import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePostQuery, queryLengthMax, readPostQuery } from "@grok/posts";
import fc from "fast-check";
import { queryOf, termOf } from "./post-query.ts";
import { indexToken } from "./words.ts";

const everything = { arrivedSinceMs: null };
const boolOf = (text: string) =>
  queryOf(parsePostQuery(text), everything) as { bool: Record<string, unknown[]> };

test("a word is a term, a phrase keeps its order, and alternatives are enough each", () => {
  assert.deepEqual(boolOf('moon "first quarter" rain OR snow').bool.must, [
    { term: { words: "moon" } },
    { match_phrase: { words: { query: "first quarter", analyzer: "whitespace" } } },
    {
      bool: {
        should: [{ term: { words: "rain" } }, { term: { words: "snow" } }],
        minimum_should_match: 1,
      },
    },
  ]);
});

test("what narrows is a filter and earns no score, what is excluded must not be there", () => {
  const { bool } = boolOf("moon lang:de -rain");
  assert.deepEqual(bool.must, [{ term: { words: "moon" } }]);
  assert.deepEqual(bool.filter, [{ term: { words: "ｌde" } }]);
  assert.deepEqual(bool.must_not, [{ term: { words: "rain" } }]);
});

test("a lone character behind other words may go on", () => {
  assert.deepEqual(boolOf("東京 雨").bool.must?.length, 2);
  assert.deepEqual(termOf({ text: "", quoted: false, tokens: ["今天", "雨"], prefix: true }), {
    match_phrase_prefix: { words: { query: "今天 雨", analyzer: "whitespace", max_expansions: 500 } },
  });
});

test("times are whole milliseconds, of which none is lost that a query means", () => {
  const query = readPostQuery({ text: "", order: "latest", sinceMs: 1_000.2, untilMs: 2_000.7 });
  assert.deepEqual(queryOf(query, { arrivedSinceMs: 500.5, orderMax: 77 }), {
    bool: {
      must: [],
      filter: [
        { range: { created: { gte: 1_001, lt: 2_001 } } },
        { range: { "@timestamp": { gte: 501 } } },
        { range: { order: { lte: 77 } } },
      ],
      must_not: [],
    },
  });
});

test("whatever is typed stays a value: every text becomes a query of terms that hold no blanks", () => {
  const check = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      if (name === "term" || name === "prefix") assert.doesNotMatch((inner as { words: string }).words, /\s/);
      check(inner);
    }
  };
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: queryLengthMax }), (text) => {
      check(queryOf(parsePostQuery(text), everything));
    }),
  );
});

test("tokens that the analyzer would cut are shortened, alike in posts and queries, and stay different", () => {
  const long = (end: string) => `ａ${"x".repeat(300)}${end}`;
  assert.equal(indexToken("moon"), "moon");
  assert.ok(indexToken(long("a")).length <= 200);
  assert.equal(indexToken(long("a")), indexToken(long("a")));
  assert.notEqual(indexToken(long("a")), indexToken(long("b")));
});
