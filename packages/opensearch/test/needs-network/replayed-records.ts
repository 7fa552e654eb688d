// A process may die after it has written and before it has stored how far it came. Whoever takes over applies the same
// records again.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { OpenSearchIndexOptions } from "@grok/opensearch";
import type { FeedEvent } from "@grok/posts";
import { samplePost } from "@grok/posts/sample-post";
import { Client } from "@opensearch-project/opensearch";
import { find } from "../../src/ask.ts";
import { encodeRecord } from "../../src/event-record.ts";
import { type Done, Indexer } from "../../src/indexer.ts";
import { namesOf } from "../../src/names.ts";
import { makeIndices } from "../../src/schema.ts";

const ref = { source: "push", id: "a" } as const;
const text = "a kingfisher sat on the old lock gate until the barge came";

const events: readonly FeedEvent[] = [
  { type: "post", post: samplePost({ id: "a", text }) },
  { type: "engagement", ref, add: { likes: 3 } },
  { type: "post", post: samplePost({ id: "a", text: `${text}, and then it flew` }) },
  { type: "post", post: samplePost({ id: "repost", handle: "ida", repostOf: "a" }) },
  {
    type: "post",
    post: samplePost({ id: "b", handle: "ida", text: "nothing is known of the second barge" }),
  },
  { type: "delete", ref: { source: "push", id: "b" } },
  { type: "engagement", ref, add: { likes: 1 } },
  { type: "delete-author", source: "push", authorId: "noah" },
];

export function replayedRecords(optionsFor: (name: string) => OpenSearchIndexOptions): void {
  test("records that are applied again change nothing, wherever the first time was cut off", async () => {
    const { node, indexPrefix } = optionsFor("replayed");
    const names = namesOf(indexPrefix);
    const client = new Client({ node });
    try {
      await makeIndices(client, names, 1);
      const records = events.map((event, at) => ({
        partition: 0,
        offset: BigInt(at),
        leaderEpoch: 0,
        value: encodeRecord({ from: "test", batch: 1, at, atMs: 0, order: at + 1, event }),
      }));
      const indexer = () => {
        const told: Done[] = [];
        const options = { client, names, generation: 1, log: () => {} };
        return { told, indexer: new Indexer({ ...options, tell: async (done) => void told.push(...done) }) };
      };
      const whole = async () => {
        const { hits } = await find(client, names.posts, { query: { match_all: {} } });
        return hits.hits.map(({ _source }) => _source);
      };
      for (let end = 1; end <= records.length; end++) await indexer().indexer.take(records.slice(0, end));
      const before = await whole();
      assert.equal(before.length, 1);
      const { told, indexer: last } = indexer();
      await last.take(records);
      assert.deepEqual(await whole(), before);
      const [document] = before as { post: { text: string; engagement: object } }[];
      assert.match(document!.post.text, /then it flew/);
      assert.deepEqual(document!.post.engagement, { likes: 4, reposts: 1, replies: 0 });
      assert.equal(told.length, events.length);
    } finally {
      await client.close();
    }
  });
}
