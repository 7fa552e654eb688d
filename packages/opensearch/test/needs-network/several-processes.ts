import assert from "node:assert/strict";
import { test } from "node:test";
import { type OpenSearchIndexOptions, openOpenSearchIndex } from "@grok/opensearch";
import type { FeedEvent, Post } from "@grok/posts";
import { samplePost } from "@grok/posts/sample-post";
import { IndexProcess } from "./child.ts";

const likes = (number: number): FeedEvent => ({
  type: "engagement",
  ref: { source: "push", id: `p${number}` },
  add: { likes: 1 },
});

/** Each says something else. */
function post(number: number): Post {
  const words = Array.from({ length: 8 }, (_, at) => `w${((number + 1) * 7_919 * (at + 3)).toString(36)}`);
  const atMs = Date.now();
  return samplePost({
    id: `p${number}`,
    handle: `author${number % 50}`,
    text: words.join(" "),
    createdAtMs: atMs,
    arrivedAtMs: atMs,
  });
}

const posts = (from: number, to: number): FeedEvent[] =>
  Array.from({ length: to - from }, (_, at) => ({ type: "post", post: post(from + at) }));

export function severalProcesses(optionsFor: (name: string) => OpenSearchIndexOptions): void {
  test("processes share the work, and each is told what became of its own posts", async () => {
    const options = optionsFor("shared");
    const other = await IndexProcess.open(options);
    const index = await openOpenSearchIndex(options);
    try {
      const batches = Array.from({ length: 12 }, (_, at) => posts(at * 50, at * 50 + 50));
      const taken = await Promise.all(
        batches.map((events, at) =>
          at % 2 === 0 ? other.ingest(events) : index.ingest({ feedId: "own", events, cursor: String(at) }),
        ),
      );
      assert.deepEqual(
        taken.map((each) => each?.indexed),
        batches.map(() => 50),
      );
      assert.equal((await index.stats()).posts, 600);
      const gone = await other.ingest([{ type: "delete-author", source: "push", authorId: "author7" }]);
      assert.equal(gone?.deletes, 12);
      assert.deepEqual(await index.fates([{ source: "push", id: "p7" }]), ["deleted"]);
      assert.equal(await index.cursor("own"), "11");
    } finally {
      await Promise.all([other.close(), index.close()]);
    }
  });

  test("what says the same word for word is one hit, whichever process took it in", async () => {
    const options = optionsFor("copies");
    const other = await IndexProcess.open(options);
    const index = await openOpenSearchIndex(options);
    try {
      const text = "the night train to the coast leaves an hour later than the table says";
      for (let at = 0; at < 8; at++) {
        const event = { type: "post" as const, post: { ...post(at), text } };
        if (at % 2 === 0) await other.ingest([event]);
        else await index.ingest({ feedId: "own", events: [event], cursor: null });
      }
      const { hits } = await index.search({ text: "night train", order: "latest", budgetMs: 20_000 });
      assert.deepEqual(
        hits.map(({ copies, copyAuthors }) => [copies, copyAuthors]),
        [[8, 8]],
      );
    } finally {
      await Promise.all([other.close(), index.close()]);
    }
  });

  test("a process that is killed amid its work loses nothing that it acknowledged, and nothing counts twice", async () => {
    const options = optionsFor("killed");
    const acknowledged = new Set<number>();
    let sent = 0;
    // Killed at some moment, and while more are under way behind so many batches that were acknowledged.
    for (const batches of [0, 2, 6]) {
      const writer = await IndexProcess.open(options);
      // Kafka takes up to ten seconds to notice that the one before is dead.
      assert.notEqual(await writer.ingest(posts(sent, sent + 1)), null);
      sent++;
      const startedMs = Date.now();
      const enough = acknowledged.size + 40 * batches;
      const underWay: Promise<void>[] = [];
      const passedMs = () => Date.now() - startedMs;
      while (passedMs() < 400 || (acknowledged.size < enough && passedMs() < 30_000)) {
        const from = sent;
        sent += 40;
        const numbers = Array.from({ length: 40 }, (_, at) => from + at);
        const events = [...posts(from, sent), ...numbers.map(likes)];
        underWay.push(
          writer.ingest(events, String(sent)).then((counted) => {
            if (counted !== null) for (const number of numbers) acknowledged.add(number);
          }),
        );
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
      await writer.kill();
      await Promise.all(underWay);
    }
    const index = await openOpenSearchIndex(options);
    try {
      // Whatever the dead have left in the topic comes before this.
      await index.ingest({ feedId: "own", events: posts(sent, sent + 200), cursor: null });
      let found = 0;
      for (let from = 0; from < sent; from += 200) {
        const refs = Array.from({ length: 200 }, (_, at) => ({
          source: "push" as const,
          id: `p${from + at}`,
        }));
        for (const [at, there] of (await index.posts(refs)).entries()) {
          if (from + at >= sent) break;
          if (acknowledged.has(from + at)) assert.equal(there?.engagement.likes, 1, `post ${from + at}`);
          assert.ok((there?.engagement.likes ?? 0) <= 1, `post ${from + at} was counted twice`);
          if (there !== null) found++;
        }
      }
      assert.ok(acknowledged.size > 0 && acknowledged.size < sent);
      assert.equal((await index.stats()).posts, found + 200);
    } finally {
      await index.close();
    }
  });
}
