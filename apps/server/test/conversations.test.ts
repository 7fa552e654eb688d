// Every method of ConversationService, through the wire, over the real store.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Code, type ConnectError } from "@connectrpc/connect";
import { ExportFormat, NodeStatus, Origin, Role, shapeFromColumns } from "@grok/protocol";
import { ask, ended, newId, TestServer } from "./test-server.ts";

const server = await TestServer.start();
const clients = server.clients();
const { conversations } = clients;
after(() => TestServer.disposeAll());

const textOf = (node: { parts: { kind: { value?: { text: string } | undefined } }[] }) =>
  node.parts.map((part) => part.kind.value?.text ?? "").join("");

/** A conversation with `count` questions, each under the reply before. */
async function talk(count: number) {
  const first = await ask(clients, "What is the meaning of question 1?");
  const { conversationId, rootId } = first;
  const asked = [first];
  for (let i = 2; i <= count; i++) {
    await ended(clients, asked.at(-1)!.replyId);
    asked.push(
      await ask(clients, `What is the meaning of question ${i}?`, {
        conversationId,
        rootId,
        parentId: asked.at(-1)!.replyId,
      }),
    );
  }
  await ended(clients, asked.at(-1)!.replyId);
  return { conversationId, rootId, asked, last: asked.at(-1)! };
}

test("a conversation opens with its whole tree, its last bodies and the cursor of the pane", async () => {
  const { conversationId, rootId, last, asked } = await talk(3);
  const opened = await conversations.openConversation({ conversationId, viewId: "pane", bodies: 4 });
  const shape = shapeFromColumns(opened.tree!);
  assert.deepEqual([shape.length, shape[0]?.id, shape[0]?.role], [7, rootId, "root"]);
  assert.equal(opened.leafId, last.replyId);
  assert.deepEqual(
    opened.nodes.map((node) => node.id),
    [asked[1]!.questionId, asked[1]!.replyId, last.questionId, last.replyId],
  );
  assert.equal(opened.conversation?.branches, 1);

  const all = await conversations.openConversation({ conversationId });
  assert.deepEqual(
    all.nodes.map((node) => node.role),
    [Role.USER, Role.ASSISTANT, Role.USER, Role.ASSISTANT, Role.USER, Role.ASSISTANT],
  );
});

test("two panes on one conversation each keep their own branch, and a new one begins where somebody looked last", async () => {
  const { conversationId, rootId, asked } = await talk(1);
  const other = await ask(clients, "Another way to begin, is it not?", { conversationId, rootId });
  await ended(clients, other.replyId);
  const save = (viewId: string, leafId: string, draft: string) =>
    conversations.saveView({ viewId, conversationId, leafId, draft, scrollAnchorId: leafId });
  await save("left", asked[0]!.replyId, "half a thought");
  await save("right", other.replyId, "");
  const left = await conversations.openConversation({ conversationId, viewId: "left" });
  assert.deepEqual(
    [left.leafId, left.draft, left.scrollAnchorId],
    [asked[0]!.replyId, "half a thought", asked[0]!.replyId],
  );
  assert.equal(
    (await conversations.openConversation({ conversationId, viewId: "right" })).leafId,
    other.replyId,
  );
  const fresh = await conversations.openConversation({ conversationId, viewId: "new" });
  assert.deepEqual([fresh.leafId, fresh.draft], [other.replyId, ""]);
});

test("a link to a message shows the branch through it, whatever the pane showed", async () => {
  const { conversationId, rootId, asked } = await talk(2);
  const other = await ask(clients, "Another way to begin, is it not?", {
    conversationId,
    rootId,
    viewId: "pane",
  });
  await ended(clients, other.replyId);
  const linked = await conversations.openConversation({
    conversationId,
    viewId: "pane",
    nodeId: asked[0]!.questionId,
  });
  assert.equal(linked.leafId, asked[1]!.replyId);
  await assert.rejects(conversations.openConversation({ conversationId, nodeId: newId() }), {
    code: Code.NotFound,
  });
});

