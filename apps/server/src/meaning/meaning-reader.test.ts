import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { ConversationNode, ConversationStore, NodeShape } from "@grok/conversation";
import type { Embedder } from "@grok/model";
import type { MessageVectors, VectorIndex } from "@grok/vectors";
import { createMeaningReader } from "./meaning-reader.ts";

type Message = Pick<NodeShape, "role" | "status" | "archivedAtMs"> & { id: string; text: string };

const message = (id: string, more: Partial<Message> = {}): Message => ({
  id,
  role: "user",
  status: "done",
  archivedAtMs: null,
  text: `words of ${id}`,
  ...more,
});

/** A reader over one conversation "c" of the given messages. */
function setUp(messages: Message[], archivedAtMs: number | null = null) {
  const log: string[] = [];
  const indexed = new Map<string, readonly Float32Array[]>();
  const embedded: string[][] = [];
  let gate = Promise.resolve();
  let fails = false;
  const store = {
    conversation: async () => ({ id: "c", archivedAtMs }),
    shape: async () => messages,
    nodes: async (_owner: string, _id: string, ids: readonly string[]) =>
      ids.map((id) => {
        const { text } = messages.find((candidate) => candidate.id === id)!;
        return { id, parts: [{ type: "text", text }] } as unknown as ConversationNode;
      }),
    conversations: async (_owner: string, { archived }: { archived?: boolean }) => ({
      conversations: archived ? [] : [{ id: "c" }],
      pageToken: null,
    }),
  } as unknown as ConversationStore;
  const index = {
    messageIds: async () => [...indexed.keys()],
    conversations: async () => ["gone"],
    put: async (_owner: string, _id: string, read: readonly MessageVectors[]) => {
      for (const { id, vectors } of read) indexed.set(id, vectors);
    },
    remove: async (_owner: string, _id: string, ids: readonly string[]) => {
      for (const id of ids) indexed.delete(id);
    },
  } as unknown as VectorIndex;
  const embedder = {
    async embed({ texts }: { texts: readonly string[] }) {
      if (fails) throw new Error("no");
      embedded.push([...texts]);
      return { vectors: texts.map(() => Float32Array.of(1)), promptTokens: 0, cut: [] };
    },
  } as unknown as Embedder;
  const reader = createMeaningReader({
    store,
    index,
    embedder,
    modelId: "m",
    replies: { liveCount: 0, idle: () => gate },
    log: (_level, line) => log.push(line),
  });
  return {
    reader,
    indexed,
    embedded,
    log,
    hold: (until: Promise<void>) => {
      gate = until;
    },
    fail: () => {
      fails = true;
    },
  };
}

test("whole messages are read, a few at a time, and none twice", async () => {
  const messages = Array.from({ length: 40 }, (_, index) => message(`m${index}`));
  const { reader, indexed, embedded } = setUp([
    message("root", { role: "root" }),
    message("running", { status: "running", role: "assistant" }),
    message("archived", { archivedAtMs: 1 }),
    message("wordless", { text: "..." }),
    ...messages,
  ]);
  reader.changed("me", "c");
  await reader.settled();
  assert.deepEqual([...indexed.keys()].sort(), ["wordless", ...messages.map(({ id }) => id)].sort());
  assert.deepEqual(indexed.get("wordless"), []);
  assert.ok(embedded.every((texts) => texts.length <= 16));
  reader.changed("me", "c");
  await reader.settled();
  assert.equal(embedded.flat().length, 40);
  await reader.close();
});

test("what is archived meanwhile goes", async () => {
  const messages = [message("a"), message("b")];
  const { reader, indexed } = setUp(messages);
  reader.changed("me", "c");
  await reader.settled();
  messages[0] = message("a", { archivedAtMs: 5 });
  reader.changed("me", "c");
  await reader.settled();
  assert.deepEqual([...indexed.keys()], ["b"]);
  await reader.close();
});

test("nothing is read while an answer is being written", async () => {
  const { reader, embedded, hold } = setUp([message("a")]);
  const quiet = Promise.withResolvers<void>();
  hold(quiet.promise);
  reader.changed("me", "c");
  await sleep(50);
  assert.deepEqual(embedded, []);
  assert.ok(reader.unread > 0);
  quiet.resolve();
  await reader.settled();
  assert.deepEqual(embedded, [["words of a"]]);
  assert.equal(reader.unread, 0);
  await reader.close();
});

test("looking through reads every conversation; a failure is told without words and ends nothing", async () => {
  const { reader, indexed, log } = setUp([message("a")]);
  reader.lookThrough("me");
  for (let tries = 0; tries < 10_000 && indexed.size === 0; tries++) await sleep(5);
  await reader.settled();
  assert.deepEqual([...indexed.keys()], ["a"]);
  await reader.close();

  const broken = setUp([message("a")]);
  broken.fail();
  broken.reader.changed("me", "c");
  for (let tries = 0; tries < 10_000 && broken.log.length === 0; tries++) await sleep(5);
  assert.deepEqual(broken.log, ["a conversation could not be read for its meaning"]);
  await broken.reader.close();
  assert.deepEqual(log, []);
});
