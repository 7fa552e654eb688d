// Conversations as large as they come: nothing is truncated, nothing recurses, and the answers stay small.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { toBinary } from "@bufbuild/protobuf";
import {
  conversationLine,
  exportLines,
  newConversation,
  nodeLine,
  questionNode,
  replyNode,
  rootNode,
} from "@grok/conversation";
import { OpenConversationResponseSchema, outlineFromColumns, shapeFromColumns } from "@grok/protocol";
import { newId, TestServer } from "./test-server.ts";

after(() => TestServer.disposeAll());
const server = await TestServer.start();
const { conversations } = server.clients();
const bodyText = "The ships hung in the sky in much the same way that bricks don't. ".repeat(8);

/** JSON lines of a conversation: a trunk of `trunk` messages with a fork of one question and reply at every `forkEvery`th. */
async function fileOf(nodes: number, trunk: number) {
  const createdAtMs = Date.now();
  const conversation = newConversation({
    id: newId(),
    ownerId: "local",
    rootId: newId(),
    createdAtMs,
    title: "Large",
  });
  const lines: string[] = [];
  for await (const line of exportLines([], createdAtMs)) lines.push(line);
  lines.push(conversationLine(conversation));
  let last = rootNode(conversation);
  const replies = [last];
  for (let i = 0; i < nodes; i += 2) {
    const parent = i < trunk ? last : replies[i % replies.length]!;
    const question = questionNode({ id: newId(), createdAtMs }, parent, `Question ${i}? ${bodyText}`);
    const reply = {
      ...replyNode({ id: newId(), createdAtMs }, question),
      status: "done" as const,
      parts: [{ type: "text" as const, text: `Reply ${i}. ${bodyText}` }],
    };
    lines.push(nodeLine(question), nodeLine(reply));
    if (i < trunk) replies.push(reply);
    last = reply;
  }
  return { id: conversation.id, file: Buffer.from(`${lines.join("\n")}\n`), end: replies.at(-1)!.id };
}

for (const [name, nodes, trunk] of [
  ["a tree of 20,000 messages", 20_000, 400],
  ["a path of 2,500 messages", 2_500, 2_500],
] as const)
  test(`${name} comes in, opens whole, and sends the bodies of one screen`, async (t) => {
    const { id: conversationId, file, end } = await fileOf(nodes, trunk);
    let startedMs = performance.now();
    const report = await conversations.importConversations({ data: file });
    t.diagnostic(`imported ${file.length} bytes in ${Math.round(performance.now() - startedMs)} ms`);
    assert.deepEqual([report.nodes, report.problems], [nodes, []]);

    await conversations.openConversation({ conversationId });
    startedMs = performance.now();
    const opened = await conversations.openConversation({ conversationId, nodeId: end });
    t.diagnostic(`opened in ${Math.round(performance.now() - startedMs)} ms, client included`);
    const shape = shapeFromColumns(opened.tree!);
    assert.equal(shape.length, nodes + 1);
    assert.equal(opened.nodes.length, 40);
    const bytes = toBinary(OpenConversationResponseSchema, opened).length;
    t.diagnostic(`${bytes} bytes on the wire`);
    assert.ok(bytes < (nodes + 1) * 30 + 41 * 1500);

    await conversations.getOutline({ conversationId });
    startedMs = performance.now();
    const outline = outlineFromColumns(await conversations.getOutline({ conversationId }));
    t.diagnostic(`outlined in ${Math.round(performance.now() - startedMs)} ms, client included`);
    assert.deepEqual(
      outline.map((node) => node.id),
      shape.map((node) => node.id),
    );
  });
