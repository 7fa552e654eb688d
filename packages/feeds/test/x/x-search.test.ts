import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { PostsError } from "@grok/posts";
import { xFeed } from "../../src/x/x-feed.ts";
import { memoryState, patientTools, Reading } from "../feed-under-test.ts";
import { startXMock, type XMock } from "../x-mock.ts";
import { mockPost } from "./mock-posts.ts";

let x: XMock;
let state = memoryState();
let readings: Reading[] = [];

beforeEach(async () => {
  x = await startXMock();
  state = memoryState();
  readings = [];
});
afterEach(async () => {
  for (const reading of readings) await reading.leave();
  await x.close();
});

/** Polls again at once, but never more often than other things get their turn. */
function read(options: Record<string, string> = {}, cursor: string | null = null): Reading {
  const given = { token: "key", budget: "100", rules: "harbour", mode: "search", address: x.url, ...options };
  const sleep = (_ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => (signal.aborted ? resolve() : setTimeout(resolve, 5)));
  const reading = new Reading(xFeed.create(given, patientTools({ state, sleep })), cursor);
  readings.push(reading);
  return reading;
}

function searches(): URLSearchParams[] {
  return x.requests.flatMap((request) =>
    request.includes("/recent?") ? [new URL(request.split(" ")[1] ?? "", "http://mock").searchParams] : [],
  );
}

describe("recent search of X", () => {
  test("tells new posts, poll by poll, oldest first", async () => {
    x.post(mockPost(1, "harbour one", { agoMs: 9_000 }), mockPost(2, "harbour two", { agoMs: 8_000 }));
    const reading = read();
    assert.deepEqual(await reading.posts(2), ["harbour one", "harbour two"]);
    x.post(mockPost(3, "harbour three"));
    await reading.until(() => reading.texts.includes("harbour three"));
    assert.ok(reading.news.some(({ type }) => type === "waiting"));
  });

  test("goes through all pages since the last post, and moves its cursor only then", async () => {
    const old = mockPost(0, "harbour old", { agoMs: 90_000 });
    const many = Array.from({ length: 250 }, (_, n) => mockPost(n, `harbour ${n}`, { agoMs: 20_000 - n }));
    x.post(old, ...many);
    const reading = read({}, old.id);
    await reading.until((events) => events.length >= 200);
    assert.equal(reading.cursor, old.id);
    await reading.until(() => reading.cursor !== old.id);
    assert.equal(new Set(reading.texts).size, 251);
    assert.equal(reading.cursor, many.at(-1)?.id);
  });

  test("begins with the newest page of each query", async () => {
    x.post(...Array.from({ length: 150 }, (_, n) => mockPost(n, `harbour ${n}`, { agoMs: 100_000 - n })));
    const reading = read();
    await reading.until(() => reading.cursor !== null);
    assert.equal(reading.texts.length, 100);
    assert.equal(searches().length, 1);
  });

  test("tells a gap where the last post is older than what X searches", async () => {
    const old = mockPost(0, "harbour old", { agoMs: 9 * 86_400_000 });
    x.post(mockPost(1, "harbour new"));
    const reading = read({}, old.id);
    await reading.posts(1);
    assert.ok(reading.news.some(({ type }) => type === "gap"));
    assert.equal(searches()[0]?.get("since_id"), null);
  });

  test("never asks for a page that could pass the budget", async () => {
    x.post(
      ...Array.from({ length: 90 }, (_, n) =>
        mockPost(n, `harbour ${n}`, { agoMs: 100_000 - n, author_id: `${n}` }),
      ),
    );
    const reading = read({ budget: "0.40" });
    const error = await reading.posts(1_000).then(
      () => assert.fail("it did not stop"),
      (error: PostsError) => error,
    );
    assert.ok(error instanceof PostsError && error.code === "budget");
    // 26 posts at $0.015 are $0.39; what is left would not do for the smallest page.
    assert.deepEqual(
      searches().map((query) => query.get("max_results")),
      ["26"],
    );
    assert.equal(x.delivered, 26);
  });

  test("charges a post once a day, and without names less", async () => {
    x.post(mockPost(1, "harbour one"));
    const reading = read({ nameless: "true" });
    await reading.posts(3);
    assert.deepEqual(
      reading.news.flatMap((news) => (news.type === "spent" ? [news.usd] : [])),
      [0, 0.005],
    );
    const [event] = reading.events;
    assert.ok(event?.type === "post");
    assert.equal(event.post.author.handle, "701");
    assert.equal(event.post.url, `https://x.com/i/web/status/${event.post.id}`);
  });

  test("remembers what was spent from one run to the next", async () => {
    x.post(mockPost(1, "harbour one"));
    const reading = read();
    await reading.posts(1);
    await reading.leave();
    const again = read();
    await again.until(() => true);
    await again.posts(1);
    assert.deepEqual(again.news[0], { type: "spent", usd: 0.015, budgetUsd: 100 });
  });

  test("says what is wrong with its settings", () => {
    const wrong = (options: Record<string, string>) => () => read(options);
    assert.throws(wrong({ token: "" }), /token/);
    assert.throws(wrong({ budget: "" }), /budget/);
    assert.throws(wrong({ budget: "-1" }), /budget/);
    assert.throws(wrong({ rules: "x".repeat(513) }), /512/);
    assert.throws(wrong({ rules: Array.from({ length: 26 }, (_, n) => `r${n}`).join("\n") }), /25/);
    assert.throws(wrong({ mode: "sideways" }), /stream, search/);
  });
});
