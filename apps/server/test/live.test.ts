// Feeds, posts and answers from posts, through the wire, over a real index.
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { Code, ConnectError } from "@connectrpc/connect";
import { LiveUse, NodeStatus } from "@grok/protocol";
import { ask, ended, TestServer } from "./test-server.ts";

const server = await TestServer.start();
const clients = server.clients();
const { live } = clients;
after(() => TestServer.disposeAll());

const push = async (body: unknown, query = "") => {
  const response = await fetch(`${server.url}/live/posts${query}`, {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
};
const search = async (text: string) =>
  (await live.searchPosts({ query: { text } })).hits.map(({ post }) => post!.text);

describe("before anything is switched on", () => {
  test("no feed is on, every kind can be had, and nothing is kept on the disk", async () => {
    const { feeds, kinds } = await live.listFeeds({});
    assert.deepEqual(feeds, []);
    const sources = kinds.map(({ source }) => source);
    for (const source of ["bluesky", "x", "mastodon", "hacker-news", "rss", "file", "push", "sample"])
      assert.ok(sources.includes(source), source);
    assert.throws(() => statSync(join(server.config.home, "live")));
  });

  test("posts from outside are refused with what to do", async () => {
    const { status, answer } = await push([{ text: "hello", author: "mira" }]);
    assert.equal(status, 404);
    assert.match(String(answer.message), /push/);
  });

  test("a question that could be about today is answered by the model alone", async () => {
    const asked = await ask(clients, "What are people saying about the comet tonight?");
    const node = await ended(clients, asked.replyId);
    assert.equal(node.status, NodeStatus.DONE);
    assert.equal(node.provenance?.live, undefined);
    assert.deepEqual(node.citations, []);
  });
});

describe("feeds", () => {
  test("are set up, switched off and on, and forgotten", async () => {
    const { feed } = await live.saveFeed({ source: "push", on: true, title: "From my script" });
    assert.deepEqual([feed?.id, feed?.title, feed?.on], ["push", "From my script", true]);
    assert.equal((await push([{ id: "a", text: "first light", author: "mira" }])).status, 200);
    await live.saveFeed({ id: "push", on: false });
    assert.equal((await push([{ text: "x", author: "y" }])).status, 404);
    await live.saveFeed({ id: "push", on: true });
    const { feeds } = await live.listFeeds({});
    assert.deepEqual(
      feeds.map(({ id, title, on }) => ({ id, title, on })),
      [{ id: "push", title: "From my script", on: true }],
    );
    const second = await live.saveFeed({ source: "push", on: false });
    assert.equal(second.feed?.id, "push-2");
    await live.removeFeed({ id: "push-2" });
    await assert.rejects(
      live.removeFeed({ id: "push-2" }),
      (error: ConnectError) => error.code === Code.NotFound,
    );
  });

  test("keep their secrets to themselves, in a file that only their owner reads", async () => {
    const { feed } = await live.saveFeed({
      source: "x",
      on: false,
      options: { token: "very-secret", rules: "comet", budget: "5" },
    });
    assert.deepEqual(feed?.secretsSet, ["token"]);
    const told = JSON.stringify((await live.listFeeds({})).feeds, (_, value) =>
      typeof value === "bigint" ? Number(value) : value,
    );
    assert.ok(!told.includes("very-secret"));
    const path = join(server.config.home, "feeds.json");
    assert.ok(readFileSync(path, "utf8").includes("very-secret"));
    assert.equal(statSync(path).mode & 0o777, 0o600);
    // A change of something else leaves the secret as it is.
    const changed = await live.saveFeed({ id: feed!.id, on: false, options: { budget: "7" } });
    assert.deepEqual([changed.feed?.secretsSet, changed.feed?.options.budget], [["token"], "7"]);
    await live.removeFeed({ id: feed!.id });
  });

  test("that cannot be are refused by name, and nothing is kept of them", async () => {
    const before = (await live.listFeeds({})).feeds.length;
    await assert.rejects(live.saveFeed({ source: "telegraph", on: true }), /telegraph/);
    await assert.rejects(
      live.saveFeed({ source: "rss", on: true, options: { addresses: "ftp://x" } }),
      (error: ConnectError) => error.code === Code.InvalidArgument,
    );
    await assert.rejects(
      live.saveFeed({ id: "nobody", on: true }),
      (error: ConnectError) => error.code === Code.NotFound,
    );
    assert.equal((await live.listFeeds({})).feeds.length, before);
  });
});

describe("posts by HTTP", () => {
  test("come as an array, as one object or as lines, and can be found at once", async () => {
    await push([{ id: "b1", text: "The Leonids are out over Gdansk", author: "mira" }]);
    await push({ id: "b2", text: "Leonids: the moon sets at ten to midnight", author: "kitt" });
    await push(
      '{"id":"b3","text":"Saw one Leonid","author":"jonas"}\n\n{"id":"b4","text":"no meteors here","author":"ida"}\n',
    );
    assert.equal((await search("leonids")).length, 2);
    assert.deepEqual(await search("moon leonids"), ["Leonids: the moon sets at ten to midnight"]);
  });

  test("that are the same change nothing, edits replace, deletions take away for good", async () => {
    const post = { id: "c1", text: "the kettle sings", author: "ida" };
    await push([post]);
    const again = await push([post]);
    assert.equal(again.answer.indexed, 0);
    await push([{ ...post, text: "the kettle hums" }]);
    assert.deepEqual(await search("kettle"), ["the kettle hums"]);
    await push([{ delete: "c1" }]);
    assert.deepEqual(await search("kettle"), []);
    await push([post]);
    assert.deepEqual(await search("kettle"), []);
    const { fates } = await live.checkPosts({
      refs: [
        { source: "push", id: "c1" },
        { source: "push", id: "b1" },
        { source: "push", id: "never" },
      ],
    });
    assert.deepEqual(fates, ["deleted", "there", "unknown"]);
  });

  test("that cannot be read are refused with the place, and too much at once whole", async () => {
    assert.equal((await push("")).status, 400);
    const broken = await push('{"text":"a","author":"b"}\n{"text":');
    assert.deepEqual([broken.status, /Line 2/.test(String(broken.answer.message))], [400, true]);
    assert.equal((await push(`"${"x".repeat(2 ** 20)}"`)).status, 400);
    const get = await fetch(`${server.url}/live/posts`);
    assert.equal(get.status, 405);
    const foreign = await fetch(`${server.url}/live/posts`, {
      method: "POST",
      body: "[]",
      headers: { origin: "https://elsewhere.example" },
    });
    assert.equal(foreign.status, 403);
  });
});

describe("searching and watching", () => {
  test("a watch tells what comes from now on, and what of it goes", async () => {
    await push([{ id: "d0", text: "an aurora was here", author: "ida" }]);
    const abort = new AbortController();
    const told: string[] = [];
    const deleted: string[] = [];
    let begun = false;
    for await (const news of live.watchPosts({ query: { text: "aurora" } }, { signal: abort.signal })) {
      told.push(...news.hits.map(({ post }) => post!.id));
      deleted.push(...news.deleted.map(({ id }) => id));
      if (!begun) {
        begun = true;
        await push([{ id: "d1", text: "aurora over the harbour", author: "mira" }]);
      } else if (told.length === 1 && deleted.length === 0) await push([{ delete: "d0" }, { delete: "d1" }]);
      if (deleted.length === 2) break;
    }
    assert.deepEqual(told, ["d1"]);
    assert.deepEqual(deleted.sort(), ["d0", "d1"]);
    abort.abort();
  });

  test("what cannot be asked for is the asker's mistake, in words", async () => {
    const isBadInput = (error: unknown) =>
      error instanceof ConnectError && error.code === Code.InvalidArgument;
    await assert.rejects(live.searchPosts({}), isBadInput);
    await assert.rejects(live.searchPosts({ query: { text: "x", source: "telegraph" } }), isBadInput);
    await assert.rejects(live.searchPosts({ query: { text: "x", media: "smell" } }), isBadInput);
    await assert.rejects(live.searchPosts({ query: { text: "x", limit: 1000 } }), isBadInput);
    await assert.rejects(live.searchPosts({ query: { text: "x".repeat(600) } }), isBadInput);
    await assert.rejects(live.listTrends({ windowMs: 5n }), isBadInput);
    await assert.rejects(live.setRetention({ retention: { ageMs: 5n } }), isBadInput);
    await assert.rejects(
      live.checkPosts({ refs: Array.from({ length: 201 }, () => ({ source: "push", id: "a" })) }),
      isBadInput,
    );
  });

  test("retention is kept over a restart, and forgetting takes every post", async () => {
    await live.setRetention({ retention: { ageMs: 86_400_000n, bytes: 0n } });
    await server.close();
    const next = await TestServer.start({ after: server });
    const index = await next.clients().live.getIndex({});
    assert.deepEqual(
      [index.retention?.ageMs, index.retention?.bytes, index.engine],
      [86_400_000n, 0n, "sqlite"],
    );
    assert.ok(index.posts > 0n);
    await next.clients().live.clearPosts({});
    assert.equal((await next.clients().live.getIndex({})).posts, 0n);
    const metrics = await (await fetch(`${next.url}/metrics`)).text();
    assert.match(metrics, /grok_feeds_on 1/);
  });
});

describe("an answer from posts", () => {
  test("cites them by author and time, and says as of when", async () => {
    const next = await TestServer.start();
    const { live, runs } = next.clients();
    await live.saveFeed({ source: "push", on: true });
    const post = async (values: unknown) =>
      fetch(`${next.url}/live/posts`, { method: "POST", body: JSON.stringify(values) });
    await post([
      {
        id: "1",
        text: "The harbour ferry is cancelled until noon because of fog.",
        author: "Mira",
        url: "https://example.org/1",
      },
      { id: "2", text: "Baked bread, nothing else happened.", author: "Ida" },
    ]);
    const asked = await ask({ runs }, "Why is the harbour ferry cancelled?", { live: LiveUse.ON });
    const node = await ended({ runs }, asked.replyId);
    assert.equal(node.status, NodeStatus.DONE);
    assert.equal(node.citations.length, 1);
    const [citation] = node.citations;
    assert.deepEqual(
      [citation?.number, citation?.sourceId, citation?.url],
      [1, "1", "https://example.org/1"],
    );
    assert.ok("The harbour ferry is cancelled until noon because of fog.".includes(citation!.quote));
    assert.ok(Number(node.provenance?.live?.asOfMs) > 0);
    const text = node.parts.map(({ kind }) => (kind.case === "text" ? kind.value.text : "")).join("");
    assert.match(text, /\[1\]/);

    const off = await ask({ runs }, "Is bread being baked?", { live: LiveUse.ON });
    assert.equal((await ended({ runs }, off.replyId)).citations[0]?.sourceId, "2");
    const none = await ask({ runs }, "Who won the regatta?", { live: LiveUse.ON });
    const abstained = await ended({ runs }, none.replyId);
    assert.deepEqual([abstained.citations, abstained.provenance?.answeredBy], [[], "code"]);
  });
});
