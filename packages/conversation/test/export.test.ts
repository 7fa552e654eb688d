import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import {
  branchMarkdown,
  type ConversationNode,
  type ConversationStore,
  conversationLine,
  exportLines,
  importExport,
  nodeLine,
  questionNode,
  readExport,
  storedConversations,
  treeHash,
} from "@grok/conversation";
import { answered, withSample } from "./contract/subject.ts";
import { countsOf } from "./import-counts.ts";
import { MemoryStore } from "./memory-store.ts";
import { sampleAnswer, sampleConversation, sampleId, sampleQuestion, sampleTree } from "./sample-tree.ts";

const digest = (text: string) => createHash("sha256").update(text).digest("hex");
const header = '{"type":"grok-export","version":1,"exportedAtMs":5}';
const { conversation, root, nodes } = sampleTree();
const file = (...lines: string[]) => [`${[header, ...lines].join("\n")}\n`];
const whole = [conversationLine(conversation), ...nodes.map(nodeLine)];

async function importLines(store: ConversationStore, ...lines: string[]) {
  return importExport(store, "ada", file(...lines));
}

describe("an export", () => {
  test("of a store brings everything into another one, archived things too, under another owner", async () => {
    const store = new MemoryStore();
    const { id } = await withSample(store);
    await store.archiveBranch("ada", id, sampleId(5), 900);
    await store.annotate("ada", id, sampleId(4), { name: "Best", bookmarked: true });
    await store.retitle("ada", id, "Mine", "user");
    await store.setInstructions("ada", id, "Be brief.");
    await answered(store, 100, "hello");
    await store.archiveConversation("ada", sampleId(100), 950);

    const lines = await Array.fromAsync(exportLines(storedConversations(store, "ada"), 5));
    const other = new MemoryStore();
    const report = await importExport(other, "eve", [lines.join("\n")]);
    assert.deepEqual(countsOf(report), [2, 9, 0, []]);
    for (const each of [id, sampleId(100)]) {
      const hash = async (from: ConversationStore, ownerId: string) => {
        const shape = await from.shape(ownerId, each);
        const all = await from.nodes(
          ownerId,
          each,
          shape.map((node) => node.id),
        );
        return treeHash(await from.conversation(ownerId, each), all, digest);
      };
      assert.equal(await hash(other, "eve"), await hash(store, "ada"));
    }
  });

  test("of chosen conversations has only these", async () => {
    const store = new MemoryStore();
    await withSample(store);
    await answered(store, 100, "hello");
    const lines = await Array.fromAsync(exportLines(storedConversations(store, "ada", [sampleId(100)]), 5));
    assert.equal(lines.length, 4);
    await assert.rejects(Array.fromAsync(storedConversations(store, "eve", [sampleId(100)])), {
      code: "not-found",
    });
  });

  test("writes a running reply as interrupted, and leaves defaults out", () => {
    const question = questionNode({ id: sampleId(50), createdAtMs: 7 }, root, "hi");
    assert.equal(
      nodeLine(question),
      `{"type":"node","id":"${sampleId(50)}","conversationId":"${conversation.id}","parentId":"${root.id}","role":"user","status":"done","origin":"typed","createdAtMs":7,"parts":[{"type":"text","text":"hi"}]}`,
    );
    assert.match(nodeLine({ ...nodes[1]!, status: "running" }), /"status":"interrupted"/);
  });

  test("has a hash that does not depend on the order of nodes, but on everything else", () => {
    const hash = treeHash(conversation, [root, ...nodes], digest);
    assert.equal(treeHash({ ...conversation, ownerId: "eve" }, nodes.toReversed(), digest), hash);
    assert.notEqual(treeHash({ ...conversation, title: "x" }, nodes, digest), hash);
    assert.notEqual(treeHash(conversation, nodes.slice(1), digest), hash);
    const marked = nodes.map(
      (node, at): ConversationNode => (at === 2 ? { ...node, bookmarked: true } : node),
    );
    assert.notEqual(treeHash(conversation, marked, digest), hash);
  });
});

