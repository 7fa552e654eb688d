import assert from "node:assert/strict";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { after, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { PostsError } from "@grok/posts";
import { isPublicIp } from "../src/rss/public-address.ts";
import { rssFeed } from "../src/rss/rss-feed.ts";
import { checkConnector } from "./connector-contract.ts";
import { startLoopbackServer } from "./loopback-server.ts";
import { startReading, testTools } from "./test-tools.ts";

const feedOf = (titles: readonly string[]) =>
  `<rss version="2.0"><channel><title>T</title>${titles
    .map((title) => `<item><guid>urn:${title}</guid><title>${title}</title></item>`)
    .join("")}</channel></rss>`;

checkConnector("rss", {
  module: rssFeed,
  async startPeer() {
    const titles: string[] = [];
    const server = await startLoopbackServer((request, response) => {
      const etag = `"${titles.length}"`;
      if (request.headers["if-none-match"] === etag) return void response.writeHead(304).end();
      response.writeHead(200, { etag }).end(feedOf(titles.toReversed().slice(0, 300)));
    });
    return {
      options: { addresses: `${server.url}/feed` },
      asked: () => server.asked,
      open: () => server.open,
      say: (texts) => void titles.push(...texts),
      fail: () => server.refuseWith(503),
      heal: () => server.refuseWith(null),
      close: () => server.close(),
    };
  },
});

describe("RSS", async () => {
  const asked: { path: string; headers: IncomingHttpHeaders }[] = [];
  const pages = new Map<string, (response: ServerResponse, headers: IncomingHttpHeaders) => void>();
  const server = await startLoopbackServer((request, response, { pathname }) => {
    asked.push({ path: pathname, headers: request.headers });
    const page = pages.get(pathname);
    if (page === undefined) response.writeHead(404).end();
    else page(response, request.headers);
  });
  after(() => server.close());
  const at = (path: string) => server.url + path;
  const send =
    (body: string | Buffer, headers = {}) =>
    (response: ServerResponse) =>
      void response.writeHead(200, headers).end(body);
  const redirect = (status: number, location: string) => (response: ServerResponse) =>
    void response.writeHead(status, { location }).end();
  const read = (addresses: string, cursor: string | null = null) =>
    startReading(rssFeed, { addresses }, cursor);
  const fails = async (addresses: string, code: string, words: RegExp) => {
    const reading = read(addresses);
    const error = await reading.until(() => false).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof PostsError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, words);
    return { error, reading };
  };

  test("a document is asked for with what its server said of it, also after a restart", async () => {
    const modified = "Sun, 22 Nov 2026 10:00:00 GMT";
    pages.set("/cond", (response, headers) =>
      headers["if-none-match"] === '"v1"'
        ? void response.writeHead(304).end()
        : send(feedOf(["one"]), { etag: '"v1"', "last-modified": modified })(response),
    );
    const reading = read(at("/cond"));
    await reading.until(() => reading.batches.length === 3);
    await reading.stop();
    assert.deepEqual(reading.texts(), ["one"]);
    const before = asked.length;
    const again = read(at("/cond"), reading.batches.at(-1)!.cursor);
    await again.until(() => again.batches.length === 1);
    await again.stop();
    assert.deepEqual(again.texts(), []);
    assert.equal(asked[before]?.headers["if-none-match"], '"v1"');
    assert.equal(asked[before]?.headers["if-modified-since"], modified);
  });

  test("only what is new or has changed is told of a document that comes again whole", async () => {
    const titles = ["a"];
    pages.set("/whole", (response) => send(feedOf(titles.toReversed()))(response));
    const reading = read(at("/whole"));
    await reading.until(() => reading.texts().length === 1);
    titles.push("b", "c");
    await reading.until(() => reading.texts().length === 3);
    await reading.stop();
    assert.deepEqual(reading.texts(), ["a", "b", "c"]);
  });

  test("one address that fails does not stop the others, and is told", async () => {
    pages.set("/good", send(feedOf(["well"])));
    const reading = read(`${at("/good")}\n${at("/nowhere")}\nhttp://127.0.0.1:9/`);
    await reading.until(() => reading.batches.length >= 3);
    await reading.stop();
    assert.deepEqual(reading.texts(), ["well"]);
    assert.ok(reading.news.some((news) => news.type === "unreadable" && /404/.test(news.message)));
  });

  test("redirects are followed within the address that was typed, and a move for good is remembered", async () => {
    pages.set("/old", redirect(301, "/new"));
    pages.set("/new", send(feedOf(["moved"])));
    const reading = read(at("/old"));
    await reading.until(() => reading.batches.length === 3);
    await reading.stop();
    const paths = asked.slice(-5).map(({ path }) => path);
    assert.equal(paths.filter((path) => path === "/old").length, 1);
    pages.set("/temporary", redirect(302, "/new"));
    const from = asked.length;
    const second = read(at("/temporary"));
    await second.until(() => second.batches.length === 2);
    await second.stop();
    assert.equal(asked.slice(from).filter(({ path }) => path === "/temporary").length, 2);
  });

  test("redirects into a private network, to other schemes and without end are refused", async () => {
    const other = await startLoopbackServer((_, response) => void response.end(feedOf(["inside"])));
    pages.set("/inside", redirect(302, other.url));
    pages.set("/name", redirect(302, "http://localhost:1/"));
    pages.set("/meta", redirect(302, "http://169.254.169.254/latest/"));
    pages.set("/file", redirect(302, "file:///etc/passwd"));
    pages.set("/round", redirect(302, "/round"));
    await fails(at("/inside"), "refused", /private network/);
    await fails(at("/name"), "refused", /private network/);
    await fails(at("/meta"), "refused", /private network/);
    await fails(at("/file"), "bad-answer", /no http/);
    await fails(at("/round"), "bad-answer", /more than 5/);
    assert.equal(other.asked, 0);
    await other.close();
  });

  test("private and special addresses are told from public ones", () => {
    for (const inside of [
      "127.0.0.1",
      "10.1.2.3",
      "192.168.1.1",
      "::1",
      "fd00::1",
      "::ffff:10.0.0.1",
      "0.0.0.0",
    ])
      assert.equal(isPublicIp(inside), false, inside);
    for (const outside of ["93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8"])
      assert.equal(isPublicIp(outside), true, outside);
  });

  test("a document that is too large, endless or no feed is an error; one that is gone is not asked for again", async () => {
    pages.set("/large", send(Buffer.alloc(5 * 2 ** 20 + 1, 32)));
    await fails(at("/large"), "bad-answer", /5242880 bytes/);
    pages.set("/page", send("<html><body>hello</body></html>"));
    await fails(at("/page"), "bad-answer", /not RSS or Atom/);
    pages.set("/gone", (response) => void response.writeHead(410).end());
    const { error, reading } = await fails(at("/gone"), "not-found", /any more/);
    assert.equal(reading.connector.retryAfterMs(error, 1), null);
  });

  test("Retry-After is kept", async () => {
    pages.set("/busy", (response) => void response.writeHead(503, { "retry-after": "1800" }).end());
    const { error, reading } = await fails(at("/busy"), "unreachable", /503/);
    assert.equal(reading.connector.retryAfterMs(error, 1), 1_800_000);
  });

  test("a body that trickles in is read whole, and one that is broken off is no document", async () => {
    const body = feedOf(["slow"]);
    pages.set("/slow", async (response) => {
      response.writeHead(200);
      for (const piece of body.match(/.{1,40}/gs)!) {
        response.write(piece);
        await delay(2);
      }
      response.end();
    });
    const reading = read(at("/slow"));
    await reading.until(() => reading.texts().length > 0);
    await reading.stop();
    assert.deepEqual(reading.texts(), ["slow"]);
    pages.set("/torn", (response) => {
      response.writeHead(200, { "content-length": "5000" }).write(body);
      setTimeout(() => response.destroy(), 20);
    });
    await fails(at("/torn"), "unreachable", /cannot be reached|broke/);
  });

  test("a hundred addresses fit into the cursor as far as there is room", async () => {
    const etag = `"${"e".repeat(150)}"`;
    for (let n = 0; n < 60; n++) pages.set(`/many/${n}`, send(feedOf([`many ${n}`]), { etag }));
    const reading = read(Array.from({ length: 60 }, (_, n) => at(`/many/${n}`)).join("\n"));
    await reading.until(() => reading.texts().length === 60);
    await reading.stop();
    for (const { cursor } of reading.batches) assert.ok(cursor!.length <= 4_096);
  });

  test("addresses that cannot be are refused by name", () => {
    for (const addresses of ["", "ftp://x", "news.example/feed", "https://user:word@news.example/"])
      assert.throws(
        () => rssFeed.create({ addresses }, testTools()),
        (error) =>
          error instanceof PostsError && error.code === "bad-input" && /addresses/.test(error.message),
      );
  });
});
