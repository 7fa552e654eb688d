// What the workspace needs of a whole tree: instructions, outlines, searches within it, summaries of its branches.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Code } from "@connectrpc/connect";
import {
  ExportFormat,
  Mode,
  NodeStatus,
  Origin,
  outlineFromColumns,
  Role,
  RunKind,
  shapeFromColumns,
} from "@grok/protocol";
import { Tab } from "./tab.ts";
import { ask, ended, newId, TestServer } from "./test-server.ts";

after(() => TestServer.disposeAll());
const server = await TestServer.start();
const clients = server.clients();
const { conversations, runs } = clients;

async function answered(text: string, where: Parameters<typeof ask>[2] = {}) {
  const asked = await ask(clients, text, where);
  await ended(clients, asked.replyId);
  return asked;
}

test("instructions are told to every tab and to the model, from the next question on", async () => {
  const { conversationId, rootId, replyId } = await answered("Why is the sky blue?");
  const tab = new Tab(runs);
  await tab.open();
  const instructions = "Answer as a sailor would.";
  const { conversation } = await conversations.setInstructions({
    conversationId,
    instructions: ` ${instructions}\n`,
  });
  assert.equal(conversation!.instructions, instructions);
  const told = () =>
    tab.heard.flatMap(({ kind }) => (kind.case === "conversation" ? [kind.value.conversation!] : []));
  await tab.until(() => told().at(-1)?.instructions === instructions, "the instructions");
  await tab.close();
  assert.equal(
    (await conversations.openConversation({ conversationId })).conversation!.instructions,
    instructions,
  );
  await answered("And why is the sea?", { conversationId, rootId, parentId: replyId });
  const told2 = JSON.stringify(server.engine.requests.at(-1)!.messages);
  assert.ok(told2.includes(instructions), told2);
  await conversations.setInstructions({ conversationId, instructions: "" });
  await answered("And why is grass green?", { conversationId, rootId, parentId: replyId });
  assert.ok(!JSON.stringify(server.engine.requests.at(-1)!.messages).includes("sailor"));
});

test("instructions over their limit, or of a conversation that is not there, are refused", async () => {
  const { conversationId } = await answered("Why is the sky blue?");
  await assert.rejects(conversations.setInstructions({ conversationId, instructions: "é".repeat(5_000) }), {
    code: Code.InvalidArgument,
    rawMessage: /10000 bytes long, the limit is 8192/,
  });
  await assert.rejects(conversations.setInstructions({ conversationId: newId(), instructions: "x" }), {
    code: Code.NotFound,
  });
});

test("an outline has a row for each row of the tree, in its order", async () => {
  const { conversationId, rootId, replyId, questionId } = await answered("Tell me\n\n**all** about tides.");
  await answered("And now of the moon, with all that is known?", {
    conversationId,
    rootId,
    parentId: replyId,
  });
  await answered("Another beginning altogether, please?", { conversationId, rootId });
  await conversations.annotateNode({ conversationId, nodeId: questionId, name: "Tides", bookmarked: true });
  const { tree } = await conversations.openConversation({ conversationId });
  const outline = outlineFromColumns(await conversations.getOutline({ conversationId }));
  assert.deepEqual(
    outline.map(({ id }) => id),
    shapeFromColumns(tree!).map(({ id }) => id),
  );
  assert.deepEqual(outline[1], {
    id: questionId,
    preview: "Tell me **all** about tides.",
    chars: "Tell me\n\n**all** about tides.".length,
    mode: null,
    modelName: "",
    name: "Tides",
    bookmarked: true,
  });
  const reply = outline.find(({ id }) => id === replyId)!;
  assert.deepEqual([reply.preview, reply.mode], ["The answer is 42.", "regular"]);
  assert.notEqual(reply.modelName, "");
  await assert.rejects(conversations.getOutline({ conversationId: newId() }), { code: Code.NotFound });
});

