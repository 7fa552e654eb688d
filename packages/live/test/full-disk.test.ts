import assert from "node:assert/strict";
import { test } from "node:test";
import type { FeedEvent } from "@grok/posts";
import { openWriter } from "./open-writer.ts";
import { numberedPost, numberedPosts, postEvents, temporaryFolder } from "./temporary-index.ts";

const newFolder = temporaryFolder();

/** What writes an index, whose current file may be kept from growing as on a disk that is full. */
function openFillable() {
  const { shards, state, writer, close } = openWriter(newFolder(), 10_000);
  const { database } = shards.current;
  return {
    shards,
    state,
    store(events: readonly FeedEvent[], cursor: string) {
      try {
        const counted = writer.take({ feedId: "feed", events, cursor });
        writer.commit();
        return counted;
      } catch (error) {
        writer.rollBack();
        throw error;
      }
    },
    fill() {
      const { page_count: pages } = database.get<{ page_count: number }>("PRAGMA page_count")!;
      database.exec(`PRAGMA max_page_count = ${pages}`);
    },
    makeRoom: () => database.exec("PRAGMA max_page_count = 1000000"),
    close,
  };
}

const ref = (number: number) => ({ source: "push" as const, id: `p${number}` });

test("on a full disk a batch is refused whole, what was stored stays, and it goes on once there is room", () => {
  const { shards, state, store, fill, makeRoom, close } = openFillable();
  store(postEvents(numberedPosts(0, 20)), "1");
  fill();
  const deletion: FeedEvent = { type: "delete", ref: ref(3) };
  const many = [deletion, ...postEvents(numberedPosts(100, 3_000))];
  assert.throws(() => store(many, "2"), {
    code: "storage-full",
    message: /full\. What was stored stays; free some room/,
  });
  assert.equal(state.cursor("feed"), "1");
  assert.equal(shards.posts, 20);
  assert.equal(shards.find(ref(100)), null);
  const place = shards.find(ref(3));
  assert.ok(place !== null, "a deletion that was refused has not happened");
  assert.ok(place.shard.facts.isThere(place.row));
  assert.equal(shards.current.rowsWith("word3").length, 1);

  makeRoom();
  const counted = store(many, "2");
  assert.deepEqual([counted.indexed, counted.deletes], [2_900, 1]);
  assert.equal(shards.posts, 2_919);
  assert.equal(shards.current.rowsWith("word100").length, 1);
  assert.equal(state.cursor("feed"), "2");
  close();
});

test("an index closes on a full disk, too", () => {
  const { store, fill, close } = openFillable();
  store(postEvents([numberedPost(1)]), "1");
  fill();
  close();
});
