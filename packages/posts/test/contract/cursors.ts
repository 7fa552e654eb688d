import assert from "node:assert/strict";
import { test } from "node:test";
import { distinctPost, type IndexSubject, ingest, ingestPosts, withIndex } from "./subject.ts";

export function cursorContract(subject: IndexSubject): void {
  test("a feed goes on where its last batch ended", () =>
    withIndex(subject, async (index) => {
      assert.equal(await index.cursor("feed"), null);
      await ingestPosts(index, [distinctPost(1)], "one");
      await ingestPosts(index, [distinctPost(2)]);
      assert.equal(await index.cursor("feed"), "one");
      await ingest(index, [], "two");
      assert.equal(await index.cursor("feed"), "two");
      await index.ingest({ feedId: "rss-2", events: [], cursor: "x".repeat(4_096) });
      assert.equal(await index.cursor("rss-2"), "x".repeat(4_096));
      assert.equal(await index.cursor("feed"), "two");
      await index.forgetCursor("feed");
      await index.forgetCursor("never-there");
      assert.equal(await index.cursor("feed"), null);
      assert.equal(await index.cursor("rss-2"), "x".repeat(4_096));
    }));

  const { reopen } = subject;
  if (reopen === undefined) return;

  test("a cursor is never ahead of its posts, even where the index is closed amid batches", async () => {
    const before = await subject.open();
    const batches = Array.from({ length: 20 }, (_, at) =>
      ingestPosts(before, [distinctPost(at)], String(at)),
    );
    const closing = before.close();
    const outcomes = await Promise.allSettled(batches);
    await closing;
    const index = await reopen(before);
    try {
      const cursor = Number((await index.cursor("feed")) ?? "-1");
      const refs = batches.map((_, at) => ({ source: "push" as const, id: `p${at}` }));
      const there = (await index.fates(refs)).map((fate) => fate === "there");
      for (let at = 0; at <= cursor; at++) assert.ok(there[at], `post ${at} is behind the cursor ${cursor}`);
      outcomes.forEach((outcome, at) => {
        if (outcome.status === "fulfilled")
          assert.ok(there[at] && cursor >= at, `batch ${at} was acknowledged`);
      });
    } finally {
      await index.close();
    }
  });
}
