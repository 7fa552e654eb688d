import assert from "node:assert/strict";
import { test } from "node:test";
import type { Action } from "./action.ts";
import { joinDrafts, noViews, reduceViews, type Views, viewOf } from "./views.ts";

const saved = { viewId: "v", draft: "", queue: [], anchorId: null, editing: null };
const at = { paneId: "1", conversationId: "c" };
const run = (...actions: Action[]): Views => actions.reduce(reduceViews, noViews);
const openedAt = (leafId: string, draft = ""): Action => ({
  type: "conversation-opened",
  paneId: "1",
  row: {
    id: "c",
    title: "",
    createdAtMs: 0,
    updatedAtMs: 0,
    archivedAtMs: null,
    branches: 1,
    running: false,
    instructions: "",
  },
  shape: [],
  nodes: [],
  leafId,
  draft,
  anchorId: null,
  jumpTo: null,
});
const requested: Action = { type: "open-requested", ...at, saved };

test("a conversation read again leaves the cursor and the draft of this tab alone", () => {
  const views = run(
    requested,
    openedAt("leaf-1"),
    { type: "draft-typed", ...at, draft: "mine" },
    { type: "cursor-moved", ...at, leafId: "leaf-2" },
    openedAt("leaf-9", "of the server"),
  );
  assert.deepEqual([viewOf(views, "1", "c")?.leafId, viewOf(views, "1", "c")?.draft], ["leaf-2", "mine"]);
});

test("a draft of the server is taken where this tab has none", () => {
  assert.equal(viewOf(run(requested, openedAt("leaf-1", "of the server")), "1", "c")?.draft, "of the server");
});

test("leaving a branch that was begun returns to where one was, also after beginning at two places", () => {
  const views = run(
    requested,
    openedAt("leaf"),
    { type: "branch-begun", ...at, at: "a", leafId: "a", returnTo: "leaf" },
    { type: "branch-begun", ...at, at: "b", leafId: "b", returnTo: "a" },
    { type: "branch-left", ...at },
  );
  assert.equal(viewOf(views, "1", "c")?.leafId, "leaf");
  assert.equal(viewOf(views, "1", "c")?.branch, null);
});

test("a waiting question leaves the composer and can be taken back from the middle of the queue", () => {
  const views = run(
    requested,
    openedAt("leaf"),
    { type: "draft-typed", ...at, draft: "one" },
    { type: "ask-queued", ...at, text: "one" },
    { type: "ask-queued", ...at, text: "two" },
    { type: "queue-taken", ...at, index: 0 },
  );
  assert.deepEqual(viewOf(views, "1", "c")?.queue, ["two"]);
  assert.equal(viewOf(views, "1", "c")?.draft, "");
});

test("two drafts become one without losing either", () => {
  assert.equal(joinDrafts("a", " "), "a");
  assert.equal(joinDrafts("a", "b"), "a\n\nb");
});

test("what happens to a view that is not there changes nothing", () => {
  assert.equal(run({ type: "draft-typed", ...at, draft: "x" }), noViews);
});
