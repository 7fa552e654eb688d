import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, beforeEach, describe, test } from "node:test";
import { PostsError } from "@grok/posts";
import { blueskyFeed } from "../../src/bluesky/bluesky-feed.ts";
import { patientTools, Reading } from "../feed-under-test.ts";
import { type MiniJetstream, type MiniJetstreamOptions, startMiniJetstream } from "../mini-jetstream.ts";
import { deleted, joon, mira, uriOf, wrote } from "./network-events.ts";

const dictionary = readFileSync(new URL("../fixtures/jetstream.zdict", import.meta.url));
const open: MiniJetstream[] = [];
const readings: Reading[] = [];

async function server(options: MiniJetstreamOptions = {}): Promise<MiniJetstream> {
  const jetstream = await startMiniJetstream(options);
  open.push(jetstream);
  return jetstream;
}

function connect(addresses: string, options: Record<string, string> = {}) {
  return blueskyFeed.create({ addresses, ...options }, patientTools());
}

function read(
  addresses: string,
  options: Record<string, string> = {},
  cursor: string | null = null,
): Reading {
  const reading = new Reading(connect(addresses, options), cursor);
  readings.push(reading);
  return reading;
}

/** Reads from now on: the first post tells that the connection stands. */
async function live(jetstream: MiniJetstream, reading: Reading): Promise<void> {
  const before = jetstream.subscribers;
  const first = reading.posts(1);
  while (jetstream.subscribers === before) await new Promise((resolve) => setTimeout(resolve, 5));
  jetstream.push([wrote("0", "the first")]);
  await first;
}

async function closeAll(): Promise<void> {
  for (const reading of readings.splice(0)) await reading.leave();
  for (const jetstream of open.splice(0)) await jetstream.close();
}

beforeEach(closeAll);
after(closeAll);

