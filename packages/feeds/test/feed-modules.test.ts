import assert from "node:assert/strict";
import { test } from "node:test";
import { PostsError, postSources } from "@grok/posts";
import { checkFeedOptions, feedModules } from "../src/index.ts";
import { sampleFeed } from "../src/sample/sample-feed.ts";
import { startReading } from "./test-tools.ts";

test("there is a kind of feed for every source of posts, with fields that a form can be drawn from", () => {
  assert.deepEqual([...feedModules.keys()].sort(), [...postSources].sort());
  for (const [source, { kind }] of feedModules) {
    assert.equal(kind.source, source);
    const names = kind.fields.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    for (const { type, choices, fallback, help } of kind.fields) {
      assert.equal(type === "choice", choices.length > 0);
      assert.ok(type !== "choice" || choices.includes(fallback));
      assert.notEqual(help, "");
    }
  }
});

test("kinds without required fields work as they are offered; the others say what is missing", () => {
  for (const [source, { kind }] of feedModules) {
    const required = kind.fields.filter((field) => field.required && field.fallback === "");
    if (required.length === 0) checkFeedOptions(source, {});
    else
      assert.throws(
        () => checkFeedOptions(source, {}),
        (error) =>
          error instanceof PostsError &&
          error.code === "bad-input" &&
          required.some(({ name }) => error.message.includes(name)),
        source,
      );
  }
});

test("an option that a kind does not have is refused with those that it has", () => {
  assert.throws(
    () => checkFeedOptions("rss", { addresses: "https://n.example", addreses: "x" }),
    (error) => error instanceof PostsError && /"addreses".*addresses/.test(error.message),
  );
  assert.throws(() => checkFeedOptions("rss", {}, new Map()), PostsError);
});

test("the sample has something to find at once, all of it marked as sample, and goes on after a pause", async () => {
  const reading = startReading(sampleFeed, { postsPerMinute: "600" });
  await reading.until(() => reading.batches.at(-1)?.cursor != null);
  await reading.stop();
  const posts = reading.batches.flatMap(({ events }) =>
    events.flatMap((event) => (event.type === "post" ? [event.post] : [])),
  );
  assert.ok(posts.length > 1_000);
  for (const { source, author, url } of posts) {
    assert.equal(source, "sample");
    assert.match(author.handle, /\.sample$/);
    assert.equal(url, "");
  }
  const again = startReading(sampleFeed, { postsPerMinute: "600" }, reading.batches.at(-1)!.cursor);
  await again.until(() => again.batches.at(-1)?.cursor != null);
  await again.stop();
  assert.ok(again.texts().length < 200);
});
