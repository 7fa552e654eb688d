import assert from "node:assert/strict";
import { describe } from "node:test";
import { instructionsBytesMax, titleLengthMax } from "@grok/conversation";
import { sampleAnswer, sampleConversation, sampleId, sampleQuestion, sampleTree } from "../sample-tree.ts";
import { answered, type ContractSubject, sampleStart, storeTests, withSample } from "./subject.ts";

export function conversationContract(open: () => Promise<ContractSubject>): void {
  const test = storeTests(open);

  describe("conversations", () => {
    test("a created conversation has its root and one branch", async (store) => {
      const conversation = sampleConversation(1, { title: "Sea", titledBy: "user" });
      await store.createConversation(conversation);
      assert.deepEqual(await store.conversation("ada", conversation.id), {
        ...conversation,
        branches: 1,
        running: false,
      });
      const [root] = await store.path("ada", conversation.id, conversation.rootId);
      assert.equal(root?.role, "root");
      assert.equal(root?.createdAtMs, conversation.createdAtMs);
    });

    test("creating it again changes nothing, also after a new title", async (store) => {
      const conversation = sampleConversation(1);
      await store.createConversation(conversation);
      await store.retitle("ada", conversation.id, "Sea", "user");
      await store.createConversation(conversation);
      assert.equal((await store.conversation("ada", conversation.id)).title, "Sea");
    });

    test("creating another one under its id, or with its root, is a conflict", async (store) => {
      const conversation = sampleConversation(1);
      await store.createConversation(conversation);
      for (const other of [
        { ...conversation, rootId: sampleId(50) },
        { ...conversation, createdAtMs: 7 },
        { ...sampleConversation(60), rootId: conversation.rootId },
      ])
        await assert.rejects(store.createConversation(other), { code: "conflict" });
    });

    test("a conversation comes with its nodes in one transaction: all or nothing", async (store) => {
      const { conversation, root, nodes } = sampleTree();
      const wrong = sampleAnswer(90, root);
      await assert.rejects(store.createConversation(conversation, [...nodes, wrong]), { code: "bad-input" });
      await assert.rejects(store.conversation("ada", conversation.id), { code: "not-found" });
      await store.createConversation(conversation, nodes);
      assert.equal((await store.shape("ada", conversation.id)).length, 8);
      await store.createConversation(conversation, nodes);
      assert.equal((await store.shape("ada", conversation.id)).length, 8);
    });

    test("what cannot be is refused with bad-input", async (store) => {
      const conversation = sampleConversation(1);
      for (const wrong of [
        { ...conversation, id: "c1" },
        { ...conversation, rootId: conversation.id.toUpperCase() },
        { ...conversation, title: "t".repeat(titleLengthMax + 1) },
        { ...conversation, title: "\ud800" },
        { ...conversation, instructions: "i".repeat(instructionsBytesMax + 1) },
        { ...conversation, createdAtMs: 0.5 },
      ])
        await assert.rejects(store.createConversation(wrong), { code: "bad-input" });
    });

    test("another owner's conversation is not-found, whatever is asked of it", async (store) => {
      const { id, conversation, nodes } = await withSample(store);
      const question = sampleQuestion(90, nodes[1]!);
      const view = {
        id: "pane",
        conversationId: id,
        leafId: nodes[1]!.id,
        draft: "",
        scrollAnchorId: null,
        savedAtMs: 1,
      };
      const { run } = await answered(store, 200, "hello");
      for (const attempt of [
        () => store.conversation("eve", id),
        () => store.retitle("eve", id, "x", "user"),
        () => store.archiveConversation("eve", id, 5),
        () => store.setInstructions("eve", id, "x"),
        () => store.outline("eve", id),
        () => store.search("eve", "x", 5, id),
        () => store.addNodes("eve", id, [question]),
        () => store.nodes("eve", id, [nodes[0]!.id]),
        () => store.path("eve", id, nodes[0]!.id),
        () => store.shape("eve", id),
        () => store.archiveBranch("eve", id, nodes[0]!.id, 5),
        () => store.restoreBranch("eve", id, nodes[0]!.id),
        () => store.annotate("eve", id, nodes[0]!.id, { name: "x" }),
        () => store.latestView("eve", id),
        () => store.saveView("eve", view),
        () => store.run("eve", run.id),
        () => store.runEvents("eve", run.id, 0),
        () => store.createConversation({ ...conversation, ownerId: "eve" }),
        () =>
          store.startRun({
            ...sampleStart(300, { ownerId: "eve" }),
            conversation: { ...conversation, ownerId: "eve" },
            nodes: [question, { ...sampleStart(300).reply, conversationId: id, parentId: question.id }],
            run: { ...sampleStart(300, { ownerId: "eve" }).run, conversationId: id },
          }),
      ])
        await assert.rejects(attempt(), { code: "not-found" });
      assert.deepEqual((await store.conversations("eve", { limit: 10 })).conversations, []);
      assert.equal((await store.conversation("ada", id)).title, conversation.title);
    });

    test("a user's title is never replaced by the program's", async (store) => {
      const { id } = await withSample(store);
      assert.equal((await store.retitle("ada", id, "By code", "code")).title, "By code");
      assert.equal((await store.retitle("ada", id, "Mine", "user")).titledBy, "user");
      const kept = await store.retitle("ada", id, "Better", "code");
      assert.deepEqual([kept.title, kept.titledBy], ["Mine", "user"]);
      await assert.rejects(store.retitle("ada", id, "a\0b", "user"), { code: "bad-input" });
    });

    test("instructions are kept until they are empty again, and change nothing else", async (store, reopen) => {
      const { id } = await withSample(store);
      const before = await store.conversation("ada", id);
      const instructions = "Answer in verse.\nAnd in \u{1f600}.";
      assert.deepEqual(await store.setInstructions("ada", id, instructions), { ...before, instructions });
      const again = await reopen();
      assert.deepEqual((await again.conversations("ada", { limit: 5 })).conversations, [
        { ...before, instructions },
      ]);
      await assert.rejects(again.setInstructions("ada", id, "é".repeat(instructionsBytesMax / 2 + 1)), {
        code: "bad-input",
      });
      await again.setInstructions("ada", id, "é".repeat(instructionsBytesMax / 2));
      assert.deepEqual(await again.setInstructions("ada", id, ""), before);
    });

    test("a conversation that comes with instructions keeps them, and those it has it keeps as well", async (store) => {
      const conversation = { ...sampleConversation(1), instructions: "Be brief." };
      await store.createConversation(conversation);
      await store.createConversation({ ...conversation, instructions: "Be long." });
      assert.equal((await store.conversation("ada", conversation.id)).instructions, "Be brief.");
    });

    test("archiving takes a conversation out of the list and brings it back", async (store) => {
      const { id } = await withSample(store);
      assert.equal((await store.archiveConversation("ada", id, 500)).archivedAtMs, 500);
      assert.deepEqual((await store.conversations("ada", { limit: 10 })).conversations, []);
      const { conversations } = await store.conversations("ada", { limit: 10, archived: true });
      assert.deepEqual(
        conversations.map((each) => each.id),
        [id],
      );
      assert.equal((await store.archiveConversation("ada", id, null)).archivedAtMs, null);
      assert.equal((await store.conversations("ada", { limit: 10 })).conversations.length, 1);
    });

    test("branches counts the visible leaves", async (store) => {
      const { id, nodes } = await withSample(store);
      assert.equal((await store.conversation("ada", id)).branches, 3);
      await store.archiveBranch("ada", id, nodes[1]!.id, 700);
      assert.equal((await store.conversation("ada", id)).branches, 2);
      await store.archiveBranch("ada", id, nodes[0]!.id, 800);
      assert.equal((await store.conversation("ada", id)).branches, 1);
    });
  });

  describe("the list of conversations", () => {
    test("comes newest first, page by page, each once", async (store) => {
      // Four share a date, so that a page may end between equals.
      for (let n = 0; n < 12; n++) {
        const updatedAtMs = 1_000 + (n % 3 === 0 ? 0 : n);
        await store.createConversation({ ...sampleConversation(n * 10), createdAtMs: 5, updatedAtMs });
      }
      await store.createConversation(sampleConversation(500, { ownerId: "eve" }));
      const all = (await store.conversations("ada", { limit: 200 })).conversations;
      assert.equal(all.length, 12);
      for (const [at, each] of all.slice(1).entries()) {
        const before = all[at]!;
        assert.ok(
          before.updatedAtMs > each.updatedAtMs ||
            (before.updatedAtMs === each.updatedAtMs && before.id > each.id),
        );
      }
      const paged: unknown[] = [];
      let token: string | null = null;
      do {
        const page = await store.conversations("ada", {
          limit: 5,
          ...(token !== null && { before: token }),
        });
        paged.push(...page.conversations);
        token = page.pageToken;
      } while (token !== null);
      assert.deepEqual(paged, all);
    });

    test("a full last page has no next one", async (store) => {
      await store.createConversation(sampleConversation(1));
      await store.createConversation(sampleConversation(11));
      assert.equal((await store.conversations("ada", { limit: 2 })).pageToken, null);
      assert.notEqual((await store.conversations("ada", { limit: 1 })).pageToken, null);
    });

    test("limits and tokens that cannot be are bad-input", async (store) => {
      for (const limit of [0, 201, 1.5, Number.NaN])
        await assert.rejects(store.conversations("ada", { limit }), { code: "bad-input" });
      for (const before of ["", "x", "12.abc", `1e9.${sampleId(1)}`])
        await assert.rejects(store.conversations("ada", { limit: 5, before }), { code: "bad-input" });
    });

    test("a new message brings its conversation to the top; title and archiving do not", async (store) => {
      const first = sampleStart(100);
      await store.startRun(first);
      await store.startRun(sampleStart(200));
      await store.retitle("ada", first.conversation.id, "Title", "user");
      const ids = async () =>
        (await store.conversations("ada", { limit: 9 })).conversations.map((each) => each.id);
      assert.deepEqual(await ids(), [sampleId(200), sampleId(100)]);
      await store.addNodes("ada", first.conversation.id, [sampleQuestion(300, first.reply)]);
      assert.deepEqual(await ids(), [sampleId(100), sampleId(200)]);
      assert.equal(
        (await store.conversation("ada", sampleId(100))).updatedAtMs,
        sampleQuestion(300, first.reply).createdAtMs,
      );
    });

    test("an old message, as imports bring them, does not make it older", async (store) => {
      const { id, root } = await withSample(store);
      const before = (await store.conversation("ada", id)).updatedAtMs;
      await store.addNodes("ada", id, [{ ...sampleQuestion(90, root), createdAtMs: 1 }]);
      assert.equal((await store.conversation("ada", id)).updatedAtMs, before);
    });

    test("tells which conversations are being written to", async (store) => {
      await store.startRun(sampleStart(100));
      await answered(store, 200, "done");
      const { conversations } = await store.conversations("ada", { limit: 9 });
      assert.deepEqual(
        conversations.map((each) => [each.id, each.running]),
        [
          [sampleId(200), false],
          [sampleId(100), true],
        ],
      );
    });
  });
}
