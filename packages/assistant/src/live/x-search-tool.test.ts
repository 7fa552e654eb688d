import assert from "node:assert/strict";
import { test } from "node:test";
import { checkJsonSchema } from "@grok/model";
import { indexOf } from "../../test/live/index-of.ts";
import { samplePost } from "../../test/live/sample-posts.ts";
import { noonMs } from "../../test/sample-turn.ts";
import { readXSearch, xSearchQuery, xSearchTool } from "./x-search-tool.ts";

test("the tool's schema is one that every provider can be held to", () => {
  checkJsonSchema(xSearchTool.parameters);
});

test("arguments are read as JSON of the schema, or not at all", () => {
  assert.deepEqual(readXSearch('{"search": "rain", "order": "top"}'), { search: "rain", order: "top" });
  for (const text of [
    "",
    "rain",
    "{}",
    '{"search": "", "order": "top"}',
    '{"search": "a", "order": "best"}',
    "null",
  ])
    assert.equal(readXSearch(text), null, text);
});

test("hours limit how old posts may be, within what makes sense", () => {
  assert.equal(xSearchQuery({ search: "a", order: "top", hours: 2 }, noonMs).sinceMs, noonMs - 7_200_000);
  assert.equal(xSearchQuery({ search: "a", order: "top", hours: -5 }, noonMs).sinceMs, noonMs - 3_600_000);
  assert.equal(xSearchQuery({ search: "a", order: "top" }, noonMs).sinceMs, undefined);
});

test("what it returns are posts as data, with as of when and how far back", async () => {
  const index = await indexOf([samplePost({ by: "mira", text: "Rain over\n\nthe harbour" }, 1)]);
  const result = await xSearchTool.run(
    { search: "harbour rain", order: "latest" },
    (query) => index.search(query),
    noonMs,
  );
  assert.equal(result.query, "harbour rain");
  assert.equal(result.as_of, "2026-11-23T12:00:00.000Z");
  assert.deepEqual(result.posts, [
    {
      source: "sample",
      id: "post-1",
      author: "mira",
      posted_at: "2026-11-23T11:50:00.000Z",
      url: "https://posts.example/1",
      text: "Rain over the harbour",
    },
  ]);
});
