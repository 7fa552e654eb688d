import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleNowMs, samplePost } from "../sample-post.ts";
import { distinctPost, type IndexSubject, ingest, ingestPosts, search, withIndex } from "./subject.ts";

const saying = "The old lighthouse at the end of the pier will open for visitors on Sunday morning";

/** The same said by `count` authors, with other capitals and signs. */
function copies(count: number) {
  return Array.from({ length: count }, (_, at) => {
    const atMs = sampleNowMs - 60_000 + at * 1_000;
    const text = at % 2 === 0 ? saying : `${saying.toUpperCase()}!`;
    return samplePost({ id: `copy${at}`, handle: `voice${at}`, text, createdAtMs: atMs, arrivedAtMs: atMs });
  });
}

export function copyContract(subject: IndexSubject): void {
  test("posts that say the same are one hit, which counts them and their authors", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(index, [...copies(5), distinctPost(1)]);
      for (const order of ["latest", "top"] as const) {
        const answer = await search(index, { text: "lighthouse", order });
        assert.equal(answer.hits.length, 1, order);
        assert.equal(answer.hits[0]?.copies, 5);
        assert.equal(answer.hits[0]?.copyAuthors, 5);
      }
      const [other] = (await search(index, "tower")).hits;
      assert.deepEqual([other?.copies, other?.copyAuthors], [1, 1]);
    }));

  test("copies that come later are counted, too", () =>
    withIndex(subject, async (index) => {
      const [first, second, ...rest] = copies(6);
      await ingestPosts(index, [first!, second!]);
      assert.equal((await search(index, "lighthouse")).hits[0]?.copies, 2);
      await ingestPosts(index, rest);
      assert.equal((await search(index, "lighthouse")).hits[0]?.copies, 6);
    }));

  test("where the post that is shown goes, another that says the same takes its place", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(index, copies(3));
      const [shown] = (await search(index, "lighthouse")).hits;
      await ingest(index, [{ type: "delete", ref: { source: "push", id: shown!.post.id } }]);
      const [next, ...more] = (await search(index, "lighthouse")).hits;
      assert.ok(next !== undefined && next.post.id !== shown!.post.id);
      assert.equal(more.length, 0);
    }));

  test("pages show nothing twice where copies lie between", () =>
    withIndex(subject, async (index) => {
      const posts = Array.from({ length: 12 }, (_, at) => distinctPost(at));
      await ingestPosts(index, [...posts, ...copies(4)]);
      const seen: string[] = [];
      let after: string | undefined;
      for (let page = 0; page < 10; page++) {
        const answer = await search(index, { limit: 3, ...(after === undefined ? {} : { after }) });
        seen.push(...answer.hits.map((hit) => (hit.post.id.startsWith("copy") ? "copy" : hit.post.id)));
        if (answer.next === null) break;
        after = answer.next;
      }
      assert.deepEqual(seen, ["copy", ...posts.map((post) => post.id).reverse()]);
    }));
}