describe("an import", () => {
  test("of the same file again brings nothing", async () => {
    const store = new MemoryStore();
    assert.deepEqual(countsOf(await importLines(store, ...whole)), [1, 7, 0, []]);
    assert.deepEqual(countsOf(await importLines(store, ...whole)), [0, 0, 8, []]);
  });

  test("adds what a conversation has got since, and leaves marks and archiving alone", async () => {
    const store = new MemoryStore();
    await importLines(store, ...whole.slice(0, 5));
    await store.archiveBranch("ada", conversation.id, sampleId(4), 900);
    await store.retitle("ada", conversation.id, "Mine", "user");
    const report = await importLines(store, ...whole);
    assert.deepEqual(countsOf(report), [0, 3, 5, []]);
    assert.equal((await store.conversation("ada", conversation.id)).title, "Mine");
  });

  test("brings summaries of branches that come much later in the file", async () => {
    const question = sampleQuestion(10, nodes[1]!, "Sum up the other branch");
    const branch: ConversationNode[] = [nodes[4]!];
    for (let n = 20; n < 1_400; n++) {
      const last = branch.at(-1)!;
      branch.push(last.role === "user" ? sampleAnswer(n, last) : sampleQuestion(n, last));
    }
    const summary = { ...sampleAnswer(11, question), sourceId: branch.at(-1)!.id };
    const lines = [...nodes, question, summary, ...branch.slice(1)].map(nodeLine);
    const store = new MemoryStore();
    const report = await importLines(store, conversationLine(conversation), ...lines);
    assert.deepEqual(report.problems, []);
    assert.deepEqual(await store.nodes("ada", conversation.id, [summary.id]), [summary]);
  });

  test("keeps a summary whose branch was left out, as an ordinary reply", async () => {
    const orphan = sampleQuestion(50, { id: sampleId(49), conversationId: conversation.id });
    const question = sampleQuestion(10, nodes[1]!);
    const summary = { ...sampleAnswer(11, question), sourceId: orphan.id };
    const store = new MemoryStore();
    const report = await importLines(store, ...whole, ...[question, summary, orphan].map(nodeLine));
    assert.equal(report.problems.length, 2);
    assert.equal((await store.nodes("ada", conversation.id, [summary.id]))[0]?.sourceId, null);
  });

  test("reads nodes in any order", async () => {
    const store = new MemoryStore();
    const [first = "", ...others] = whole;
    assert.equal((await importLines(store, first, ...others.toReversed())).nodes, 7);
  });

  test("leaves out what has no place with everything below it, and says why", async () => {
    const store = new MemoryStore();
    const orphan = sampleQuestion(50, { id: sampleId(49), conversationId: conversation.id });
    const below = sampleAnswer(51, orphan);
    const wrongRole = sampleAnswer(52, root);
    const report = await importLines(store, ...whole, ...[orphan, below, wrongRole].map(nodeLine));
    assert.equal(report.nodes, 7);
    assert.equal(report.problems.length, 3);
    for (const [at, id] of [sampleId(50), sampleId(51), sampleId(52)].entries())
      assert.ok(
        report.problems.some((problem) => problem.includes(id)),
        `problem ${at} names ${id}`,
      );
  });

  test("keeps a node whose source was left out, without the source", async () => {
    const store = new MemoryStore();
    const lost: ConversationNode = { ...nodes[0]!, id: sampleId(60), parts: [{ type: "text", text: "a\0" }] };
    const made: ConversationNode = { ...nodes[0]!, id: sampleId(61), origin: "edited", editedFrom: lost.id };
    const report = await importLines(store, ...whole, nodeLine(lost), nodeLine(made));
    assert.equal(report.nodes, 8);
    assert.equal(report.problems.length, 2);
    assert.equal((await store.nodes("ada", conversation.id, [made.id]))[0]?.editedFrom, null);
  });

  test("keeps a node that was made from one with a greater id, as of a clock that was behind", async () => {
    const store = new MemoryStore();
    const early: ConversationNode = {
      ...nodes[0]!,
      id: sampleId(0),
      origin: "edited",
      editedFrom: nodes[0]!.id,
    };
    assert.deepEqual((await importLines(store, ...whole, nodeLine(early))).problems, []);
    assert.equal((await store.nodes("ada", conversation.id, [early.id]))[0]?.editedFrom, nodes[0]!.id);
  });

  test("reads on after lines that are wrong, and tells their numbers", async () => {
    const store = new MemoryStore();
    const report = await importLines(
      store,
      "{not json",
      ...whole,
      "",
      nodeLine(nodes[0]!),
      '{"type":"node","id":"x"}',
      '{"type":"song"}',
      nodeLine({ ...nodes[0]!, id: sampleId(70), conversationId: sampleId(71) }),
    );
    assert.equal(report.nodes, 7);
    assert.deepEqual(
      report.problems.map((problem) => /^line (\d+):/.exec(problem)?.[1]),
      ["2", "12", "13", "14", "15"],
    );
  });

  test("tells a hundred problems at most, and how many more there are", async () => {
    const store = new MemoryStore();
    const { problems } = await importLines(store, ...new Array(250).fill("x"));
    assert.equal(problems.length, 100);
    assert.equal(problems.at(-1), "and 151 more");
  });

  test("refuses what is no export, and one of a newer version", async () => {
    const store = new MemoryStore();
    for (const text of ["[]", "hello\nworld", whole[0]!, '{"type":"grok-export","version":2}', ""]) {
      const report = await importExport(store, "ada", [text]);
      assert.deepEqual([report.conversations, report.nodes], [0, 0]);
      assert.equal(report.problems.length, text === "" ? 0 : 1, text);
    }
    const [problem] = (await importExport(store, "ada", ['{"type":"grok-export","version":2}'])).problems;
    assert.match(problem ?? "", /version 2, this program knows 1/);
  });

  test("takes other line ends and a byte order mark", async () => {
    const store = new MemoryStore();
    const text = `\ufeff${[header, ...whole].join("\r\n")}`;
    assert.equal((await importExport(store, "ada", [text])).nodes, 7);
  });

  test("leaves out a conversation whose id or node is another's, and takes the others", async () => {
    const store = new MemoryStore();
    await store.createConversation({ ...conversation, ownerId: "eve" });
    const mine = sampleConversation(300);
    const report = await importLines(store, ...whole, conversationLine(mine));
    assert.equal(report.conversations, 1);
    assert.match(report.problems[0] ?? "", new RegExp(`${conversation.id} with 7 nodes was left out`));
    assert.equal((await store.shape("eve", conversation.id)).length, 1);
  });

  test("does not change what is there under a known id", async () => {
    const store = new MemoryStore();
    await importLines(store, ...whole);
    const changed: ConversationNode = { ...nodes[1]!, parts: [{ type: "text", text: "forged" }] };
    const report = await importLines(store, whole[0]!, nodeLine(changed));
    assert.match(report.problems[0] ?? "", /already with another content/);
    assert.deepEqual((await store.nodes("ada", conversation.id, [changed.id]))[0], nodes[1]);
  });

  test("brings a tree of several thousand nodes, families together", async () => {
    const store = new MemoryStore();
    const large: ConversationNode[] = [];
    for (let n = 10; n < 2_400; n++) {
      const parent = large[Math.floor((n - 10) / 3)] ?? root;
      large.push(parent.role === "user" ? sampleAnswer(n, parent) : sampleQuestion(n, parent));
    }
    const report = await importLines(
      store,
      conversationLine(conversation),
      ...large.toReversed().map(nodeLine),
    );
    assert.deepEqual(countsOf(report), [1, large.length, 0, []]);
  });
});

