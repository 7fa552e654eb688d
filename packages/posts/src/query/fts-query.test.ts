import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import fc from "fast-check";
import { samplePost } from "../../test/sample-post.ts";
import { indexTextOf } from "../words/post-words.ts";
import { ftsQueryOf } from "./fts-query.ts";
import { matchesPost } from "./matches-post.ts";
import { parsePostQuery } from "./parse-post-query.ts";

const word = fc.constantFrom(
  "rain",
  "Rain",
  "harbour",
  "雨",
  "港",
  "雨が",
  "café",
  "don't",
  "42",
  "🌕",
  "#rust",
  "@mira",
  "$ABC",
  "سلام",
);
const text = fc.array(word, { maxLength: 8 }).map((words) => words.join(" "));
const query = fc
  .array(
    fc.tuple(
      fc.constantFrom("", "-", "OR ", '"', "from:", "lang:", "has:", "("),
      fc.oneof(word, fc.string({ unit: "grapheme", maxLength: 6 })),
    ),
  )
  .map((parts) => parts.map(([before, each]) => before + each).join(" "));

function indexOf(texts: readonly string[]) {
  const database = new DatabaseSync(":memory:");
  database.exec(
    "CREATE VIRTUAL TABLE post_words USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'ascii')",
  );
  const insert = database.prepare("INSERT INTO post_words (rowid, words) VALUES (?, ?)");
  for (const [at, each] of texts.entries())
    insert.run(at + 1, indexTextOf(samplePost({ id: String(at), text: each })));
  return (match: string) =>
    database
      .prepare("SELECT rowid FROM post_words WHERE post_words MATCH ? ORDER BY rowid")
      .all(match)
      .map((row) => Number(row.rowid) - 1);
}

test("whatever is typed is valid for SQLite and finds exactly the posts that match", () => {
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 1, maxLength: 12 }),
      query,
      fc.constantFrom("all" as const, "any" as const),
      (texts, typed, mode) => {
        const parsed = { ...parsePostQuery(typed), sinceMs: null, untilMs: null };
        const match = ftsQueryOf(parsed, mode);
        if (match === null) return;
        const expected = texts.flatMap((each, at) =>
          matchesPost(parsed, samplePost({ id: String(at), text: each }), mode) ? [at] : [],
        );
        assert.deepEqual(indexOf(texts)(match), expected, match);
      },
    ),
    { numRuns: 300 },
  );
});

test("the longest queries are within what SQLite takes", () => {
  const find = indexOf(["雨".repeat(20)]);
  const characters = Array.from({ length: 512 }, (_, at) => String.fromCharCode(0x4e00 + at)).join("");
  for (const typed of [
    characters,
    "a ".repeat(256),
    '"雨" OR '.repeat(100),
    "-b ".repeat(170),
    "a OR -b ".repeat(60),
  ])
    for (const mode of ["all", "any"] as const) {
      const match = ftsQueryOf(parsePostQuery(typed), mode);
      if (match !== null) assert.ok(find(match).length <= 1);
    }
});
