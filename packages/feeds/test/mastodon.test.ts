import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { PostsError } from "@grok/posts";
import { mastodonFeed } from "../src/mastodon/mastodon-feed.ts";
import { streamingBase } from "../src/mastodon/mastodon-server.ts";
import { checkConnector } from "./connector-contract.ts";
import { type FakeMastodon, fakeToken, startFakeMastodon } from "./fake-mastodon.ts";
import { type Reading, startReading, testTools } from "./test-tools.ts";

const optionsOf = (server: FakeMastodon) => ({ server: server.url, token: fakeToken });

checkConnector("mastodon", {
  module: mastodonFeed,
  async startPeer() {
    const server = await startFakeMastodon();
    return {
      options: optionsOf(server),
      asked: () => server.asked,
      open: () => server.open,
      say: (texts) => texts.forEach((text) => void server.post(text)),
      fail: () => server.refuseWith(503),
      heal: () => server.refuseWith(null),
      close: () => server.close(),
    };
  },
});

describe("Mastodon", async () => {
  const server = await startFakeMastodon();
  const host = new URL(server.url).host;
  after(() => server.close());
  /** Reads in the background; resolves once the stream is heard. */
  const listen = async (options: Record<string, string> = {}, cursor: string | null = null) => {
    const reading = startReading(mastodonFeed, { ...optionsOf(server), ...options }, cursor);
    const failed = reading.until(() => false).catch((error: unknown) => error);
    while (!reading.news.some(({ type }) => type === "live")) await delay(5);
    return { ...reading, failed };
  };
  const posts = ({ batches }: Pick<Reading, "batches">) =>
    batches.flatMap(({ events }) => events.flatMap((event) => (event.type === "post" ? [event.post] : [])));
  const until = async (done: () => boolean) => {
    while (!done()) await delay(5);
  };

  test("statuses are plain text with author, links, media and counts", async () => {
    const reading = await listen();
    const parent = server.post("the first");
    server.post(
      'Hello <a class="u-url mention" href="https://m.example/@kit">@kit</a>, see <a href="https://n.example/a"><span class="invisible">https://</span><span>n.example/a</span></a>',
      {
        spoiler_text: "Weather",
        in_reply_to_id: parent,
        account: { acct: "mira@other.example", display_name: "Mira :sun:" },
        media_attachments: [{ type: "gifv" }, { type: "unknown" }],
        favourites_count: 4,
      },
    );
    await until(() => posts(reading).length === 2);
    await reading.stop();
    const [first, second] = posts(reading);
    assert.equal(first?.author.handle, `ida@${host}`);
    assert.equal(second?.text, "Weather\n\nHello @kit, see https://n.example/a");
    assert.equal(second?.author.handle, "mira@other.example");
    assert.equal(second?.replyTo, `${host}/${parent}`);
    assert.deepEqual(second?.links, ["https://n.example/a"]);
    assert.deepEqual(second?.media, ["video"]);
    assert.equal(second?.engagement.likes, 4);
  });

  test("edits come as the post again, deletions as deletions, and what is not for everybody not at all", async () => {
    const reading = await listen();
    const id = server.post("before");
    server.edit(id, "<p>after</p>");
    server.post("for followers", { visibility: "private" });
    server.remove(id);
    server.post("the end");
    await until(() => reading.texts().includes("the end"));
    await reading.stop();
    assert.deepEqual(reading.texts(), ["before", "after", "the end"]);
    const deletion = reading.batches.flatMap(({ events }) => events).find(({ type }) => type === "delete");
    assert.deepEqual(deletion, { type: "delete", ref: { source: "mastodon", id: `${host}/${id}` } });
  });

  test("events torn anywhere, heartbeats and foreign events between them do no harm", async () => {
    const reading = await listen();
    const status = JSON.stringify({
      id: "900000000000000000",
      created_at: "2026-11-22T10:00:00.000Z",
      content: "<p>torn \u00e9\u{1f600}</p>",
      account: { acct: "ida" },
    });
    const wire = `:thump\n\nevent: notification\ndata: {}\n\nevent: update\r\ndata: ${status}\r\n\r\n`;
    const bytes = Buffer.from(wire);
    for (let at = 0; at < bytes.length; at += 7) {
      server.write(bytes.subarray(at, at + 7));
      await delay(1);
    }
    await until(() => reading.texts().length > 0);
    await reading.stop();
    assert.deepEqual(reading.texts(), ["torn \u00e9\u{1f600}"]);
  });

  test("what was said during a pause comes first, also posts that other servers delivered late", async () => {
    const first = await listen();
    server.post("heard");
    await until(() => first.texts().includes("heard"));
    await first.stop();
    const cursor = first.batches.findLast((batch) => batch.cursor !== null)!.cursor;
    for (let n = 0; n < 90; n++) server.post(`missed ${n}`);
    server.post("late", {}, Date.now() - 60_000);
    const again = await listen({}, cursor);
    server.post("now");
    await until(() => again.texts().includes("now"));
    await again.stop();
    assert.ok(again.texts().includes("late"));
    for (let n = 0; n < 90; n++) assert.ok(again.texts().includes(`missed ${n}`));
  });

  test("of a long pause the oldest thousand come, and the gap is told", async () => {
    const first = await listen();
    server.post("before the pause");
    await until(() => first.texts().includes("before the pause"));
    await first.stop();
    const cursor = first.batches.findLast((batch) => batch.cursor !== null)!.cursor;
    for (let n = 0; n < 1_300; n++) server.post(`long ${n}`);
    const again = await listen({}, cursor);
    await again.stop();
    assert.ok(again.news.some(({ type }) => type === "gap"));
    assert.ok(posts(again).length <= 1_000);
  });

  test("several streams are read at once, and each has its place in the cursor", async () => {
    const reading = await listen({ streams: "public\n#Comets\nlocal" });
    await until(() => server.listeners === 3);
    server.post("to all three");
    await until(() => reading.texts().length === 3);
    await reading.stop();
    const cursor = JSON.parse(reading.batches.at(-1)!.cursor!);
    assert.deepEqual(Object.keys(cursor.newest).sort(), ["#comets", "local", "public"]);
  });

  test("a status of another shape is counted and left out", async () => {
    const reading = await listen();
    server.write('event: update\ndata: {"id":5}\n\nevent: update\ndata: {\n\n');
    server.post("readable");
    await until(() => reading.texts().length > 0);
    await reading.stop();
    const unreadable = reading.news.filter((news) => news.type === "unreadable");
    assert.equal(
      unreadable.reduce((sum, { count }) => sum + count, 0),
      2,
    );
  });

  test("a wrong token is refused for good, in words that do not hold it", async () => {
    const reading = startReading(mastodonFeed, { server: server.url, token: "wrong-one" });
    await assert.rejects(
      reading.until(() => false),
      (error) => {
        assert.ok(error instanceof PostsError && error.code === "refused");
        assert.ok(!error.message.includes("wrong-one"));
        assert.equal(reading.connector.retryAfterMs(error, 1), null);
        return true;
      },
    );
  });

  test("a rate limit is waited for as long as the server says", async () => {
    server.refuseWith(429, { "x-ratelimit-reset": new Date(Date.now() + 120_000).toISOString() });
    const reading = startReading(mastodonFeed, optionsOf(server));
    await assert.rejects(
      reading.until(() => false),
      (error) => {
        assert.ok(error instanceof PostsError && error.code === "too-many");
        const waitMs = reading.connector.retryAfterMs(error, 1)!;
        return waitMs > 100_000 && waitMs <= 121_000;
      },
    );
    server.refuseWith(null);
  });

  test("streams stand where the instance says, unless that is neither its own address nor https", async () => {
    assert.equal(streamingBase("wss://s.m.example", "https://m.example"), "https://s.m.example");
    assert.equal(streamingBase("", "https://m.example"), "https://m.example");
    for (const told of [
      "ws://elsewhere.example",
      "http://127.0.0.1:1",
      "file:///etc",
      "wss://user@m.example",
      "no",
    ])
      assert.throws(() => streamingBase(told, "https://m.example"), PostsError);
    server.streaming = undefined;
    const reading = await listen();
    server.streaming = server.url;
    await reading.stop();
  });

  test("options that cannot be are refused by name", () => {
    const good = { server: "https://m.example", token: "t" };
    for (const [name, value] of [
      ["server", "m.example"],
      ["server", ""],
      ["token", "a b"],
      ["token", ""],
      ["streams", "home"],
      ["streams", "#a\n#b\n#c\n#d\n#e"],
    ] as const)
      assert.throws(
        () => mastodonFeed.create({ ...good, [name]: value }, testTools()),
        (error) => error instanceof PostsError && error.code === "bad-input" && error.message.includes(name),
      );
  });
});
