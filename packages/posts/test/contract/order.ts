import assert from "node:assert/strict";
import { test } from "node:test";
import type { Post } from "@grok/posts";
import { sampleNowMs, samplePost } from "../sample-post.ts";
import {
  distinctPost,
  distinctText,
  find,
  type IndexSubject,
  ingestPosts,
  search,
  withIndex,
} from "./subject.ts";

const hourMs = 3_600_000;

/** A post about comets that says something of its own, of some age. */
function aged(id: string, number: number, ageMs: number, change: Partial<Post> = {}): Post {
  const atMs = sampleNowMs - ageMs;
  return samplePost({
    id,
    handle: `author-${id}`,
    text: `comet ${distinctText(number)}`,
    createdAtMs: atMs,
    arrivedAtMs: atMs,
    ...change,
  });
}

export function orderContract(subject: IndexSubject): void {
  test("latest begins with the newest, and gives no more than was asked for", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(
        index,
        Array.from({ length: 30 }, (_, at) => distinctPost(at)),
      );
      const answer = await search(index, { limit: 5 });
      assert.deepEqual(
        answer.hits.map((hit) => hit.post.id),
        ["p29", "p28", "p27", "p26", "p25"],
      );
      assert.equal((await index.search({ text: "", order: "latest" })).hits.length, 20);
    }));

  test("pages follow each other without gaps and without repeats, while posts go on arriving", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(
        index,
        Array.from({ length: 40 }, (_, at) => distinctPost(at)),
      );
      const seen: string[] = [];
      let after: string | undefined;
      let pages = 0;
      do {
        const answer = await search(index, { limit: 7, ...(after === undefined ? {} : { after }) });
        seen.push(...answer.hits.map((hit) => hit.post.id));
        after = answer.next ?? undefined;
        pages++;
        await ingestPosts(index, [distinctPost(100 + pages)]);
      } while (after !== undefined && pages < 20);
      assert.deepEqual(
        seen,
        Array.from({ length: 40 }, (_, at) => `p${39 - at}`),
      );
      assert.ok(pages <= 7);
    }));

  test("pages hold where many posts arrived in the same millisecond", () =>
    withIndex(subject, async (index) => {
      const posts = Array.from({ length: 25 }, (_, at) =>
        distinctPost(at, { createdAtMs: sampleNowMs, arrivedAtMs: sampleNowMs }),
      );
      await ingestPosts(index, posts);
      const seen = new Set<string>();
      let after: string | undefined;
      let count = 0;
      for (let page = 0; page < 10; page++) {
        const answer = await search(index, { limit: 4, ...(after === undefined ? {} : { after }) });
        for (const hit of answer.hits) seen.add(hit.post.id);
        count += answer.hits.length;
        if (answer.next === null) break;
        after = answer.next;
      }
      assert.equal(seen.size, 25);
      assert.equal(count, 25);
    }));

  test("pages of a search with words hold too", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(
        index,
        Array.from({ length: 30 }, (_, at) => distinctPost(at)),
      );
      const first = await search(index, { text: "river OR tower", limit: 4 });
      assert.deepEqual(
        first.hits.map((hit) => hit.post.id),
        ["p21", "p20", "p11", "p10"],
      );
      const second = await search(index, { text: "river OR tower", limit: 4, after: first.next! });
      assert.deepEqual(
        second.hits.map((hit) => hit.post.id),
        ["p1", "p0"],
      );
      assert.equal(second.next, null);
    }));

  test("by top, a fresh post stands before an old one, and a liked one before one that nobody noticed", () =>
    withIndex(subject, async (index) => {
      const liked = { likes: 900, reposts: 300, replies: 0 };
      await ingestPosts(index, [
        aged("old", 1, 40 * hourMs),
        aged("old-liked", 2, 40 * hourMs, { engagement: liked }),
        aged("fresh", 3, 60_000),
        aged("fresh-liked", 4, 60_000, { engagement: liked }),
      ]);
      const found = await find(index, { text: "comet", order: "top" });
      assert.equal(found[0], "fresh-liked");
      assert.equal(found[3], "old");
    }));

  test("by top, scores fall, and rare words weigh more than common ones", () =>
    withIndex(subject, async (index) => {
      const posts = Array.from({ length: 40 }, (_, at) => aged(`c${at}`, at, hourMs));
      await ingestPosts(index, [
        ...posts,
        aged("both", 50, hourMs, { text: `comet zodiac ${distinctText(50)}` }),
      ]);
      const answer = await search(index, { text: "comet OR zodiac", order: "top" });
      assert.equal(answer.hits[0]?.post.id, "both");
      const scores = answer.hits.map((hit) => hit.score);
      assert.deepEqual(
        scores,
        scores.toSorted((a, b) => b - a),
      );
      assert.equal(answer.next, null);
    }));

  test("by top, a heap of tags stands below words", () =>
    withIndex(subject, async (index) => {
      const tags = "#win #free #now #follow #promo #deal #hot #best #viral #trend #gift #money";
      await ingestPosts(index, [
        aged("plain", 1, hourMs),
        aged("tags", 2, hourMs, { text: `comet ${tags} @a1 @b2 @c3 @d4 @e5 @f6` }),
      ]);
      const answer = await search(index, { text: "comet", order: "top" });
      assert.deepEqual(
        answer.hits.map((hit) => hit.post.id),
        ["plain", "tags"],
      );
      assert.deepEqual(answer.hits[0]?.spam, []);
      assert.notDeepEqual(answer.hits[1]?.spam, []);
    }));
}
