import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleNowMs } from "../sample-post.ts";
import {
  distinctPost,
  find,
  type IndexSubject,
  ingest,
  ingestPosts,
  rejectsWith,
  withIndex,
} from "./subject.ts";

const dayMs = 86_400_000;

function aged(number: number, days: number) {
  const atMs = sampleNowMs - days * dayMs;
  return distinctPost(number, { createdAtMs: atMs, arrivedAtMs: atMs });
}

export function keepingContract(subject: IndexSubject): void {
  test("posts that are too old go, and are not taken for deleted", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(index, [aged(1, 5), aged(2, 4), aged(3, 0.1)]);
      await index.setRetention({ ageMs: 2 * dayMs, bytes: null });
      assert.deepEqual(await find(index, ""), ["p3"]);
      const refs = ["p1", "p3"].map((id) => ({ source: "push" as const, id }));
      assert.deepEqual(await index.fates(refs), ["unknown", "there"]);
      assert.deepEqual(
        (await index.posts(refs)).map((post) => post?.id ?? null),
        [null, "p3"],
      );
      assert.deepEqual((await index.stats()).retention, { ageMs: 2 * dayMs, bytes: null });
    }));

  test("clearing forgets every post and no cursor", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(index, [distinctPost(1), distinctPost(2)], "c1");
      await index.clear();
      assert.deepEqual(await find(index, ""), []);
      assert.equal((await index.stats()).posts, 0);
      assert.equal(await index.cursor("feed"), "c1");
      assert.deepEqual(await index.fates([{ source: "push", id: "p1" }]), ["unknown"]);
      await ingestPosts(index, [distinctPost(3)], "c2");
      assert.deepEqual(await find(index, ""), ["p3"]);
    }));

  test("closing is done once, and ends everything", async () => {
    const index = await subject.open();
    await ingestPosts(index, [distinctPost(1)]);
    await Promise.all([index.close(), index.close()]);
    await index.close();
    await rejectsWith("closed", index.search({ text: "", order: "latest" }));
    await rejectsWith("closed", ingestPosts(index, [distinctPost(2)]));
    await rejectsWith("closed", index.cursor("feed"));
    await rejectsWith("closed", index.posts([]));
    await rejectsWith("closed", index.trends({ windowMs: 60_000, language: "", limit: 5 }));
    await rejectsWith("closed", index.stats());
    await rejectsWith("closed", index.clear());
  });

  const { reopen } = subject;
  if (reopen === undefined) return;

  test("what was acknowledged is there after the index was opened again", async () => {
    const clock = () => sampleNowMs;
    const before = await subject.open({ now: clock });
    await ingestPosts(before, [distinctPost(1), distinctPost(2), distinctPost(3)]);
    await ingest(before, [
      { type: "delete", ref: { source: "push", id: "p1" } },
      { type: "delete", ref: { source: "push", id: "p8" } },
      { type: "engagement", ref: { source: "push", id: "p2" }, set: { likes: 7 } },
    ]);
    await before.setRetention({ ageMs: 400 * 365 * dayMs, bytes: null });
    await before.close();
    const index = await reopen(before);
    try {
      assert.deepEqual(await find(index, ""), ["p3", "p2"]);
      assert.equal((await index.posts([{ source: "push", id: "p2" }]))[0]?.engagement.likes, 7);
      await ingestPosts(index, [distinctPost(1), distinctPost(8), distinctPost(2), distinctPost(9)]);
      assert.deepEqual(await find(index, ""), ["p9", "p3", "p2"]);
      assert.equal((await index.stats()).retention.ageMs, 400 * 365 * dayMs);
    } finally {
      await index.close();
    }
  });
}