test("readExport gives an entry for every line, with its number", async () => {
  const entries = await Array.fromAsync(readExport(file(...whole.slice(0, 2), "?")));
  assert.deepEqual(
    entries.map(({ line, type }) => `${line} ${type}`),
    ["1 header", "2 conversation", "3 node", "4 problem"],
  );
});

describe("a branch as Markdown", () => {
  test("has front matter that survives any title, and the texts as they are", () => {
    const titled = { ...conversation, title: 'On "sea": # and\n---' };
    const code = "```js\nf(`x`)\n```\n\\( a_b \\) <name> {}\n- [ ] task[^1]";
    const answer = {
      ...nodes[1]!,
      parts: [
        { type: "reasoning" as const, text: "secret", durationMs: 1 },
        { type: "text" as const, text: code },
      ],
    };
    const text = branchMarkdown(titled, [root, nodes[0]!, answer]);
    const [, matter = ""] = text.split("---\n");
    assert.match(matter, /^title: "On \\"sea\\": # and\\n---"$/m);
    assert.match(matter, new RegExp(`^branch: ${answer.id}$`, "m"));
    assert.match(matter, /^models: \["Tiny 1"\]$/m);
    assert.ok(text.includes(`## You\n\nquestion 3\n`));
    assert.ok(text.endsWith(`## Grok\n\n${code}\n`));
    assert.ok(!text.includes("secret"));
  });

  test("says what a reader of the text alone would take for something else", () => {
    const marked = (change: Partial<ConversationNode>) =>
      /^## (.*)$/m.exec(branchMarkdown(conversation, [root, { ...nodes[1]!, ...change }]))?.[1];
    assert.equal(marked({ origin: "edited" }), "Grok (edited by the user)");
    assert.equal(marked({ status: "interrupted", parts: [] }), "Grok (interrupted)");
    assert.equal(marked({}), "Grok");
  });

  test("of an empty conversation is its front matter", () => {
    assert.match(branchMarkdown(conversation, [root]), /messages: 0/);
  });
});
