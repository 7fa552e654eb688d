import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleNowMs } from "../sample-post.ts";
import { distinctPost, find, type IndexSubject, ingest, ingestPosts, search, withIndex } from "./subject.ts";

export function answerContract(subject: IndexSubject): void {
  test("an answer says how much it knows", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(
        index,
        Array.from({ length: 30 }, (_, at) => distinctPost(at)),
      );
      const answer = await search(index, { text: "river crosses", limit: 2 });
      assert.equal(answer.matched, 1);
      assert.equal(answer.matchedIsExact, true);
      assert.equal(answer.posts, 30);
      assert.deepEqual(answer.wordPosts, [
        { word: "river", posts: 3 },
        { word: "crosses", posts: 10 },
      ]);
      assert.equal(answer.relaxed, false);
      assert.equal(answer.complete, true);
      assert.ok(answer.searchedBackToMs <= distinctPost(0).arrivedAtMs);
      assert.equal(answer.indexLagMs, 0);
      assert.ok(Math.abs(answer.asOfMs - sampleNowMs) <= 1_000);
    }));

  test("where no post has all the words, those with some of them are told, best first", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(
        index,
        Array.from({ length: 30 }, (_, at) => distinctPost(at)),
      );
      const answer = await search(index, { text: "river crosses zeppelin", order: "top" });
      assert.equal(answer.relaxed, true);
      assert.equal(answer.hits[0]?.post.id, "p0");
      assert.ok(answer.hits.length > 1);
      assert.equal(answer.wordPosts.find(({ word }) => word === "zeppelin")?.posts, 0);
    }));

  test("what is excluded and what narrows holds when words are given up", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(index, [
        distinctPost(0),
        distinctPost(10),
        distinctPost(20, { language: "de" }),
        distinctPost(1),
      ]);
      assert.deepEqual(await find(index, "river zeppelin lang:en -follows"), ["p0"]);
      assert.deepEqual(await find(index, { text: "river zeppelin", language: "de" }), ["p20"]);
      const before = { text: "river zeppelin", untilMs: distinctPost(1).createdAtMs };
      assert.deepEqual(await find(index, before), ["p0"]);
    }));

  test("a sentence without spaces finds what shares some of it, best first", () =>
    withIndex(subject, async (index) => {
      const texts = [
        "北京的月亮很圆很亮",
        "上海今天下雨很大",
        "北京今天下雨了，记得带伞",
        "昨天的比赛很精彩",
      ];
      await ingestPosts(
        index,
        texts.map((text, at) => distinctPost(at, { text, language: "zh" })),
      );
      const answer = await search(index, { text: "北京今天会不会下雨", order: "top" });
      assert.equal(answer.relaxed, true);
      assert.equal(answer.hits[0]?.post.id, "p2");
      assert.deepEqual(answer.hits.map((hit) => hit.post.id).toSorted(), ["p0", "p1", "p2"]);
    }));

  test("nothing is told where no word is known", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(index, [distinctPost(0)]);
      const answer = await search(index, "zeppelin quartz");
      assert.deepEqual(answer.hits, []);
      assert.equal(answer.matched, 0);
      assert.equal(answer.next, null);
    }));

  test("an empty index answers", () =>
    withIndex(subject, async (index) => {
      for (const order of ["latest", "top"] as const) {
        const answer = await search(index, { text: "river", order });
        assert.deepEqual([answer.hits, answer.posts, answer.complete], [[], 0, true]);
      }
    }));

  test("a search without time says how far it came", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(
        index,
        Array.from({ length: 200 }, (_, at) => distinctPost(at)),
      );
      const answer = await index.search({ text: "river", order: "latest", limit: 100, budgetMs: 1 });
      const found = answer.hits.map((hit) => hit.post.id);
      const all = await find(index, "river");
      assert.ok(found.every((id) => all.includes(id)));
      if (answer.complete) assert.equal(found.length, 20);
      else
        for (const id of all)
          assert.ok(
            found.includes(id) || distinctPost(Number(id.slice(1))).arrivedAtMs <= answer.searchedBackToMs,
          );
    }));

  test("posts are given in the order in which they are asked for, at most 200", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(
        index,
        Array.from({ length: 10 }, (_, at) => distinctPost(at)),
      );
      const refs = [7, 3, 99, 3].map((number) => ({ source: "push" as const, id: `p${number}` }));
      assert.deepEqual(
        (await index.posts(refs)).map((post) => post?.id ?? null),
        ["p7", "p3", null, "p3"],
      );
      assert.deepEqual(await index.fates(refs), ["there", "there", "unknown", "there"]);
      assert.deepEqual(await index.posts([]), []);
      const many = Array.from({ length: 200 }, (_, at) => ({ source: "push" as const, id: `p${at}` }));
      assert.equal((await index.posts(many)).filter((post) => post !== null).length, 10);
    }));

  test("numbers of the whole are true", () =>
    withIndex(subject, async (index) => {
      const empty = await index.stats();
      assert.deepEqual([empty.posts, empty.oldestAtMs, empty.newestAtMs, empty.trouble], [0, null, null, ""]);
      await ingestPosts(index, [distinctPost(3), distinctPost(4), distinctPost(5)]);
      await ingest(index, [{ type: "delete", ref: { source: "push", id: "p4" } }]);
      const stats = await index.stats();
      assert.equal(stats.posts, 2);
      assert.equal(stats.oldestAtMs, distinctPost(3).arrivedAtMs);
      assert.equal(stats.newestAtMs, distinctPost(5).arrivedAtMs);
      assert.equal(stats.queued, 0);
      assert.ok(stats.queueMax > 0);
      assert.deepEqual([stats.dropped, stats.indexLagMs, stats.trouble], [0, 0, ""]);
      assert.ok(stats.bytes >= 0);
    }));
}
