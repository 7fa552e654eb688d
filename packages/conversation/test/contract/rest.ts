import assert from "node:assert/strict";
import { describe } from "node:test";
import { answered, type ContractSubject, sampleStart, storeTests, withSample } from "./subject.ts";

export function restContract(open: () => Promise<ContractSubject>): void {
  const test = storeTests(open);

  describe("settings", () => {
    test("belong to an owner and stay until they are taken away", async (store, reopen) => {
      assert.equal(await store.setting("ada", "theme"), null);
      await store.setSetting("ada", "theme", "dark");
      await store.setSetting("ada", "theme", "light");
      await store.setSetting("eve", "theme", "");
      const again = await reopen();
      assert.equal(await again.setting("ada", "theme"), "light");
      assert.equal(await again.setting("eve", "theme"), "");
      await again.setSetting("ada", "theme", null);
      await again.setSetting("ada", "theme", null);
      assert.equal(await again.setting("ada", "theme"), null);
    });
  });

  describe("diagnose", () => {
    const nothing = { mend: false, live: new Set<string>(), nowMs: 5_000 };

    test("finds nothing in what the store itself wrote", async (store) => {
      const { id, nodes } = await withSample(store);
      await answered(store, 100, "hello", { viewId: "pane-1" });
      const live = sampleStart(200);
      await store.startRun(live);
      await store.archiveBranch("ada", id, nodes[0]!.id, 900);
      const { findings, checks, rows } = await store.diagnose({ ...nothing, live: new Set([live.run.id]) });
      assert.deepEqual(findings, []);
      assert.ok(checks > 0 && rows > 0);
    });

    test("reports a run that nobody writes, and mends it only when asked to", async (store) => {
      const { run, reply, conversation } = sampleStart(100);
      await store.startRun(sampleStart(100));
      await store.appendRunEvents(run.id, [{ seq: 1, type: "text", text: "half" }], 1);
      await store.foldRun(run.id, [{ type: "text", text: "half" }], 1);
      const [finding, ...others] = (await store.diagnose(nothing)).findings;
      assert.deepEqual(others, []);
      assert.deepEqual(
        [finding?.code, finding?.conversationId, finding?.nodeId, finding?.mended],
        ["run-without-end", conversation.id, reply.id, false],
      );
      assert.equal((await store.run("ada", run.id)).status, "live");

      assert.equal((await store.diagnose({ ...nothing, mend: true })).findings[0]?.mended, true);
      const [node] = await store.nodes("ada", conversation.id, [reply.id]);
      assert.deepEqual([node?.status, node?.parts], ["interrupted", [{ type: "text", text: "half" }]]);
      const ended = await store.run("ada", run.id);
      assert.deepEqual([ended.status, ended.seq, ended.foldedSeq], ["ended", 2, 2]);
      assert.deepEqual((await store.runEvents("ada", run.id, 1)).at(-1), { seq: 2, type: "ended", node });
      assert.deepEqual((await store.diagnose(nothing)).findings, []);
    });

    test("keeps words that were appended but not yet folded", async (store) => {
      const { run, reply, conversation } = sampleStart(100);
      await store.startRun(sampleStart(100));
      await store.appendRunEvents(run.id, [{ seq: 1, type: "text", text: "one " }], 1);
      await store.foldRun(run.id, [{ type: "text", text: "one " }], 1);
      await store.appendRunEvents(run.id, [{ seq: 2, type: "text", text: "two" }], 2);
      await store.diagnose({ ...nothing, mend: true });
      const [node] = await store.nodes("ada", conversation.id, [reply.id]);
      assert.deepEqual(node?.parts, [{ type: "text", text: "one two" }]);
      assert.equal((await store.search("ada", "two", 5))[0]?.nodeId, reply.id);
    });
  });

  describe("closing", () => {
    test("may happen twice", async (store) => {
      await store.close();
      await store.close();
    });
  });
}