test("a cursor on an archived branch is led to where one can be, and an undo brings all of it back", async () => {
  const { conversationId, rootId, asked } = await talk(2);
  const other = await ask(clients, "Another way to begin, is it not?", { conversationId, rootId });
  await ended(clients, other.replyId);
  await conversations.saveView({ viewId: "pane", conversationId, leafId: asked[1]!.replyId });
  const hidden = await conversations.archiveBranch({ conversationId, nodeId: asked[0]!.questionId });
  assert.equal(hidden.nodeIds.length, 4);
  assert.ok(hidden.archivedAtMs > 0n);
  assert.equal(
    (await conversations.openConversation({ conversationId, viewId: "pane" })).leafId,
    other.replyId,
  );

  const back = await conversations.archiveBranch({
    conversationId,
    nodeId: asked[0]!.questionId,
    restore: true,
  });
  assert.deepEqual([...back.nodeIds].sort(), [...hidden.nodeIds].sort());
  assert.equal(
    (await conversations.openConversation({ conversationId, viewId: "pane" })).leafId,
    asked[1]!.replyId,
  );
});

test("a list comes newest first, in pages, and archived conversations apart", async () => {
  const talks = [await talk(1), await talk(1), await talk(1)];
  const ids = talks.map((one) => one.conversationId);
  const first = await conversations.listConversations({ limit: 2 });
  assert.deepEqual(
    first.conversations.map(({ id }) => id),
    [ids[2], ids[1]],
  );
  const second = await conversations.listConversations({ limit: 2, pageToken: first.nextPageToken });
  assert.equal(second.conversations[0]?.id, ids[0]);

  const archived = await conversations.archiveConversation({ conversationId: ids[2]! });
  assert.ok(archived.conversation!.archivedAtMs > 0n);
  assert.equal((await conversations.listConversations({ limit: 1 })).conversations[0]?.id, ids[1]);
  assert.equal((await conversations.listConversations({ archived: true })).conversations[0]?.id, ids[2]);
  const restored = await conversations.archiveConversation({ conversationId: ids[2]!, restore: true });
  assert.equal(restored.conversation!.archivedAtMs, 0n);
});

test("a conversation is named by its first question until its owner names it", async () => {
  const { conversationId } = await talk(1);
  assert.notEqual((await conversations.openConversation({ conversationId })).conversation!.title, "");
  const renamed = await conversations.renameConversation({ conversationId, title: "  Towels  " });
  assert.equal(renamed.conversation!.title, "Towels");
  await assert.rejects(conversations.renameConversation({ conversationId, title: " " }), {
    code: Code.InvalidArgument,
  });
});

test("bodies come in the order asked for, and at most 200 at once", async () => {
  const { conversationId, last } = await talk(1);
  const { nodes } = await conversations.getNodes({ conversationId, ids: [last.replyId, last.questionId] });
  assert.deepEqual(nodes.map(textOf), ["The answer is 42.", "What is the meaning of question 1?"]);
  await assert.rejects(conversations.getNodes({ conversationId, ids: Array.from({ length: 201 }, newId) }), {
    code: Code.InvalidArgument,
    rawMessage: "201 nodes were asked for; 200 at once can be.",
  });
});

test("an edited reply becomes a sibling; saying it again changes nothing, saying another under its id is refused", async () => {
  const { conversationId, last } = await talk(1);
  const add = (id: string, text: string) =>
    conversations.addNode({
      node: {
        id,
        conversationId,
        parentId: last.questionId,
        role: Role.ASSISTANT,
        status: NodeStatus.DONE,
        origin: Origin.EDITED,
        editedFrom: last.replyId,
        parts: [{ kind: { case: "text", value: { text } } }],
      },
    });
  const id = newId();
  const { node } = await add(id, "The answer is 43.\n");
  assert.deepEqual(
    [node!.parentId, node!.editedFrom, textOf(node!)],
    [last.questionId, last.replyId, "The answer is 43.\n"],
  );
  await add(id, "The answer is 43.\n");
  const opened = await conversations.openConversation({ conversationId });
  assert.equal(shapeFromColumns(opened.tree!).length, 4);
  assert.equal(opened.conversation!.branches, 2);
  await assert.rejects(add(id, "The answer is 44."), { code: Code.AlreadyExists });
});

