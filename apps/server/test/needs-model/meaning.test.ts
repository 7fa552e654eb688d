// Searching by meaning with the real model for vectors, in a process of its own, over the real store and index.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createEmbedder } from "@grok/embedder";
import { defaultModel } from "@grok/embedder/default-model";
import { FoundBy } from "@grok/protocol";
import { ask, ended, TestServer } from "../test-server.ts";

const spec = defaultModel();
after(() => TestServer.disposeAll());

test("questions are found by what they mean, those that have nothing to do with it are not", async () => {
  const server = await TestServer.start({ embedder: createEmbedder({ models: () => [spec] }) });
  server.hub.embedding.push(spec);
  const clients = server.clients();
  const say = async (text: string) => {
    const asked = await ask(clients, text);
    await ended(clients, asked.replyId);
    return asked.questionId;
  };
  const lawyer = await say("How much does a divorce lawyer cost?");
  const cat = await say("My cat keeps scratching the sofa.");
  const bread = await say("How do I get my sourdough to rise in a cold kitchen?");
  /** Asks until everything has been read. */
  const find = async (query: string) => {
    for (let tries = 0; ; tries++) {
      const { hits, unread } = await clients.conversations.search({ query, limit: 10 });
      const questions = hits.filter(({ nodeId }) => [lawyer, cat, bread].includes(nodeId));
      if ((questions.length > 0 && unread === 0n) || tries > 100) return questions;
      await sleep(50);
    }
  };
  for (const [query, expected] of [
    ["legal fees for ending a marriage", lawyer],
    ["pet damages furniture", cat],
    ["bread dough needs a warm place", bread],
  ] as const) {
    const found = await find(query);
    assert.deepEqual(
      found.map(({ nodeId, foundBy }) => [nodeId, foundBy]),
      [[expected, FoundBy.MEANING]],
      query,
    );
  }
});