for (const wire of ["v1", "v2"] as const)
  describe(`the stream of Bluesky over the wire ${wire}`, () => {
    test("tells posts, edits and deletions in the order in which they came", async () => {
      const jetstream = await server({ wires: [wire] });
      const reading = read(jetstream.url);
      await live(jetstream, reading);
      jetstream.push([
        wrote("1", "rain over the harbour"),
        { ...wrote("1", "rain over the old harbour"), operation: "update" } as never,
        deleted("1"),
      ]);
      await reading.until((events) => events.length >= 4);
      assert.deepEqual(reading.texts, ["the first", "rain over the harbour", "rain over the old harbour"]);
      assert.deepEqual(reading.events.at(-1), { type: "delete", ref: { source: "bluesky", id: uriOf("1") } });
      assert.deepEqual(reading.news, [{ type: "live" }]);
    });

    test("goes on after a break with everything that was said in between", async () => {
      const jetstream = await server({ wires: [wire] });
      const reading = read(jetstream.url);
      await live(jetstream, reading);
      jetstream.kick();
      await assert.rejects(
        reading.posts(2),
        (error) => error instanceof PostsError && error.code === "unreachable",
      );
      jetstream.push([wrote("1", "said meanwhile"), wrote("2", "and this")]);
      const again = read(jetstream.url, {}, reading.cursor);
      await again.posts(3);
      assert.deepEqual(again.texts.slice(-2), ["said meanwhile", "and this"]);
    });

    test("goes on at another server from some seconds before", async () => {
      const first = await server({ wires: [wire] });
      const second = await server({ wires: [wire] });
      second.push([wrote("9", "seen by the second only")]);
      const reading = read(first.url);
      await live(first, reading);
      const again = read(second.url, {}, reading.cursor);
      assert.deepEqual(await again.posts(1), ["seen by the second only"]);
    });

    test("passes accounts that were closed on, and leaves out those that came back", async () => {
      const jetstream = await server({ wires: [wire] });
      const reading = read(jetstream.url);
      await live(jetstream, reading);
      jetstream.push([
        { did: joon, kind: "account", active: true },
        { did: mira, kind: "account", active: false, status: "takendown" },
      ]);
      await reading.until((events) => events.length >= 2);
      assert.deepEqual(reading.events.slice(1), [
        { type: "delete-author", source: "bluesky", authorId: mira },
      ]);
    });

    test("says that a record cannot be read, and goes on after it", async () => {
      const jetstream = await server({ wires: [wire] });
      const reading = read(jetstream.url);
      await live(jetstream, reading);
      jetstream.push([wrote("1", "x", { record: { text: 7 } }), wrote("2", "readable")]);
      await reading.posts(2);
      assert.deepEqual(reading.texts.slice(1), ["readable"]);
      assert.equal(reading.news.find(({ type }) => type === "unreadable")?.type, "unreadable");
    });

    test("asks for posts alone, and for likes where they are to be counted", async () => {
      const jetstream = await server({ wires: [wire] });
      const like = {
        did: joon,
        kind: "commit",
        operation: "create",
        collection: "app.bsky.feed.like",
        rkey: "l",
        record: { subject: { uri: uriOf("0"), cid: "c" }, createdAt: "2026-09-01T12:00:00Z" },
      } as const;
      const counting = read(jetstream.url, { counts: "true" });
      const plain = read(jetstream.url);
      await live(jetstream, counting);
      await live(jetstream, plain);
      jetstream.push([like, wrote("1", "after the like")]);
      await counting.until((events) => events.some(({ type }) => type === "engagement"));
      await plain.until(() => plain.texts.includes("after the like"));
      assert.deepEqual(
        counting.events.find(({ type }) => type === "engagement"),
        { type: "engagement", ref: { source: "bluesky", id: uriOf("0") }, add: { likes: 1 } },
      );
      assert.ok(!plain.events.some(({ type }) => type === "engagement"));
    });

    test("makes the server wait while nobody reads, and loses nothing by it", async () => {
      const jetstream = await server({ wires: [wire] });
      const reading = read(jetstream.url);
      await live(jetstream, reading);
      const many = Array.from({ length: 20_000 }, (_, at) =>
        wrote(`m${at}`, `number ${at} ${"x".repeat(200)}`),
      );
      jetstream.push(many);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await reading.posts(20_001);
      assert.equal(reading.texts.at(-1)?.slice(0, 12), "number 19999");
      assert.deepEqual(reading.news, [{ type: "live" }]);
    });

    test("asks nothing before it is read, and ends within a second when told to", async () => {
      const jetstream = await server({ wires: [wire] });
      const reading = read(jetstream.url);
      await new Promise((resolve) => setTimeout(resolve, 30));
      assert.deepEqual(jetstream.requests, []);
      await live(jetstream, reading);
      const ended = reading.posts(99);
      await reading.leave();
      assert.deepEqual(await ended, ["the first"]);
      while (jetstream.subscribers > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    });
  });

describe("the stream of Bluesky", () => {
  test("takes the second wire where there is one", async () => {
    const jetstream = await server();
    await live(jetstream, read(jetstream.url));
    assert.equal(jetstream.requests.length, 1);
    assert.match(jetstream.requests[0] ?? "", /^\/xrpc\/network\.bsky\.jetstream\.subscribeEvents\?/);
  });

  test("names authors as the stream told it", async () => {
    const jetstream = await server();
    const reading = read(jetstream.url);
    await live(jetstream, reading);
    jetstream.push([{ did: mira, kind: "identity", handle: "mira.example.com" }, wrote("1", "named")]);
    await reading.posts(2);
    const authors = reading.events.flatMap((event) =>
      event.type === "post" ? [event.post.author.handle] : [],
    );
    assert.deepEqual(authors, [mira, "mira.example.com"]);
  });

  test("leaves other languages out, but not posts that name none", async () => {
    const jetstream = await server();
    const reading = read(jetstream.url, { languages: "pt" });
    const first = reading.posts(2);
    while (jetstream.subscribers === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    jetstream.push([
      wrote("1", "english"),
      wrote("2", "português", { record: { langs: ["en", "pt-BR"] } }),
      wrote("3", "sem língua", { record: { langs: undefined } }),
    ]);
    assert.deepEqual(await first, ["português", "sem língua"]);
  });

  test("tells a gap where the number is too old, and goes on from the oldest that is kept", async () => {
    const jetstream = await server({ historyMax: 10 });
    const reading = read(jetstream.url);
    await live(jetstream, reading);
    await reading.leave();
    jetstream.push(Array.from({ length: 40 }, (_, at) => wrote(`${at}`, `number ${at}`)));
    const again = read(jetstream.url, {}, reading.cursor);
    await again.posts(1);
    assert.ok(again.news.some(({ type }) => type === "gap"));
    assert.match(again.texts[0] ?? "", /^number [1-3]\d$/);
  });

  test("tells a gap where the first wire clamps a time without a word", async () => {
    let nowMs = Date.UTC(2026, 8, 1);
    const jetstream = await server({ wires: ["v1"], historyMax: 10, now: () => nowMs });
    const reading = read(jetstream.url);
    await live(jetstream, reading);
    await reading.leave();
    nowMs += 48 * 3_600_000;
    jetstream.push(Array.from({ length: 40 }, (_, at) => wrote(`${at}`, `number ${at}`)));
    const again = read(jetstream.url, {}, reading.cursor);
    await again.posts(1);
    assert.ok(again.news.some(({ type }) => type === "gap"));
  });

  test("asks by time where the server counts anew", async () => {
    const first = await server({ firstSeq: 5_000_000 });
    const reading = read(first.url);
    await live(first, reading);
    await closeAll();
    const second = await server({ port: first.port });
    second.push([wrote("1", "in the new archive")]);
    const again = read(second.url, {}, reading.cursor);
    assert.deepEqual(await again.posts(1), ["in the new archive"]);
    assert.ok(again.news.some(({ type }) => type === "gap"));
  });

  test("goes on where it was after it was too slow", async () => {
    const jetstream = await server();
    const reading = read(jetstream.url);
    await live(jetstream, reading);
    jetstream.kick("too-slow");
    await assert.rejects(reading.posts(2), /read too slowly/);
    jetstream.push([wrote("1", "said meanwhile")]);
    const again = read(jetstream.url, {}, reading.cursor);
    await again.until(() => again.texts.includes("said meanwhile"));
    assert.ok(!again.news.some(({ type }) => type === "gap"));
  });

  test("reads messages that are packed with the dictionary of the server", async () => {
    const jetstream = await server({ dictionary });
    const reading = read(jetstream.url, { compress: "true" });
    await live(jetstream, reading);
    jetstream.push([wrote("1", "packed")]);
    await reading.posts(2);
    assert.deepEqual(reading.texts, ["the first", "packed"]);
    assert.match(jetstream.requests.at(-1) ?? "", /zstdDictionary=\d+/);
  });

  test("reads plain text where the server has no dictionary", async () => {
    const jetstream = await server({ wires: ["v1"] });
    const reading = read(jetstream.url, { compress: "true" });
    await live(jetstream, reading);
    assert.deepEqual(reading.texts, ["the first"]);
  });

  test("tries the next server after one that cannot be reached", async () => {
    const gone = await startMiniJetstream();
    await gone.close();
    const jetstream = await server();
    const connector = connect(`${gone.url}\n${jetstream.url}`);
    const failing = new Reading(connector);
    await assert.rejects(
      failing.posts(1),
      (error) => error instanceof PostsError && error.code === "unreachable",
    );
    const reading = new Reading(connector);
    readings.push(reading);
    await live(jetstream, reading);
  });

  test("waits as long as the server demands", async () => {
    const jetstream = await server();
    jetstream.refuse({ status: 429, retryAfter: 120 });
    const connector = connect(jetstream.url);
    const failure = await new Reading(connector).posts(1).then(
      () => assert.fail("it was let in"),
      (error: PostsError) => error,
    );
    assert.equal(failure.code, "too-many");
    assert.equal(connector.retryAfterMs(failure, 1), 120_000);
  });

  test("doubles its patience up to a minute, and gives up where it is not let in", () => {
    const connector = connect("https://jetstream.example.com");
    const waits = [1, 2, 3, 7, 50].map((failures) =>
      connector.retryAfterMs(new PostsError("unreachable", "gone"), failures),
    );
    assert.deepEqual(waits, [1_000, 2_000, 4_000, 60_000, 60_000]);
    assert.equal(connector.retryAfterMs(new PostsError("refused", "no"), 1), null);
  });

  test("refuses a cursor that it did not write", async () => {
    await assert.rejects(read("http://127.0.0.1:9", {}, "12345").posts(1), /cannot be read/);
  });

  test("says what is wrong with its settings", () => {
    const wrong = (options: Record<string, string>) => () => connect("https://a.example", options);
    assert.throws(wrong({ addresses: "ftp://a.example" }), /Servers \(addresses\)/);
    assert.throws(wrong({ accounts: "mira.bsky.social" }), /Accounts \(accounts\)/);
    assert.throws(wrong({ languages: "english" }), /Languages \(languages\)/);
  });
});