test("names and bookmarks are set one by one", async () => {
  const { conversationId, last } = await talk(1);
  const named = await conversations.annotateNode({
    conversationId,
    nodeId: last.replyId,
    name: "the answer",
  });
  assert.deepEqual([named.node!.name, named.node!.bookmarked], ["the answer", false]);
  const marked = await conversations.annotateNode({ conversationId, nodeId: last.replyId, bookmarked: true });
  assert.deepEqual([marked.node!.name, marked.node!.bookmarked], ["the answer", true]);
  const bare = await conversations.annotateNode({ conversationId, nodeId: last.replyId, name: "" });
  assert.equal(bare.node!.name, "");
});

test("search finds the message, with the place of the words", async () => {
  const asked = await ask(clients, "Why do babelfish prefer brainwaves?");
  await ended(clients, asked.replyId);
  const { hits } = await conversations.search({ query: "babelfish" });
  const hit = hits.find(({ nodeId }) => nodeId === asked.questionId)!;
  assert.equal(hit.conversationId, asked.conversationId);
  const [start, end] = hit.matches;
  assert.equal(hit.excerpt.slice(start, end), "babelfish");
  assert.deepEqual((await conversations.search({ query: "nonexistentword" })).hits, []);
});

test("what is exported comes back whole on another machine, and twice changes nothing", async () => {
  const { conversationId, last } = await talk(2);
  const pieces: Uint8Array[] = [];
  for await (const { data } of conversations.exportConversation({ format: ExportFormat.JSONL }))
    pieces.push(data);
  const file = Buffer.concat(pieces);

  const elsewhere = await TestServer.start();
  const there = elsewhere.clients().conversations;
  const report = await there.importConversations({ data: file });
  assert.ok(report.conversations > 0 && report.nodes >= 4);
  assert.deepEqual(report.problems, []);
  const opened = await there.openConversation({ conversationId });
  assert.deepEqual([opened.leafId, textOf(opened.nodes.at(-1)!)], [last.replyId, "The answer is 42."]);
  const again = await there.importConversations({ data: file });
  assert.deepEqual([again.conversations, again.nodes], [0, 0]);
  assert.equal(again.known, report.conversations + report.nodes);
});

test("one branch is exported as Markdown, the one last looked at where none is named", async () => {
  const { conversationId, rootId, asked } = await talk(1);
  const other = await ask(clients, "Another way to begin, is it not?", {
    conversationId,
    rootId,
    viewId: "pane",
  });
  await ended(clients, other.replyId);
  const markdown = async (leafId: string) => {
    let text = "";
    for await (const { data } of conversations.exportConversation({
      conversationId,
      leafId,
      format: ExportFormat.MARKDOWN,
    }))
      text += Buffer.from(data).toString("utf8");
    return text;
  };
  assert.match(
    await markdown(""),
    /## You\n\nAnother way to begin, is it not\?\n\n## Grok\n\nThe answer is 42\.\n$/,
  );
  assert.match(await markdown(asked[0]!.replyId), /question 1\?/);
});

test("a file that is no export is told so, and one that is no text is refused", async () => {
  const report = await conversations.importConversations({ data: Buffer.from("hello\n") });
  assert.match(report.problems[0]!, /this is no export known here: .* is expected; it begins with “hello”/);
  assert.deepEqual([report.format, report.unreadable, report.latestId], ["", 1, ""]);
  await assert.rejects(
    conversations.importConversations({ data: Uint8Array.of(0xff, 0xfe, 0x80) }),
    (error: ConnectError) => error.code === Code.InvalidArgument && /no UTF-8/.test(error.rawMessage),
  );
});
