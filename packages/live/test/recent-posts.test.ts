import assert from "node:assert/strict";
import { test } from "node:test";
import type { Post } from "@grok/posts";
import { recentPosts } from "../src/recent-posts.ts";
import { openWriter } from "./open-writer.ts";
import { numberedPosts, postEvents, temporaryFolder } from "./temporary-index.ts";

const newFolder = temporaryFolder();

function open() {
  const { shards, writer, close } = openWriter(newFolder(), 1_000);
  const store = (posts: readonly Post[]) => {
    writer.take({ feedId: "feed", events: postEvents(posts), cursor: null });
    writer.commit();
  };
  return { shards, store, close };
}

const ids = (posts: ReturnType<typeof recentPosts>) => [...posts].flat().map(({ post }) => post.id);

test("what arrives after a start is not among the posts before it, or it would count twice", () => {
  const { shards, store, close } = open();
  const ofNone = recentPosts(shards, 0, 10_000);
  store(numberedPosts(0, 700));
  const ofSome = recentPosts(shards, 0, 10_000);
  store(numberedPosts(700, 720));
  shards.roll();
  store(numberedPosts(720, 730));
  assert.deepEqual(ids(ofNone), []);
  assert.deepEqual(
    ids(ofSome),
    numberedPosts(0, 700).map(({ id }) => id),
  );
  close();
});

test("the last of them come, from all shards, and none that arrived before", () => {
  const { shards, store, close } = open();
  store(numberedPosts(0, 30));
  shards.roll();
  store(numberedPosts(30, 50));
  const some = numberedPosts(10, 50);
  assert.deepEqual(
    ids(recentPosts(shards, some[0]!.arrivedAtMs, 10_000)),
    some.map(({ id }) => id),
  );
  assert.deepEqual(
    ids(recentPosts(shards, 0, 25)),
    some.slice(15).map(({ id }) => id),
  );
  close();
});
