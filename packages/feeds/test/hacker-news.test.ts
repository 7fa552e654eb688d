import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import type { FeedEvent } from "@grok/posts";
import { hackerNewsFeed } from "../src/hacker-news/hacker-news-feed.ts";
import { checkConnector } from "./connector-contract.ts";
import { startFakeHackerNews } from "./fake-hacker-news.ts";
import { startReading, testTools } from "./test-tools.ts";

checkConnector("hacker-news", {
  module: hackerNewsFeed,
  async startPeer() {
    const server = await startFakeHackerNews();
    return {
      options: { base: `${server.url}/v0` },
      asked: () => server.asked,
      open: () => server.open,
      say: (texts) => texts.forEach((text) => void server.add({ text })),
      fail: () => server.refuseWith(503, { "retry-after": "7" }),
      heal: () => server.refuseWith(null),
      close: () => server.close(),
    };
  },
});

describe("Hacker News", async () => {
  const server = await startFakeHackerNews();
  after(() => server.close());
  const options = { base: `${server.url}/v0/` };
  const events = (reading: { batches: readonly { events: readonly FeedEvent[] }[] }) =>
    reading.batches.flatMap((batch) => batch.events);

  test("stories, comments and jobs are plain text, with links, replies and counts", async () => {
    const reading = startReading(hackerNewsFeed, options, "40000000");
    const story = server.add({
      type: "story",
      title: "Show HN: A &lt;kettle&gt; that sings",
      url: "https://kettle.example/",
      score: 41,
      descendants: 3,
    });
    server.add({
      parent: story,
      text: 'It&#x27;s <i>loud</i>.<p>See <a href="https:&#x2F;&#x2F;songs.example&#x2F;1" rel="nofollow">https:&#x2F;&#x2F;songs.example&#x2F;1</a>',
    });
    await reading.until(() => events(reading).length >= 2);
    await reading.stop();
    const [first, second] = events(reading).map((event) => (event.type === "post" ? event.post : null));
    assert.equal(first?.text, "Show HN: A <kettle> that sings");
    assert.deepEqual(first?.links, ["https://kettle.example/"]);
    assert.deepEqual(first?.engagement, { likes: 41, reposts: 0, replies: 3 });
    assert.equal(second?.text, "It's loud.\n\nSee https://songs.example/1");
    assert.equal(second?.replyTo, String(story));
    assert.equal(second?.url, `https://news.ycombinator.com/item?id=${second?.id}`);
    assert.equal(second?.author.handle, "ida");
  });

  test("an id whose item is not there yet holds the cursor back until it comes", async () => {
    const late = server.add({ text: "I come late" }, true);
    const next = server.add({ text: "I am quick" });
    const reading = startReading(hackerNewsFeed, options, String(late - 1));
    await reading.until(() => reading.texts().includes("I am quick"));
    assert.equal(reading.batches.at(-1)?.cursor, String(late - 1));
    server.release(late);
    await reading.until(() => reading.texts().includes("I come late"));
    assert.equal(reading.batches.at(-1)?.cursor, String(next));
    await reading.stop();
  });

  test("edits come as the post again, deleted and killed items as deletions, old ones as counts alone", async () => {
    const edited = server.add({ text: "first words" });
    const killed = server.add({ text: "to be killed" });
    const old = server.add({ text: "from last year", time: Math.floor(Date.now() / 1_000) - 400 * 86_400 });
    let nowMs = Date.now();
    const tools = { ...testTools(), now: () => nowMs };
    const reading = startReading(hackerNewsFeed, options, String(edited - 1), tools);
    await reading.until(() => reading.texts().length === 3);
    server.change(edited, { text: "second words" });
    server.change(killed, { dead: true });
    server.change(old, { kids: [1, 2] });
    nowMs += 120_000;
    await reading.until(() => reading.texts().includes("second words"));
    await reading.stop();
    const told = reading.batches.at(-1)!.events;
    assert.deepEqual(
      told.filter(({ type }) => type !== "post"),
      [
        { type: "delete", ref: { source: "hacker-news", id: String(killed) } },
        {
          type: "engagement",
          ref: { source: "hacker-news", id: String(old) },
          set: { likes: 0, reposts: 0, replies: 2 },
        },
      ],
    );
  });

  test("of a long pause the newest 2,000 items are caught up with, and the gap is told", async () => {
    for (let n = 0; n < 2_100; n++) server.add({ text: `item ${n}` });
    const reading = startReading(hackerNewsFeed, options, "40000000");
    await reading.until(() => reading.texts().includes("item 2099"));
    await reading.stop();
    assert.ok(reading.news.some(({ type }) => type === "gap"));
    assert.equal(events(reading).length, 2_000);
  });

  test("one item of another shape is counted and left out", async () => {
    const broken = server.add({ type: "poem" });
    server.add({ text: "after the poem" });
    const reading = startReading(hackerNewsFeed, options, String(broken - 1));
    await reading.until(() => reading.texts().includes("after the poem"));
    await reading.stop();
    assert.deepEqual(
      reading.news.filter(({ type }) => type === "unreadable").map((news) => "count" in news && news.count),
      [1],
    );
  });

  test("stories alone leave comments out", async () => {
    const first = server.add({ text: "a comment" });
    server.add({ type: "story", title: "a story" });
    const reading = startReading(hackerNewsFeed, { ...options, what: "stories" }, String(first - 1));
    await reading.until(() => reading.texts().length > 0);
    await reading.stop();
    assert.deepEqual(reading.texts(), ["a story"]);
  });

  test("options that cannot be are refused by name", () => {
    for (const [name, value] of [
      ["base", "ftp://x"],
      ["everySeconds", "1"],
      ["what", "poems"],
    ] as const)
      assert.throws(() => hackerNewsFeed.create({ [name]: value }, testTools()), new RegExp(`\\(${name}\\)`));
  });
});
