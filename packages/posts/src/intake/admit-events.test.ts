import assert from "node:assert/strict";
import { test } from "node:test";
import { samplePost } from "../../test/sample-post.ts";
import type { FeedEvent } from "../feed-event.ts";
import { admitEvents } from "./admit-events.ts";

const liked: FeedEvent = {
  type: "post",
  post: samplePost({ id: "liked", engagement: { likes: 1, reposts: 0, replies: 0 } }),
};
const short: FeedEvent = { type: "post", post: samplePost({ id: "short", text: "good morning" }) };
const gone: FeedEvent = { type: "delete", ref: { source: "push", id: "1" } };

const typesOf = (events: readonly FeedEvent[]) =>
  events.map((event) => (event.type === "post" ? event.post.id : event.type));

test("while there is room everything gets in, but posts that say nothing", () => {
  const empty: FeedEvent = { type: "post", post: samplePost({ id: "empty", text: " " }) };
  const { events, dropped } = admitEvents([short, empty, liked, gone], 0, 100);
  assert.deepEqual(typesOf(events), ["short", "liked", "delete"]);
  assert.equal(dropped, 0);
});

test("what matters least is left out first, and counted", () => {
  const { events, dropped } = admitEvents([short, liked, gone], 95, 100);
  assert.deepEqual(typesOf(events), ["liked", "delete"]);
  assert.equal(dropped, 1);
});

test("into a full queue get deletions alone", () => {
  const { events, dropped } = admitEvents([short, liked, gone], 100, 100);
  assert.deepEqual(typesOf(events), ["delete"]);
  assert.equal(dropped, 2);
});
