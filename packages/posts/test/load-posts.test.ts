import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanPost, readText } from "@grok/posts";
import { createLoadPosts } from "./load-posts.ts";
import { sampleQueries } from "./load-queries.ts";

const options = { seed: 7, perSecond: 5_800, startMs: Date.UTC(2026, 8, 1) };

test("posts of a load are the same for the same seed, clean, and no two have an id", () => {
  const posts = createLoadPosts(options).take(500);
  assert.deepEqual(posts, createLoadPosts(options).take(500));
  assert.equal(new Set(posts.map(({ id }) => id)).size, 500);
  for (const post of posts) assert.deepEqual(cleanPost(post), post);
  assert.notDeepEqual(createLoadPosts({ ...options, seed: 8 }).take(500), posts);
});

test("they have the statistics that the index is built for", () => {
  const posts = createLoadPosts(options).take(20_000);
  const share = (is: (post: (typeof posts)[number]) => boolean) => posts.filter(is).length / posts.length;
  assert.ok(Math.abs(share(({ language }) => language !== "en") - 0.15) < 0.01);
  assert.ok(Math.abs(share(({ text }) => text.includes("#")) - 0.18) < 0.02);
  assert.ok(Math.abs(share(({ text }) => text.includes("@")) - 0.25) < 0.02);
  assert.ok(Math.abs(share(({ links }) => links.length > 0) - 0.15) < 0.02);
  const latin = posts.filter(({ language }) => language === "en");
  const words = latin.reduce((sum, { text }) => sum + readText(text).words.length, 0) / latin.length;
  const characters = latin.reduce((sum, { text }) => sum + text.length, 0) / latin.length;
  console.log(`${words.toFixed(1)} words and ${characters.toFixed(0)} characters a post`);
  assert.ok(words > 17 && words < 23 && characters > 95 && characters < 150);
  assert.equal(posts.at(-1)!.arrivedAtMs - posts[0]!.arrivedAtMs, Math.floor(19_999_000 / 5_800));
});

test("queries are of every kind, and each finds the post it was made of", () => {
  const posts = createLoadPosts(options).take(20_000);
  const queries = sampleQueries(posts, 1);
  assert.equal(queries.length, 680);
  assert.equal(queries.filter(({ kind }) => kind === "phrase").length, 80);
  const texts = posts.map(({ text }) => ` ${readText(text).words.join(" ")} `);
  for (const { kind, text } of queries.filter((_, at) => at % 10 === 0)) {
    if (kind === "head") continue;
    if (kind === "dense") assert.ok(posts.some((post) => post.text.includes(text)));
    else if (kind === "phrase") assert.ok(texts.some((each) => each.includes(` ${text.slice(1, -1)} `)));
    else assert.ok(texts.some((each) => text.split(" ").every((word) => each.includes(` ${word} `))));
  }
});
