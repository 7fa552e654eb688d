import assert from "node:assert/strict";
import { describe } from "node:test";
import type { ConversationStore } from "@grok/conversation";
import { sampleId, sampleQuestion } from "../sample-tree.ts";
import { type ContractSubject, finished, sampleStart, storeTests, withSample } from "./subject.ts";

export function branchContract(open: () => Promise<ContractSubject>): void {
  const test = storeTests(open);
  const hidden = async (store: ConversationStore, id: string) =>
    (await store.shape("ada", id))
      .filter((each) => each.archivedAtMs !== null)
      .map((each) => each.id)
      .sort();
  const ids = (...numbers: number[]) => numbers.map(sampleId);

  describe("archiving a branch", () => {
    test("hides the node and what is below it, and an undo brings back the same", async (store, reopen) => {
      const { id } = await withSample(store);
      assert.deepEqual(await store.archiveBranch("ada", id, sampleId(5), 900), ids(5, 6, 7));
      const again = await reopen();
      assert.deepEqual(await hidden(again, id), ids(5, 6, 7));
      assert.deepEqual(await again.restoreBranch("ada", id, sampleId(5)), ids(5, 6, 7));
      assert.deepEqual(await hidden(again, id), []);
    });

    test("leaves what an earlier archiving hid to that one's undo", async (store) => {
      const { id } = await withSample(store);
      await store.archiveBranch("ada", id, sampleId(6), 900);
      assert.deepEqual(await store.archiveBranch("ada", id, sampleId(3), 950), ids(3, 4, 5));
      await assert.rejects(store.restoreBranch("ada", id, sampleId(6)), { code: "wrong-place" });
      assert.deepEqual(await store.restoreBranch("ada", id, sampleId(3)), ids(3, 4, 5));
      assert.deepEqual(await hidden(store, id), ids(6, 7));
      assert.deepEqual(await store.restoreBranch("ada", id, sampleId(6)), ids(6, 7));
    });

    test("restores a part where only a node further down is asked for", async (store) => {
      const { id } = await withSample(store);
      await store.archiveBranch("ada", id, sampleId(3), 900);
      await assert.rejects(store.restoreBranch("ada", id, sampleId(5)), { code: "wrong-place" });
      await store.restoreBranch("ada", id, sampleId(3));
      assert.deepEqual(await store.restoreBranch("ada", id, sampleId(5)), []);
    });

    test("does nothing to what is hidden already", async (store) => {
      const { id } = await withSample(store);
      await store.archiveBranch("ada", id, sampleId(5), 900);
      assert.deepEqual(await store.archiveBranch("ada", id, sampleId(5), 950), []);
      assert.deepEqual(await store.archiveBranch("ada", id, sampleId(7), 950), []);
      assert.deepEqual(await store.restoreBranch("ada", id, sampleId(5)), ids(5, 6, 7));
    });

    test("is refused for the root, an unknown node and a time that cannot be", async (store) => {
      const { id, root } = await withSample(store);
      await assert.rejects(store.archiveBranch("ada", id, root.id, 900), { code: "bad-input" });
      await assert.rejects(store.archiveBranch("ada", id, sampleId(99), 900), { code: "not-found" });
      await assert.rejects(store.restoreBranch("ada", id, sampleId(99)), { code: "not-found" });
      await assert.rejects(store.archiveBranch("ada", id, sampleId(3), Number.NaN), { code: "bad-input" });
    });

    test("takes no new visible node below a hidden one", async (store) => {
      const { id, nodes } = await withSample(store);
      await store.archiveBranch("ada", id, nodes[1]!.id, 900);
      await assert.rejects(store.addNodes("ada", id, [sampleQuestion(90, nodes[1]!)]), {
        code: "wrong-place",
      });
    });

    test("of a reply that is being written lets the run go on; its end does not bring it back", async (store) => {
      const start = sampleStart(100);
      const { id } = start.conversation;
      await store.startRun(start);
      assert.deepEqual(await store.archiveBranch("ada", id, start.question.id, 900), [
        start.question.id,
        start.reply.id,
      ]);
      await store.appendRunEvents(start.run.id, [{ seq: 1, type: "text", text: "hello" }], 1);
      const node = finished(start.reply, "hello");
      await store.endRun({
        runId: node.id,
        node,
        events: [{ seq: 2, type: "ended", node }],
        generated: null,
      });
      const [stored] = await store.nodes("ada", id, [node.id]);
      assert.deepEqual(stored, { ...node, archivedAtMs: 900 });
      assert.deepEqual(await store.restoreBranch("ada", id, start.question.id), [
        start.question.id,
        start.reply.id,
      ]);
    });
  });
}
