import assert from "node:assert/strict";
import { describe } from "node:test";
import type { ConversationStore, View } from "@grok/conversation";
import { sampleConversation, sampleId } from "../sample-tree.ts";
import { answered, type ContractSubject, sampleStart, storeTests, withSample } from "./subject.ts";

export function viewContract(open: () => Promise<ContractSubject>): void {
  const test = storeTests(open);
  const view = (conversationId: string, leaf: number, change: Partial<View> = {}): View => ({
    id: "pane-1",
    conversationId,
    leafId: sampleId(leaf),
    draft: "",
    scrollAnchorId: null,
    savedAtMs: 1_000,
    ...change,
  });
  const lastChildren = async (store: ConversationStore, id: string) =>
    (await store.shape("ada", id)).flatMap((each) =>
      each.lastChildId === null ? [] : [[each.id, each.lastChildId]],
    );

  describe("views", () => {
    test("come back as they were saved, after a restart too", async (store, reopen) => {
      const { id } = await withSample(store);
      const saved = view(id, 7, { draft: "half a thought\n😀", scrollAnchorId: sampleId(3) });
      assert.equal(await store.view("ada", saved.id), null);
      await store.saveView("ada", saved);
      assert.deepEqual(await store.view("ada", saved.id), saved);
      assert.deepEqual(await (await reopen()).view("ada", saved.id), saved);
    });

    test("of two panes on one conversation never change each other", async (store) => {
      const { id } = await withSample(store);
      await store.saveView("ada", view(id, 7));
      await store.saveView("ada", view(id, 9, { id: "pane-2", savedAtMs: 1_001 }));
      assert.equal((await store.view("ada", "pane-1"))?.leafId, sampleId(7));
      assert.equal((await store.view("ada", "pane-2"))?.leafId, sampleId(9));
      assert.equal((await store.latestView("ada", id))?.id, "pane-2");
      await store.saveView("ada", view(id, 4, { savedAtMs: 1_002 }));
      assert.equal((await store.latestView("ada", id))?.id, "pane-1");
    });

    test("of one pane are kept for each conversation it has been in", async (store) => {
      const { id } = await withSample(store);
      const other = sampleConversation(200);
      await store.createConversation(other);
      await store.saveView("ada", view(id, 7, { draft: "unsent" }));
      await store.saveView("ada", { ...view(other.id, 201), savedAtMs: 1_001 });
      assert.equal((await store.view("ada", "pane-1"))?.conversationId, other.id);
      assert.equal((await store.view("ada", "pane-1", id))?.draft, "unsent");
      assert.equal((await store.latestView("ada", id))?.leafId, sampleId(7));
      assert.equal(await store.view("ada", "pane-2", id), null);
    });

    test("of another owner are not seen under the same name", async (store) => {
      const { id } = await withSample(store);
      await store.saveView("ada", view(id, 7));
      assert.equal(await store.view("eve", "pane-1"), null);
      assert.equal(await store.latestView("ada", id).then((found) => found?.id), "pane-1");
    });

    test("need a node of their conversation, and a draft that can be stored", async (store) => {
      const { id } = await withSample(store);
      await assert.rejects(store.saveView("ada", view(id, 99)), { code: "not-found" });
      await assert.rejects(store.saveView("ada", view(sampleId(500), 7)), { code: "not-found" });
      await assert.rejects(store.saveView("ada", view(id, 7, { draft: "\ud800" })), { code: "bad-input" });
      await assert.rejects(store.saveView("ada", view(id, 7, { draft: "x".repeat(2 ** 20 + 1) })), {
        code: "bad-input",
      });
      assert.equal(await store.view("ada", "pane-1"), null);
    });

    test("remember the child at every fork on the way to a new leaf", async (store) => {
      const { id, root } = await withSample(store);
      await store.saveView("ada", view(id, 7));
      assert.deepEqual(await lastChildren(store, id), [
        [root.id, sampleId(3)],
        [sampleId(3), sampleId(5)],
      ]);
      await store.saveView("ada", view(id, 4));
      assert.deepEqual(await lastChildren(store, id), [
        [root.id, sampleId(3)],
        [sampleId(3), sampleId(4)],
      ]);
      await store.saveView("ada", view(id, 9));
      assert.deepEqual(await lastChildren(store, id), [
        [root.id, sampleId(8)],
        [sampleId(3), sampleId(4)],
      ]);
    });

    test("that only save a draft do not turn the branches another pane chose", async (store) => {
      const { id, root } = await withSample(store);
      await store.saveView("ada", view(id, 7));
      await store.saveView("ada", view(id, 9, { id: "pane-2" }));
      await store.saveView("ada", view(id, 7, { draft: "typing" }));
      assert.deepEqual((await lastChildren(store, id))[0], [root.id, sampleId(8)]);
    });

    test("that are old are forgotten, but not the last of a conversation, nor one with a draft", async (store) => {
      const { id } = await withSample(store);
      const other = sampleConversation(200);
      await store.createConversation(other);
      const savedAtMs = 500;
      await store.saveView("ada", view(id, 7, { id: "old", savedAtMs }));
      await store.saveView("ada", view(id, 7, { id: "older", savedAtMs: 400 }));
      await store.saveView("ada", view(id, 7, { id: "typing", savedAtMs, draft: "half a thought" }));
      await store.saveView("ada", view(id, 7, { id: "last", savedAtMs: 900 }));
      await store.saveView("ada", view(other.id, 201, { id: "old", savedAtMs }));
      assert.equal(await store.dropViews(400), 0);
      assert.equal(await store.dropViews(1_000), 2);
      assert.equal(await store.dropViews(1_000), 0);
      assert.equal(await store.view("ada", "older"), null);
      assert.equal(await store.view("ada", "old", id), null);
      assert.equal((await store.view("ada", "old"))?.conversationId, other.id);
      assert.equal((await store.view("ada", "typing"))?.draft, "half a thought");
      assert.equal((await store.latestView("ada", id))?.id, "last");
    });

    test("move to the reply in the transaction that starts its run, and keep the draft", async (store) => {
      const first = await answered(store, 100, "hello", { viewId: "pane-1" });
      const { id } = first.conversation;
      assert.equal((await store.view("ada", "pane-1"))?.leafId, first.reply.id);
      await store.saveView("ada", { ...view(id, 103), draft: "next" });
      const again = { ...sampleStart(100).reply, id: sampleId(110), origin: "regenerated" as const };
      await store.startRun({
        ...first,
        nodes: [again],
        run: { ...first.run, id: again.id, kind: "regenerate" },
        viewId: "pane-1",
      });
      const moved = await store.view("ada", "pane-1");
      assert.deepEqual([moved?.leafId, moved?.draft], [again.id, "next"]);
      assert.deepEqual(await lastChildren(store, id), [[first.question.id, again.id]]);
    });
  });
}
