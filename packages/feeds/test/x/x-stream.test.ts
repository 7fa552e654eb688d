import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import type { PostsError } from "@grok/posts";
import { xFeed } from "../../src/x/x-feed.ts";
import { memoryState, patientTools, Reading } from "../feed-under-test.ts";
import { startXMock, type XMock } from "../x-mock.ts";
import { mockPost } from "./mock-posts.ts";

const streamPath = "/2/tweets/search/stream";
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

function connect(options: Record<string, string> = {}) {
  const given = { token: "key", budget: "100", rules: "harbour", address: x.url, ...options };
  return xFeed.create(given, patientTools({ state }));
}

function read(options: Record<string, string> = {}, cursor: string | null = null): Reading {
  const reading = new Reading(connect(options), cursor);
  readings.push(reading);
  return reading;
}

async function listening(): Promise<void> {
  while (x.listeners === 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Reads until it fails, and tells how. */
async function failure(reading: Reading): Promise<PostsError> {
  return reading.posts(1_000).then(
    () => assert.fail("it did not fail"),
    (error: PostsError) => error,
  );
}

describe("the filtered stream of X", () => {
  test("tells posts that match, with their authors, counts and addresses", async () => {
    const reading = read();
    const some = reading.posts(1);
    await listening();
    const url = { url: "https://t.co/a", expanded_url: "https://news.example/rain" };
    const photo = {
      url: "https://t.co/b",
      expanded_url: "https://x.com/u/status/1/photo/1",
      media_key: "3_1",
    };
    x.post(
      mockPost(1, "nothing of it"),
      mockPost(2, "rain &amp; wind over the harbour https://t.co/a https://t.co/b", {
        entities: { urls: [url, photo] },
        referenced_tweets: [{ type: "replied_to", id: "99" }],
      }),
    );
    await some;
    const [event] = reading.events;
    assert.ok(event?.type === "post");
    const { post } = event;
    assert.equal(post.text, "rain & wind over the harbour https://news.example/rain");
    assert.deepEqual(post.author, { id: "702", handle: "user702", name: "User 702" });
    assert.deepEqual(post.links, ["https://news.example/rain"]);
    assert.deepEqual(post.media, ["image"]);
    assert.equal(post.replyTo, "99");
    assert.equal(post.url, `https://x.com/user702/status/${post.id}`);
    assert.deepEqual(post.engagement, { likes: 2, reposts: 0, replies: 0 });
    assert.equal(reading.cursor, post.id);
  });

  test("takes the whole of a long post, and an edit in place of what it replaces", async () => {
    const reading = read();
    const some = reading.posts(1);
    await listening();
    const before = mockPost(1, "harbour");
    const after = mockPost(2, "harbour, in short …", { note_tweet: { text: "harbour, at length" } });
    x.post({ ...after, edit_history_tweet_ids: [before.id, after.id] });
    await some;
    assert.deepEqual(reading.events[0], { type: "delete", ref: { source: "x", id: before.id } });
    assert.deepEqual(reading.texts, ["harbour, at length"]);
  });

  test("sets its own rules and leaves those of others alone", async () => {
    x.rules.push(
      { id: "a", value: "theirs" },
      { id: "b", value: "old", tag: "grok:1" },
      { id: "c", value: "both" },
    );
    const reading = read({ rules: "both\nnew" });
    const some = reading.posts(2);
    await listening();
    assert.deepEqual(x.rules.map(({ value }) => value).toSorted(), ["both", "new", "theirs"]);
    x.post(mockPost(1, "theirs"), mockPost(2, "both"), mockPost(3, "new"));
    assert.deepEqual(await some, ["both", "new"]);
  });

  test("names the rule that X does not take", async () => {
    const error = await failure(read({ rules: "((harbour" }));
    assert.equal(error.code, "bad-input");
    assert.match(error.message, /\(\(harbour.*unbalanced/);
    assert.equal(connect().retryAfterMs(error, 1), null);
  });

  test("reads posts that are torn anywhere, between signs of life", async () => {
    const reading = read();
    const some = reading.posts(1);
    await listening();
    const line = `\r\n${JSON.stringify({ data: mockPost(1, "harbour — 港の雨 🌧") })}\r\n`;
    const bytes = Buffer.from(line);
    await x.send(line, [1, 3, bytes.indexOf(0xe6) + 1, bytes.indexOf(0xf0) + 2, bytes.length - 1]);
    assert.deepEqual(await some, ["harbour — 港の雨 🌧"]);
  });

  test("counts what cannot be read, and goes on", async () => {
    const reading = read();
    const some = reading.posts(1);
    await listening();
    await x.send(
      `{"data":{"id":"x"}}\r\nnot json\r\n${JSON.stringify({ data: mockPost(1, "harbour") })}\r\n`,
    );
    await some;
    const unreadable = reading.news.flatMap((news) => (news.type === "unreadable" ? [news.count] : []));
    assert.equal(
      unreadable.reduce((sum, count) => sum + count, 0),
      2,
    );
  });

  test("fills the gap after a break by search, and pays for nothing twice", async () => {
    const connector = connect();
    const reading = new Reading(connector);
    const some = reading.posts(1);
    await listening();
    const first = mockPost(1, "harbour one", { agoMs: 5_000 });
    x.post(first);
    await some;
    x.kick("break");
    const error = await failure(reading);
    assert.equal(error.code, "unreachable");
    assert.equal(connector.retryAfterMs(error, 1), 250);
    assert.equal(connector.retryAfterMs(error, 4), 1_000);
    while (x.listeners > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    x.postUnheard(mockPost(2, "harbour two"), mockPost(3, "harbour three"));
    const again = new Reading(connector, reading.cursor);
    readings.push(again);
    await again.until(() => again.texts.includes("harbour three"));
    assert.deepEqual(again.texts, ["harbour one", "harbour two", "harbour three"]);
    const spent = again.news.flatMap((news) => (news.type === "spent" ? [news.usd] : []));
    assert.deepEqual(spent, [0.015, 0.045]);
  });

  test("says so when X ends the stream for reasons of its own", async () => {
    const reading = read();
    const failing = failure(reading);
    await listening();
    x.kick("operational");
    const error = await failing;
    assert.match(error.message, /operational reasons/);
    assert.equal(connect().retryAfterMs(error, 1), 250);
  });

  test("waits a minute where there are too many connections", async () => {
    const first = read();
    const failing = failure(first);
    await listening();
    const error = await failure(read());
    assert.equal(error.code, "too-many");
    assert.equal(connect().retryAfterMs(error, 1), 60_000);
    x.kick("too-many");
    const told = await failing;
    assert.equal(told.code, "too-many");
    assert.equal(connect().retryAfterMs(told, 2), 120_000);
  });

  test("waits until the time that a refusal names", async () => {
    const resetAtMs = Math.ceil(Date.now() / 1_000) * 1_000 + 600_000;
    x.refuse(streamPath, { status: 429, resetAtMs });
    const error = await failure(read());
    const waitMs = connect().retryAfterMs(error, 1) ?? 0;
    assert.ok(waitMs > 590_000 && waitMs <= 601_000, String(waitMs));
  });

  test("waits longer and longer while X is out of order, and never for a wrong token", async () => {
    x.refuse(streamPath, { status: 503 });
    const error = await failure(read());
    const waits = [1, 2, 3, 7, 9].map((failures) => connect().retryAfterMs(error, failures));
    assert.deepEqual(waits, [5_000, 10_000, 20_000, 320_000, 320_000]);
    const refused = await failure(read({ token: "wrong" }));
    assert.equal(refused.code, "refused");
    assert.ok(!refused.message.includes("wrong"));
    assert.equal(connect().retryAfterMs(refused, 1), null);
  });

  test("refuses to start where the budget is spent, and asks X for nothing then", async () => {
    await state.set("spent", JSON.stringify({ month: new Date().toISOString().slice(0, 7), mills: 100_000 }));
    const error = await failure(read());
    assert.equal(error.code, "budget");
    assert.deepEqual(x.requests, []);
    assert.ok((connect().retryAfterMs(error, 1) ?? 0) > 0);
  });

  test("leaves the stream before the budget is passed", async () => {
    const reading = read({ budget: "0.30" });
    const failing = failure(reading);
    await listening();
    for (let n = 0; n < 40; n++) {
      x.post(mockPost(n, `harbour ${n}`, { author_id: String(n) }));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    assert.equal((await failing).code, "budget");
    const spent = reading.news.flatMap((news) => (news.type === "spent" ? [news.usd] : []));
    assert.ok((spent.at(-1) ?? 1) <= 0.3, String(spent.at(-1)));
    assert.ok(reading.texts.length >= 10);
    assert.equal((await failure(read({ budget: "0.30" }))).code, "budget");
  });

  test("asks nothing before it is read, and ends when told to", async () => {
    const reading = read();
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(x.requests, []);
    const some = reading.posts(1);
    await listening();
    await reading.leave();
    assert.deepEqual(await some, []);
    while (x.listeners > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });
});
