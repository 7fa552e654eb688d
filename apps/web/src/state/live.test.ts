import assert from "node:assert/strict";
import { test } from "node:test";
import { type Live, type LiveAction, newerJoinOn, noLive, reduceLive } from "./live.ts";
import type { LivePost } from "./live-post.ts";

const post = (id: string): LivePost => ({
  key: `push ${id}`,
  source: "push",
  id,
  author: "Mira",
  handle: "mira",
  text: id,
  language: "en",
  createdAtMs: 0,
  url: "",
  others: 0,
  spam: [],
});
const query = noLive.query;
const play = (...actions: LiveAction[]) => actions.reduce<Live>(reduceLive, noLive);
const found = (...ids: string[]): LiveAction => ({
  type: "live-found",
  query,
  older: false,
  found: { posts: ids.map(post), next: "n", relaxed: false, searchedBackToMs: 1, complete: true },
});
const news = (ids: string[], deleted: string[] = [], skipped = 0): LiveAction => ({
  type: "live-news",
  query,
  posts: ids.map(post),
  deleted: deleted.map((id) => `push ${id}`),
  skipped,
  perMinute: 3,
});
const ids = (posts: readonly LivePost[]) => posts.map(({ id }) => id);

test("what was found before says nothing of another search", () => {
  const other = { ...query, text: "fog" };
  const problem = { kind: "unreachable", message: "" } as const;
  const failed = play(
    found("b", "a"),
    { type: "live-asked", query: other },
    { type: "live-failed", query: other, problem },
  );
  assert.deepEqual([failed.phase, failed.posts, failed.next], ["failed", [], ""]);
});

test("what comes in waits behind the list, which does not move, until it is asked for", () => {
  const waiting = play(found("b", "a"), news(["c"]), news(["e", "d"]));
  assert.deepEqual(
    [ids(waiting.posts), ids(waiting.newer)],
    [
      ["b", "a"],
      ["e", "d", "c"],
    ],
  );
  const shown = reduceLive(waiting, { type: "live-newer-shown" });
  assert.deepEqual([ids(shown.posts), ids(shown.newer)], [["e", "d", "c", "b", "a"], []]);
});

test("an empty list takes in what comes at once, and nothing stands twice", () => {
  assert.deepEqual(ids(play(found(), news(["a"])).posts), ["a"]);
  const twice = play(found("a"), news(["b"]), news(["b", "a"]));
  assert.deepEqual(ids(twice.newer), ["b"]);
});

test("deleted posts go from the list and from what waits, and are counted", () => {
  const live = play(found("b", "a"), news(["c"]), news([], ["a", "c"]));
  assert.deepEqual([ids(live.posts), ids(live.newer), live.gone], [["b"], [], 1]);
});

test("a deletion marks the citations of that post", () => {
  const live = play(found("a"), { type: "fates-arrived", fates: { "push a": "there" } }, news([], ["a"]));
  assert.equal(live.fates["push a"], "deleted");
});

test("answers to what is no longer looked for are dropped", () => {
  const other = { ...query, text: "moon" };
  const live = play({ type: "live-asked", query: other }, found("a"), news(["b"]));
  assert.deepEqual([live.posts.length, live.newer.length, live.phase], [0, 0, "reading"]);
});

test("more than can wait is counted", () => {
  const live = play(
    found("x"),
    news(
      Array.from({ length: 310 }, (_, at) => `p${at}`),
      [],
      5,
    ),
  );
  assert.deepEqual([live.newer.length, live.newerSkipped], [300, 15]);
});

test("older posts come behind", () => {
  const live = play(found("b"), { ...found("b", "a"), older: true } as LiveAction);
  assert.deepEqual(ids(live.posts), ["b", "a"]);
});

test("an index that cannot be asked leaves the feeds in sight, and is well again once it answers", () => {
  const index = { posts: 1, bytes: 1, dropped: 0, trouble: "", ageMs: 0, bytesMax: 0 };
  const problem = { kind: "refused", message: "The index is broken." } as const;
  const failed = play({ type: "index-arrived", index }, { type: "index-failed", problem });
  assert.deepEqual([failed.index, failed.indexProblem], [index, problem]);
  assert.equal(reduceLive(failed, { type: "index-arrived", index }).indexProblem, null);
});

test("posts that were left out are no gap in the list: it is to be read again", () => {
  assert.equal(newerJoinOn(play(found("a"), news(["b"]))), true);
  assert.equal(newerJoinOn(play(found("a"), news(["b"], [], 3))), false);
  const many = Array.from({ length: 301 }, (_, at) => `n${at}`);
  assert.equal(newerJoinOn(play(found("a"), news(many))), false);
});
