import assert from "node:assert/strict";
import { test } from "node:test";
import { isInLanguages, readPost } from "./post-record.ts";

const place = { did: "did:plc:mira", rkey: "3k1", handle: "", nowMs: Date.UTC(2026, 8, 2) };
const plain = { $type: "app.bsky.feed.post", text: "rain", createdAt: "2026-09-01T12:00:00Z" };

test("a post has an address, a time, an author and its first language", () => {
  const post = readPost({ ...plain, langs: ["pt-BR", "en"] }, place);
  assert.equal(post.id, "at://did:plc:mira/app.bsky.feed.post/3k1");
  assert.equal(post.url, "https://bsky.app/profile/did:plc:mira/post/3k1");
  assert.equal(post.createdAtMs, Date.UTC(2026, 8, 1, 12));
  assert.equal(post.author.handle, "did:plc:mira");
  assert.equal(post.language, "pt");
});

test("a clock that is ahead elsewhere makes no post of tomorrow", () => {
  const post = readPost({ ...plain, createdAt: "2030-01-01T00:00:00+02:00" }, place);
  assert.equal(post.createdAtMs, place.nowMs);
});

test("links come from the text and from cards, each once", () => {
  const uri = "https://news.example/rain";
  const facets = [
    { index: { byteStart: 0, byteEnd: 4 }, features: [{ $type: "app.bsky.richtext.facet#link", uri }] },
    { index: {}, features: [{ $type: "app.bsky.richtext.facet#mention", did: "did:plc:joon" }] },
  ];
  const card = { $type: "app.bsky.embed.external", external: { uri, title: "Rain", description: "" } };
  assert.deepEqual(readPost({ ...plain, facets, embed: card }, place).links, [uri]);
});

test("pictures and videos are known, also beside a quoted post", () => {
  const images = { $type: "app.bsky.embed.images", images: [] };
  const video = { $type: "app.bsky.embed.video" };
  const beside = { $type: "app.bsky.embed.recordWithMedia", record: {}, media: images };
  const mediaOf = (embed: object) => readPost({ ...plain, embed }, place).media;
  assert.deepEqual([images, video, beside].map(mediaOf), [["image"], ["video"], ["image"]]);
  assert.deepEqual(mediaOf({ ...beside, media: beside }), []);
  assert.deepEqual(mediaOf({ $type: "app.bsky.embed.record", record: {} }), []);
});

test("an answer names what it answers", () => {
  const uri = "at://did:plc:joon/app.bsky.feed.post/3k0";
  assert.equal(readPost({ ...plain, reply: { root: { uri: "r" }, parent: { uri } } }, place).replyTo, uri);
});

test("parts that are not as documented are left out, but without text or time it is no post", () => {
  const post = readPost({ ...plain, langs: "en", embed: 7, facets: [{}], reply: { parent: null } }, place);
  assert.deepEqual([post.language, post.links, post.replyTo], ["", [], ""]);
  assert.throws(() => readPost({ ...plain, text: undefined }, place));
  assert.throws(() => readPost({ ...plain, createdAt: "yesterday" }, place));
  assert.throws(() => readPost(null, place));
});

test("a record without languages may be in any", () => {
  const wanted = new Set(["en"]);
  assert.ok(isInLanguages({ langs: ["en-GB"] }, wanted));
  assert.ok(isInLanguages({}, wanted));
  assert.ok(isInLanguages(null, wanted));
  assert.ok(isInLanguages({ langs: ["ja"] }, new Set()));
  assert.ok(!isInLanguages({ langs: ["ja"] }, wanted));
});
