import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  type ConversationStore,
  chatGptJson,
  exportLines,
  storedConversations,
  storedTree,
  treeHash,
} from "@grok/conversation";
import fc from "fast-check";
import { digest, importInto } from "../import/import-bench.ts";
import { MemoryStore } from "../memory-store.ts";
import { sampleId } from "../sample-tree.ts";
import { randomTree } from "./random-tree.ts";

async function hashOf(store: ConversationStore): Promise<string> {
  for await (const { conversation, nodes } of storedConversations(store, "ada", [sampleId(1)]))
    return treeHash(conversation, await Array.fromAsync(nodes), digest);
  throw new Error("no conversation is there");
}

const shapes: Record<string, (store: ConversationStore) => AsyncIterable<string>> = {
  "JSON lines": async function* (store) {
    for await (const line of exportLines(storedConversations(store, "ada"), 5)) yield `${line}\n`;
  },
  "ChatGPT's shape": async function* (store) {
    yield* chatGptJson([await storedTree(store, "ada", sampleId(1))]);
  },
};

describe("any tree, exported and imported", () => {
  for (const [name, written] of Object.entries(shapes))
    test(`as ${name}, has the same hash`, async () => {
      await fc.assert(
        fc.asyncProperty(randomTree, async ({ conversation, nodes }) => {
          const store = new MemoryStore();
          await store.createConversation(conversation, nodes);
          const file = (await Array.fromAsync(written(store))).join("");
          const other = new MemoryStore();
          const report = await importInto(other, file);
          assert.deepEqual([report.conversations, report.nodes, report.problems], [1, nodes.length, []]);
          assert.equal(await hashOf(other), await hashOf(store));
          const again = await importInto(other, file);
          assert.deepEqual([again.nodes, again.known], [0, nodes.length + 1]);
        }),
        { numRuns: 60 },
      );
    });
});

test("ChatGPT's shape is what other programs know, and keeps the branch that was shown", async () => {
  const store = new MemoryStore();
  const { conversation, nodes } = fc
    .sample(randomTree, { numRuns: 40, seed: 4 })
    .find(({ nodes }) => nodes.length > 9)!;
  await store.createConversation({ ...conversation, archivedAtMs: null }, nodes);
  const file = (await Array.fromAsync(chatGptJson([await storedTree(store, "ada", conversation.id)]))).join(
    "",
  );
  const [chat] = JSON.parse(file);
  assert.equal(chat.conversation_id, conversation.id);
  const { mapping } = chat;
  assert.equal(Object.keys(mapping).length, nodes.length + 1);
  for (const [id, item] of Object.entries<{ parent: string | null; children: string[] }>(mapping))
    for (const child of item.children) assert.equal(mapping[child].parent, id);
  assert.ok(mapping[chat.current_node]);

  // Changed by another program, it is read like any other of its kind.
  const first = Object.values<{ message: { content: { parts: string[] } } | null }>(mapping).find(
    (each) => each.message,
  )!;
  first.message!.content.parts = ["changed elsewhere"];
  const other = new MemoryStore();
  const report = await importInto(other, [chat]);
  assert.equal(report.conversations, 1);
  assert.notEqual(report.latestId, conversation.id);
});
