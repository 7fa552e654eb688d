import assert from "node:assert/strict";
import { test } from "node:test";
import { samplePost } from "../sample-post.ts";
import { distinctPost, find, type IndexSubject, ingest, ingestPosts, withIndex } from "./subject.ts";

export function batchContract(subject: IndexSubject): void {
  test("a post can be found as soon as its batch is acknowledged", () =>
    withIndex(subject, async (index) => {
      const taken = await ingestPosts(index, [distinctPost(1), distinctPost(2)]);
      assert.deepEqual(taken, { indexed: 2, known: 0, deletes: 0, dropped: 0 });
      assert.deepEqual(await find(index, "garden OR tower"), ["p2", "p1"]);
    }));

  test("the same batch again changes nothing", () =>
    withIndex(subject, async (index) => {
      const posts = [distinctPost(1), distinctPost(2), distinctPost(1)];
      const first = await ingestPosts(index, posts);
      assert.equal(first.indexed, 2);
      const again = await ingestPosts(index, posts);
      assert.equal(again.indexed, 0);
      assert.equal(again.known, 3);
      assert.deepEqual(await find(index, ""), ["p2", "p1"]);
      assert.equal((await index.stats()).posts, 2);
    }));

  test("a new version takes the place of the old one", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(index, [
        samplePost({ id: "a", text: "the ferry leaves at seven from the northern pier" }),
      ]);
      await ingestPosts(index, [
        samplePost({ id: "a", text: "the ferry leaves at eight from the southern pier" }),
      ]);
      assert.deepEqual(await find(index, "northern"), []);
      assert.deepEqual(await find(index, "southern pier"), ["a"]);
      assert.deepEqual(await find(index, "ferry"), ["a"]);
      const [post] = await index.posts([{ source: "push", id: "a" }]);
      assert.match(post!.text, /at eight/);
    }));

  test("events hold in the order in which they come", () =>
    withIndex(subject, async (index) => {
      await ingest(index, [
        {
          type: "post",
          post: samplePost({ id: "a", text: "first words of the story were about lighthouses" }),
        },
        {
          type: "post",
          post: samplePost({ id: "a", text: "second words of the story were about windmills" }),
        },
        { type: "post", post: distinctPost(3) },
        { type: "delete", ref: { source: "push", id: "p3" } },
      ]);
      assert.deepEqual(await find(index, "windmills"), ["a"]);
      assert.deepEqual(await find(index, "lighthouses"), []);
      assert.deepEqual(await find(index, ""), ["a"]);
    }));

  test("the same id at two sources is two posts", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(index, [
        distinctPost(1, { id: "same", source: "rss" }),
        distinctPost(2, { id: "same", source: "mastodon" }),
      ]);
      const posts = await index.posts([
        { source: "mastodon", id: "same" },
        { source: "rss", id: "same" },
        { source: "x", id: "same" },
      ]);
      assert.deepEqual(
        posts.map((post) => post?.source ?? null),
        ["mastodon", "rss", null],
      );
    }));

  test("a post comes back as it was taken in", () =>
    withIndex(subject, async (index) => {
      const post = distinctPost(1, {
        text: "Zeile eins <b>&amp;</b>\nZeile zwei 🌕 \"quoted\" 'single' \\ % _ 雨",
        author: { id: "did:plc:abc", handle: "mira.example", name: "Mira ☀" },
        language: "de",
        url: "https://example.org/a?b=c#d",
        replyTo: "other",
        media: ["image", "video"],
        links: ["https://example.org/x", "http://example.net/"],
        engagement: { likes: 3, reposts: 2, replies: 1 },
      });
      await ingestPosts(index, [post]);
      assert.deepEqual(await index.posts([{ source: "push", id: "p1" }]), [post]);
      assert.deepEqual((await index.search({ text: "zeile", order: "top" })).hits[0]?.post, post);
    }));

  test("what no post may hold is taken out before it can be found", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(index, [
        distinctPost(1, {
          text: "hid\u200bden \u202ewords\u0007",
          url: "javascript:alert(1)",
          links: ["data:text/html,x", "https://example.org/"],
          createdAtMs: Number.MAX_SAFE_INTEGER,
          engagement: { likes: -5, reposts: Number.NaN, replies: 1.5 },
        }),
        distinctPost(2, { text: " \u200b ", links: [] }),
      ]);
      const [post, nothing] = await index.posts([
        { source: "push", id: "p1" },
        { source: "push", id: "p2" },
      ]);
      assert.equal(post?.text, "hidden words");
      assert.deepEqual([post.url, post.links], ["", ["https://example.org/"]]);
      assert.equal(post.createdAtMs, post.arrivedAtMs);
      assert.deepEqual(post.engagement, { likes: 0, reposts: 0, replies: 1 });
      assert.equal(nothing, null);
      assert.deepEqual(await find(index, "hidden"), ["p1"]);
    }));

  test("batches that are sent at once are all taken in", () =>
    withIndex(subject, async (index) => {
      const batches = Array.from({ length: 10 }, (_, at) => [distinctPost(2 * at), distinctPost(2 * at + 1)]);
      const taken = await Promise.all(batches.map((posts) => ingestPosts(index, posts)));
      assert.equal(
        taken.reduce((sum, each) => sum + each.indexed, 0),
        20,
      );
      assert.equal((await find(index, "")).length, 20);
    }));

  test("an empty batch is taken in, too", () =>
    withIndex(subject, async (index) => {
      assert.deepEqual(await ingest(index, []), { indexed: 0, known: 0, deletes: 0, dropped: 0 });
      assert.equal((await index.stats()).posts, 0);
    }));
}
