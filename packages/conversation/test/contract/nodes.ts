import assert from "node:assert/strict";
import { describe } from "node:test";
import type { ConversationNode } from "@grok/conversation";
import { messageBytesMax, outlineOf } from "@grok/conversation";
import {
  sampleAnswer,
  sampleConversation,
  sampleId,
  sampleProvenance,
  sampleQuestion,
  sampleReply,
  sampleTree,
} from "../sample-tree.ts";
import { answered, type ContractSubject, sampleRun, sampleStart, storeTests, withSample } from "./subject.ts";

export function nodeContract(open: () => Promise<ContractSubject>): void {
  const test = storeTests(open);

  describe("nodes", () => {
    test("come back as they were stored, in the order asked for, after a restart too", async (store, reopen) => {
      const { conversation, root } = sampleTree();
      await store.createConversation(conversation);
      const question: ConversationNode = {
        ...sampleQuestion(3, root, "“Bytes” stay:\r\n\t```\n\\( x < y \\) <name> {} 😀 é e\u0301 \u2028 字"),
        name: "Tagged",
        bookmarked: true,
        archivedAtMs: 77,
      };
      const answer: ConversationNode = {
        ...sampleAnswer(4, question),
        status: "failed",
        parts: [
          { type: "reasoning", text: "hm", durationMs: 12 },
          { type: "text", text: "" },
        ],
        failure: { code: "engine-lost", message: "the engine went away" },
        archivedAtMs: 77,
      };
      const again: ConversationNode = {
        ...answer,
        id: sampleId(5),
        origin: "continued",
        editedFrom: answer.id,
      };
      await store.addNodes("ada", conversation.id, [question, answer, again]);
      const ids = [again.id, question.id, answer.id];
      const expected = [again, question, answer];
      assert.deepEqual(await store.nodes("ada", conversation.id, ids), expected);
      assert.deepEqual(await (await reopen()).nodes("ada", conversation.id, ids), expected);
    });

    test("may arrive in any order, parents and sources with them", async (store) => {
      const { conversation, nodes } = sampleTree();
      await store.createConversation(conversation);
      await store.addNodes("ada", conversation.id, nodes.toReversed());
      const shape = await store.shape("ada", conversation.id);
      assert.equal(shape.length, 8);
    });

    test("stored again change nothing, also after they were marked and archived", async (store) => {
      const { id, nodes } = await withSample(store);
      await store.annotate("ada", id, nodes[0]!.id, { name: "Named", bookmarked: true });
      await store.archiveBranch("ada", id, nodes[4]!.id, 900);
      const before = await store.shape("ada", id);
      await store.addNodes("ada", id, nodes);
      assert.deepEqual(await store.shape("ada", id), before);
      const [first] = await store.nodes("ada", id, [nodes[0]!.id]);
      assert.deepEqual([first?.name, first?.bookmarked], ["Named", true]);
    });

    test("with another content under a known id are a conflict, and nothing of the write is stored", async (store) => {
      const { id, nodes, root } = await withSample(store);
      const fresh = sampleQuestion(90, root);
      const changed: ConversationNode = { ...nodes[1]!, parts: [{ type: "text", text: "other" }] };
      await assert.rejects(store.addNodes("ada", id, [fresh, changed]), { code: "conflict" });
      await assert.rejects(store.nodes("ada", id, [fresh.id]), { code: "not-found" });
      await assert.rejects(store.addNodes("ada", id, [fresh, { ...fresh, createdAtMs: 1 }]), {
        code: "conflict",
      });
    });

    test("are refused all together when one has no place", async (store) => {
      const { id, nodes, root } = await withSample(store);
      const fresh = sampleQuestion(90, root);
      const orphan = sampleQuestion(92, { id: sampleId(91), conversationId: id });
      const cases: [ConversationNode, string][] = [
        [orphan, "parent-missing"],
        [sampleAnswer(92, root), "bad-input"],
        [sampleQuestion(92, nodes[0]!), "bad-input"],
        [{ ...fresh, id: sampleId(92), parentId: null }, "bad-input"],
        [{ ...root, id: sampleId(92) }, "bad-input"],
        [sampleReply(92, nodes[0]!), "bad-input"],
        [{ ...fresh, id: "m1" }, "bad-input"],
        [sampleQuestion(92, root, "\udc00"), "bad-input"],
        [sampleQuestion(92, root, "x".repeat(messageBytesMax + 1)), "bad-input"],
        [{ ...fresh, id: sampleId(92), editedFrom: nodes[1]!.id }, "wrong-place"],
        [{ ...fresh, id: sampleId(92), conversationId: sampleId(400) }, "wrong-place"],
      ];
      for (const [wrong, code] of cases) {
        await assert.rejects(store.addNodes("ada", id, [fresh, wrong]), { code });
        assert.equal((await store.shape("ada", id)).length, 8, code);
      }
    });

    test("that sum up a branch name its end, which may come with them in any order", async (store, reopen) => {
      const { id, nodes } = await withSample(store);
      const question = sampleQuestion(90, nodes[1]!, "Sum up the other branch");
      const later = sampleQuestion(95, nodes[4]!);
      const summary = { ...sampleAnswer(91, question), sourceId: later.id };
      await store.addNodes("ada", id, [summary, question, later]);
      const again = await reopen();
      assert.deepEqual(await again.nodes("ada", id, [summary.id]), [summary]);
      await assert.rejects(again.addNodes("ada", id, [{ ...summary, sourceId: null }]), { code: "conflict" });
    });

    test("that sum up no other message of their conversation are refused", async (store) => {
      const { id, nodes, root } = await withSample(store);
      const other = await answered(store, 200, "elsewhere");
      const question = sampleQuestion(90, nodes[1]!);
      const summary = sampleAnswer(91, question);
      for (const sourceId of [root.id, summary.id, sampleId(999), other.node.id])
        await assert.rejects(store.addNodes("ada", id, [question, { ...summary, sourceId }]), {
          code: "wrong-place",
        });
      await assert.rejects(store.addNodes("ada", id, [{ ...question, sourceId: nodes[4]!.id }]), {
        code: "bad-input",
      });
      assert.equal((await store.shape("ada", id)).length, 8);
    });

    test("that lead in a circle are refused", async (store) => {
      const { id } = await withSample(store);
      const question = sampleQuestion(90, { id: sampleId(91), conversationId: id });
      const answer = sampleAnswer(91, question);
      await assert.rejects(store.addNodes("ada", id, [question, answer]));
      assert.equal((await store.shape("ada", id)).length, 8);
    });

    test("cannot hang from a node of another conversation, nor take its id", async (store) => {
      const { nodes } = await withSample(store);
      const other = sampleConversation(200);
      await store.createConversation(other);
      const stray = sampleQuestion(210, { id: nodes[1]!.id, conversationId: other.id });
      await assert.rejects(store.addNodes("ada", other.id, [stray]), { code: "wrong-place" });
      const taken = {
        ...sampleQuestion(210, { id: other.rootId, conversationId: other.id }),
        id: nodes[0]!.id,
      };
      await assert.rejects(store.addNodes("ada", other.id, [taken]), { code: "conflict" });
      await assert.rejects(store.nodes("ada", other.id, [nodes[0]!.id]), { code: "not-found" });
      await assert.rejects(store.path("ada", other.id, nodes[0]!.id), { code: "not-found" });
    });

    test("are asked for by at most 1,000 ids; one that is missing is not-found", async (store) => {
      const { id, root } = await withSample(store);
      assert.equal((await store.nodes("ada", id, new Array(1_000).fill(root.id))).length, 1_000);
      await assert.rejects(store.nodes("ada", id, new Array(1_001).fill(root.id)), { code: "bad-input" });
      await assert.rejects(store.nodes("ada", id, [root.id, sampleId(999)]), { code: "not-found" });
    });

    test("take a name and a bookmark, one without the other", async (store) => {
      const { id, nodes, root } = await withSample(store);
      const at = nodes[0]!.id;
      assert.deepEqual(await store.annotate("ada", id, at, { name: "Start" }), {
        ...nodes[0],
        name: "Start",
      });
      assert.deepEqual(await store.annotate("ada", id, at, { bookmarked: true }), {
        ...nodes[0],
        name: "Start",
        bookmarked: true,
      });
      assert.equal((await store.annotate("ada", id, at, { name: "" })).name, "");
      await assert.rejects(store.annotate("ada", id, at, { name: "n".repeat(2_000) }), { code: "bad-input" });
      await assert.rejects(store.annotate("ada", id, root.id, { bookmarked: true }), { code: "bad-input" });
      await assert.rejects(store.annotate("ada", id, sampleId(999), { name: "x" }), { code: "not-found" });
    });
  });

  describe("paths and shapes", () => {
    test("a path runs from the root to the node", async (store) => {
      const { id, root, nodes } = await withSample(store);
      const path = await store.path("ada", id, nodes[4]!.id);
      assert.deepEqual(path, [root, nodes[0], nodes[2], nodes[3], nodes[4]]);
      await assert.rejects(store.path("ada", id, sampleId(999)), { code: "not-found" });
    });

    test("an outline has every node as it is, in the order of the shape", async (store) => {
      const { id, nodes } = await withSample(store);
      const long = `${"word \n\t ".repeat(100)}\u{1f600}`;
      const start = sampleStart(100);
      const reply = { ...start.reply, conversationId: id, parentId: sampleId(90) };
      const late: ConversationNode = {
        ...sampleAnswer(80, nodes[3]!),
        id: sampleId(0),
        parts: [
          { type: "reasoning", text: "not counted", durationMs: 1 },
          { type: "text", text: long },
        ],
        provenance: { ...sampleProvenance, answeredBy: "code" },
        name: "Late",
        bookmarked: true,
      };
      await store.addNodes("ada", id, [late, sampleQuestion(90, nodes[4]!)]);
      await store.startRun({
        conversation: sampleTree().conversation,
        nodes: [reply],
        run: sampleRun(sampleTree().conversation, reply),
        viewId: null,
      });
      await store.foldRun(reply.id, [{ type: "text", text: "so far" }], 0);
      await store.archiveBranch("ada", id, nodes[0]!.id, 900);
      const outline = await store.outline("ada", id);
      const shape = await store.shape("ada", id);
      const ids = shape.map((node) => node.id);
      assert.deepEqual(
        outline.map((node) => node.id),
        ids,
      );
      assert.deepEqual(outline, (await store.nodes("ada", id, ids)).map(outlineOf));
      const { preview, chars, ...told } = outline.find((node) => node.id === late.id)!;
      assert.equal(preview, `${"word ".repeat(16)}`.trimEnd());
      assert.equal(chars, long.length);
      assert.deepEqual(told, { id: late.id, mode: "fun", modelName: "", name: "Late", bookmarked: true });
      const running = outline.find((node) => node.id === reply.id)!;
      assert.deepEqual([running.preview, running.modelName], ["so far", "Tiny 1"]);
      assert.deepEqual([outline[0]?.preview, outline[0]?.chars, outline[0]?.mode], ["", 0, null]);
    });

    test("a path of 5,000 messages comes whole", async (store) => {
      const { conversation, root } = sampleTree();
      const chain: ConversationNode[] = [];
      let last: ConversationNode = root;
      for (let n = 3; n < 5_003; n++) {
        last = last.role === "user" ? sampleAnswer(n, last) : sampleQuestion(n, last);
        chain.push(last);
      }
      await store.createConversation(conversation, chain);
      const path = await store.path("ada", conversation.id, last.id);
      assert.deepEqual(path, [root, ...chain]);
    });

    test("the shape has every node, archived ones too, parents first and siblings in id order", async (store) => {
      const { id, nodes, root } = await withSample(store);
      await store.archiveBranch("ada", id, nodes[0]!.id, 900);
      // A node whose id is older than its parent's, as imports may bring them.
      const late = { ...sampleAnswer(1, nodes[3]!), createdAtMs: 1, archivedAtMs: 900, id: sampleId(0) };
      await store.addNodes("ada", id, [late]);
      const shape = await store.shape("ada", id);
      assert.equal(shape.length, 9);
      const seen = new Set<string>();
      const lastOf = new Map<string | null, string>();
      for (const { id: nodeId, parentId } of shape) {
        assert.ok(parentId === null || seen.has(parentId));
        assert.ok((lastOf.get(parentId) ?? "") < nodeId);
        lastOf.set(parentId, nodeId);
        seen.add(nodeId);
      }
      assert.deepEqual(
        shape.find((each) => each.id === nodes[1]!.id),
        {
          id: nodes[1]!.id,
          parentId: nodes[0]!.id,
          role: "assistant",
          status: "done",
          origin: "generated",
          archivedAtMs: 900,
          lastChildId: null,
        },
      );
      assert.equal(shape[0]?.id, root.id);
    });
  });
}
