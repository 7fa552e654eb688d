import assert from "node:assert/strict";
import { describe } from "node:test";
import type { ConversationStore, SearchHit } from "@grok/conversation";
import { excerptLengthMax } from "@grok/conversation";
import { sampleAnswer, sampleConversation, sampleId, sampleQuestion } from "../sample-tree.ts";
import { answered, type ContractSubject, finished, sampleStart, storeTests } from "./subject.ts";

export function searchContract(open: () => Promise<ContractSubject>): void {
  const test = storeTests(open);
  const found = async (store: ConversationStore, query: string, ownerId = "ada") =>
    (await store.search(ownerId, query, 50)).map((hit) => hit.nodeId ?? hit.conversationId).sort();
  const marked = ({ excerpt, matches }: SearchHit) => {
    const words: string[] = [];
    for (let at = 0; at < matches.length; at += 2) words.push(excerpt.slice(matches[at], matches[at + 1]));
    return words;
  };

  /** Questions 2, 4, 6 ... below the root, saying `texts`. */
  const withTexts = async (store: ConversationStore, ...texts: string[]) => {
    const conversation = sampleConversation(0, { title: "Notes on gulls" });
    const root = { id: conversation.rootId, conversationId: conversation.id };
    const nodes = texts.map((text, at) => sampleQuestion(2 + 2 * at, root, text));
    await store.createConversation(conversation, nodes);
    return { conversation, nodes };
  };

  describe("search", () => {
    test("finds messages that hold all words, whatever their case, order and diacritics", async (store, reopen) => {
      await withTexts(store, "The Café is blue", "a blue whale", "STRASSE nach İzmir");
      assert.deepEqual(await found(store, "blue cafe"), [sampleId(2)]);
      assert.deepEqual(await found(store, "blue"), [sampleId(2), sampleId(4)]);
      assert.deepEqual(await found(await reopen(), "straße izmir"), [sampleId(6)]);
      assert.deepEqual(await found(store, "blue elephant").catch(() => []), []);
    });

    test("takes the last word as half typed, the others as whole", async (store) => {
      await withTexts(store, "a lighthouse keeper");
      assert.deepEqual(await found(store, "lighth"), [sampleId(2)]);
      assert.deepEqual(await found(store, "keeper l"), [sampleId(2)]);
      assert.deepEqual(await found(store, "lighth keeper"), []);
    });

    test("finds Chinese, Japanese, Korean and Thai anywhere in a sentence", async (store) => {
      await withTexts(
        store,
        "你好世界和平",
        "ガラスのコーヒー",
        "한국어를 배운다",
        "ภาษาไทยสนุก",
        "用GPT写诗",
      );
      for (const [query, number] of [
        ["世界", 2],
        ["平", 2],
        ["コーヒー", 4],
        ["국어", 6],
        ["ไทย", 8],
        ["gpt 诗", 10],
        ["写", 10],
      ] as const)
        assert.deepEqual(await found(store, query), [sampleId(number)], query);
      assert.deepEqual(await found(store, "好界"), []);
    });

    test("gives a plain excerpt with its matches in place", async (store) => {
      const long = `${"lorem ipsum ".repeat(500)}the needle\nlies here${" dolor".repeat(500)}`;
      const { conversation } = await withTexts(store, long);
      const [hit] = await store.search("ada", "needle", 5);
      assert.ok(hit !== undefined && hit.excerpt.length <= excerptLengthMax);
      assert.match(hit.excerpt, /the needle lies here/);
      assert.deepEqual(marked(hit), ["needle"]);
      assert.deepEqual(
        [hit.conversationId, hit.conversationTitle, hit.nodeId, hit.role],
        [conversation.id, "Notes on gulls", sampleId(2), "user"],
      );
    });

    test("finds titles first, also new ones and those that a run brings", async (store) => {
      const { conversation } = await withTexts(store, "gulls and terns");
      const hits = await store.search("ada", "gull", 5);
      assert.deepEqual(
        hits.map((hit) => [hit.nodeId, hit.conversationId]),
        [
          [null, conversation.id],
          [sampleId(2), conversation.id],
        ],
      );
      assert.deepEqual(marked(hits[0]!), ["gulls"]);
      await store.retitle("ada", conversation.id, "On terns", "user");
      assert.deepEqual(await found(store, "gull"), [sampleId(2)]);
      assert.deepEqual(await found(store, "on terns"), [conversation.id]);
      const start = sampleStart(100);
      await store.startRun({ ...start, conversation: { ...start.conversation, title: "Albatross" } });
      assert.deepEqual(await found(store, "albatross"), [start.conversation.id]);
    });

    test("finds a question at once and a reply when it is whole", async (store) => {
      const start = sampleStart(100, { text: "where do puffins live" });
      await store.startRun(start);
      assert.deepEqual(await found(store, "puffins"), [start.question.id]);
      await store.appendRunEvents(start.run.id, [{ seq: 1, type: "text", text: "puffins nest" }], 1);
      await store.foldRun(start.run.id, [{ type: "text", text: "puffins nest" }], 1);
      assert.deepEqual(await found(store, "nest"), []);
      const node = finished(start.reply, "puffins nest on cliffs");
      await store.endRun({
        runId: node.id,
        node,
        events: [{ seq: 2, type: "ended", node }],
        generated: null,
      });
      assert.deepEqual(await found(store, "nest cliffs"), [node.id]);
    });

    test("in one conversation finds its messages alone, also up to 1,000 and while it is archived", async (store) => {
      const { conversation } = await withTexts(
        store,
        ...Array.from({ length: 150 }, (_, at) => `gull ${at}`),
      );
      const other = await answered(store, 1_000, "a gull elsewhere");
      const inside = async (limit = 1_000) =>
        (await store.search("ada", "gull", limit, conversation.id)).map((hit) => hit.nodeId);
      assert.equal((await inside()).length, 150);
      assert.equal((await inside(20)).length, 20);
      assert.ok(!(await inside()).includes(null), "the title is no message");
      const elsewhere = await store.search("ada", "gull", 1_000, other.conversation.id);
      assert.deepEqual(
        elsewhere.map((hit) => [hit.nodeId, marked(hit)]),
        [[other.node.id, ["gull"]]],
      );
      await store.archiveBranch("ada", conversation.id, sampleId(2), 900);
      await store.archiveConversation("ada", conversation.id, 900);
      assert.equal((await inside()).length, 149);
      assert.deepEqual(await store.search("ada", "", 5, conversation.id), []);
      await assert.rejects(inside(1_001), { code: "bad-input" });
      await assert.rejects(store.search("ada", "gull", 5, sampleId(9_999)), { code: "not-found" });
    });

    test("leaves out what is archived until it is back", async (store) => {
      const { conversation, nodes } = await withTexts(store, "one gannet", "two gannets");
      await store.addNodes("ada", conversation.id, [sampleAnswer(90, nodes[0]!, "gannet answer")]);
      await store.archiveBranch("ada", conversation.id, nodes[0]!.id, 900);
      assert.deepEqual(await found(store, "gannet"), [sampleId(4)]);
      await store.restoreBranch("ada", conversation.id, nodes[0]!.id);
      assert.deepEqual(await found(store, "gannet"), [sampleId(2), sampleId(4), sampleId(90)]);
      await store.archiveConversation("ada", conversation.id, 950);
      assert.deepEqual(await found(store, "gannet"), []);
      assert.deepEqual(await found(store, "notes"), []);
      await store.archiveConversation("ada", conversation.id, null);
      assert.equal((await found(store, "gannet")).length, 3);
    });

    test("shows nobody what belongs to another owner", async (store) => {
      await answered(store, 100, "secret heron");
      await answered(store, 200, "secret egret", { ownerId: "eve" });
      assert.deepEqual(await found(store, "secret"), [sampleId(103)]);
      assert.deepEqual(await found(store, "secret", "eve"), [sampleId(203)]);
      assert.deepEqual(await found(store, "secret", "zoe"), []);
    });

    test("takes no query for an instruction, and finds nothing for a wordless one", async (store) => {
      await withTexts(store, 'say "OR" NOT NEAR(a b) words:x*');
      assert.deepEqual(await found(store, 'OR" NOT'), [sampleId(2)]);
      assert.deepEqual(await found(store, "near(a b)"), [sampleId(2)]);
      for (const query of ["", "  ", "!?*\"'()", "😀"]) assert.deepEqual(await found(store, query), []);
      for (const query of ['"', "a OR", "words:", "-x", "^a", "{a}", "a*b*", "'; DROP TABLE node"])
        assert.ok(Array.isArray(await store.search("ada", query, 5)), query);
    });

    test("gives no more than asked for; limits and queries that cannot be are bad-input", async (store) => {
      await withTexts(store, ...new Array(8).fill("many kittiwakes"));
      assert.equal((await store.search("ada", "kittiwakes", 3)).length, 3);
      for (const limit of [0, 101, 2.5])
        await assert.rejects(store.search("ada", "x", limit), { code: "bad-input" });
      await assert.rejects(store.search("ada", "x".repeat(2_000), 5), { code: "bad-input" });
    });

    test("does not search reasoning", async (store) => {
      const start = sampleStart(100);
      await store.startRun(start);
      const node = {
        ...start.reply,
        status: "done" as const,
        parts: [
          { type: "reasoning" as const, text: "cormorant", durationMs: 1 },
          { type: "text" as const, text: "a bird" },
        ],
      };
      await store.endRun({
        runId: node.id,
        node,
        events: [{ seq: 1, type: "ended", node }],
        generated: null,
      });
      assert.deepEqual(await found(store, "cormorant"), []);
      assert.deepEqual(await found(store, "bird"), [node.id]);
    });
  });
}
