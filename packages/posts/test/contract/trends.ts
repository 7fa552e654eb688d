import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Post, TrendAsk } from "@grok/posts";
import { sampleNowMs, samplePost } from "../sample-post.ts";
import { distinctText, type IndexSubject, ingest, ingestPosts, search, withIndex } from "./subject.ts";

const minuteMs = 60_000;
const lately: TrendAsk = { windowMs: 600_000, language: "", limit: 10 };

function said(id: string, handle: string, text: string, atMs: number): Post {
  return samplePost({ id, handle, text, createdAtMs: atMs, arrivedAtMs: atMs });
}

/** Two hours of people who talk of many things; in the last five minutes 80 of them see a meteor, and one shouts. */
function twoHours(): Post[] {
  const posts: Post[] = [];
  const startMs = sampleNowMs - 120 * minuteMs;
  for (let at = 0; at < 720; at++)
    posts.push(said(`b${at}`, `author${at % 300}`, distinctText(at), startMs + at * 10_000 - 1_000));
  for (let at = 0; at < 80; at++) {
    const text = `fireball seen ${distinctText(800 + at)}`;
    posts.push(said(`m${at}`, `witness${at}`, text, sampleNowMs - 5 * minuteMs + at * 3_500));
  }
  for (let at = 0; at < 500; at++) {
    const text = `gizmo ${distinctText(1_000 + at)}`;
    posts.push(said(`s${at}`, "shouter", text, sampleNowMs - 5 * minuteMs + at * 500));
  }
  return posts.toSorted((a, b) => a.arrivedAtMs - b.arrivedAtMs);
}

export function trendContract(subject: IndexSubject): void {
  test("what many people begin to talk about is a trend; what one shouts is none", () =>
    withIndex(subject, async (index, clock) => {
      const posts = twoHours();
      for (let from = 0; from < posts.length; from += 260) {
        const batch = posts.slice(from, from + 260);
        clock.nowMs = batch.at(-1)!.arrivedAtMs;
        await ingestPosts(index, batch);
      }
      clock.nowMs = sampleNowMs;
      for (const language of ["en", ""]) {
        const answer = await index.trends({ windowMs: 600_000, language, limit: 10 });
        const [first] = answer.trends;
        assert.match(first?.term ?? "", /fireball/i);
        assert.ok(answer.trends.every((trend) => !/gizmo/i.test(trend.term)));
        assert.ok(Math.abs(first!.authors - 80) <= 8, `${first!.authors} authors`);
        assert.ok(first!.factor > 2);
        assert.equal(first!.series.length, 12);
        assert.ok(first!.burstSinceMs !== null && first!.burstSinceMs >= sampleNowMs - 15 * minuteMs);
        assert.ok(first!.examples.length >= 1 && first!.examples.length <= 3);
        assert.equal(new Set(first!.examples.map((post) => post.author.id)).size, first!.examples.length);
        assert.ok(first!.examples.every((post) => /fireball/i.test(post.text)));
        assert.ok((await search(index, first!.query)).hits.length > 10);
        assert.ok(answer.countedSinceMs <= sampleNowMs - 110 * minuteMs);
        assert.ok(Math.abs(answer.asOfMs - sampleNowMs) <= 1_000);
      }
      assert.deepEqual((await index.trends({ windowMs: 600_000, language: "de", limit: 10 })).trends, []);
    }));

  test("what was deleted explains no trend, and after clearing there is none", () =>
    withIndex(subject, async (index, clock) => {
      clock.nowMs = sampleNowMs;
      await ingestPosts(index, twoHours());
      const [before] = (await index.trends(lately)).trends;
      const [first, second] = before!.examples;
      await ingest(index, [
        { type: "delete", ref: first! },
        { type: "delete-author", source: second!.source, authorId: second!.author.id },
      ]);
      const [after] = (await index.trends(lately)).trends;
      assert.equal(after?.term, before?.term);
      assert.ok(after!.examples.every(({ id }) => id !== first!.id && id !== second!.id));
      await index.clear();
      assert.deepEqual((await index.trends(lately)).trends, []);
    }));

  test("an empty index has no trends", () =>
    withIndex(subject, async (index) => {
      for (const windowMs of [60_000, 600_000, 3_600_000, 86_400_000] as const)
        assert.deepEqual((await index.trends({ windowMs, language: "", limit: 50 })).trends, []);
    }));

  const { reopen } = subject;
  if (reopen === undefined) return;

  test("trends are the same after the index was opened again, whoever asks how early; what was cleared stays gone", async () => {
    const before = await subject.open({ now: () => sampleNowMs });
    await ingestPosts(before, twoHours());
    const { trends } = await before.trends(lately);
    let index = await reopen(before);
    try {
      // What comes before all of the past is known again must not make the rest late.
      await ingestPosts(index, [said("new", "newcomer", distinctText(999), sampleNowMs)]);
      let again = (await index.trends(lately)).trends;
      for (let tries = 0; tries < 100 && (again[0]?.authors ?? 0) < trends[0]!.authors; tries++) {
        await sleep(100);
        again = (await index.trends(lately)).trends;
      }
      assert.deepEqual(
        again.map(({ term, authors }) => [term, authors]),
        trends.map(({ term, authors }) => [term, authors]),
      );
      await index.clear();
      index = await reopen(index);
      await sleep(200);
      assert.deepEqual((await index.trends(lately)).trends, []);
    } finally {
      await index.close();
    }
  });
}