test("a search in one conversation finds its messages alone, up to 1,000 of them", async () => {
  const { conversationId, questionId } = await answered("Where do narwhals live in winter?");
  await answered("Do narwhals live alone, or in groups?");
  const { hits } = await conversations.search({ query: "narwhals", conversationId, limit: 1_000 });
  assert.deepEqual(
    hits.map(({ nodeId }) => nodeId),
    [questionId],
  );
  assert.ok((await conversations.search({ query: "narwhals" })).hits.length > 1);
  await assert.rejects(conversations.search({ query: "narwhals", limit: 1_000 }), {
    code: Code.InvalidArgument,
  });
  await assert.rejects(conversations.search({ query: "narwhals", conversationId, limit: 1_001 }), {
    code: Code.InvalidArgument,
  });
  await assert.rejects(conversations.search({ query: "narwhals", conversationId: newId() }), {
    code: Code.NotFound,
  });
});

test("a summary of another branch is a reply that names it, in its versions and in an export too", async () => {
  const { conversationId, rootId, replyId } = await answered("Why is the sky blue?");
  server.engine.words = ["Pelicans ", "eat ", "fish."];
  const other = await answered("What do pelicans eat?", { conversationId, rootId, parentId: replyId });
  const here = await answered("And why is the sea?", { conversationId, rootId, parentId: replyId });
  const summary = {
    kind: RunKind.SUMMARISE,
    conversationId,
    rootId,
    replyId: newId(),
    mode: Mode.REGULAR,
    question: { id: newId(), parentId: here.replyId, text: "Sum up the other branch." },
    summariseFrom: other.replyId,
  };
  const { nodes } = await runs.startRun(summary);
  assert.equal(nodes[1]!.sourceId, other.replyId);
  const reply = await ended(clients, summary.replyId);
  assert.equal(reply.sourceId, other.replyId);
  // By code or by the model: either has read the branch.
  const said = reply.parts.map(({ kind }) => kind.value?.text).join("");
  assert.match(said + JSON.stringify(server.engine.requests.at(-1)!.messages), /Pelicans eat fish/);

  const edited = {
    id: newId(),
    conversationId,
    role: Role.ASSISTANT,
    status: NodeStatus.DONE,
    origin: Origin.EDITED,
    editedFrom: summary.replyId,
    parts: [{ kind: { case: "text" as const, value: { text: "Fish." } } }],
  };
  assert.equal((await conversations.addNode({ node: edited })).node!.sourceId, other.replyId);
  const file = conversations.exportConversation({ conversationId, format: ExportFormat.JSONL });
  const pieces = (await Array.fromAsync(file)).map(({ data }) => Buffer.from(data));
  const lines = Buffer.concat(pieces).toString().split("\n");
  assert.equal(lines.filter((line) => line.includes(`"sourceId":"${other.replyId}"`)).length, 2);

  for (const [change, code] of [
    [{ summariseFrom: newId() }, Code.NotFound],
    [{ summariseFrom: "" }, Code.NotFound],
    [{ summariseFrom: rootId }, Code.InvalidArgument],
    [{ question: { ...summary.question, id: newId(), parentId: rootId } }, Code.InvalidArgument],
    [{ question: undefined }, Code.InvalidArgument],
  ] as const)
    await assert.rejects(runs.startRun({ ...summary, replyId: newId(), ...change } as typeof summary), {
      code,
    });
});

test("suggested questions are at most three, say who made them, and are stored nowhere", async () => {
  const { conversationId, replyId, questionId } = await answered("How do lighthouses make their light?");
  const before = await conversations.getOutline({ conversationId });
  const suggested = await runs.suggestQuestions({ conversationId, leafId: replyId, mode: Mode.FUN });
  assert.equal(suggested.madeBy, "code");
  assert.ok(suggested.questions.length <= 3 && suggested.questions.every((each) => each.trim() !== ""));
  assert.deepEqual(await conversations.getOutline({ conversationId }), before);
  assert.deepEqual((await runs.suggestQuestions({ conversationId, leafId: questionId })).questions, []);
  await assert.rejects(runs.suggestQuestions({ conversationId, leafId: newId() }), { code: Code.NotFound });

  server.engine.holdBack();
  const running = await ask(clients, "And who keeps them now?", {
    conversationId,
    rootId: "",
    parentId: replyId,
  });
  await assert.rejects(runs.suggestQuestions({ conversationId, leafId: running.replyId }), {
    code: Code.FailedPrecondition,
  });
  server.engine.letGo();
  await ended(clients, running.replyId);
});
