// Searching by meaning through the wire: over the real store and the real index, with a played model that knows which
// words mean the same.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Embedder, EmbedderSpec } from "@grok/model";
import { FoundBy, MeaningSearch } from "@grok/protocol";
import { ask, ended, TestServer } from "./test-server.ts";

after(() => TestServer.disposeAll());

const spec: EmbedderSpec = {
  id: "tiny-embedder",
  title: "Tiny",
  path: "/models/tiny.gguf",
  digest: "e".repeat(64),
  bytes: 1,
  dimensions: 8,
  tokensMax: 256,
  reranks: false,
  languages: [],
};

const topics = [/dough|bread|yeast|baking/i, /cat|kitten|pet/i, /money|salary|raise/i, /sea|ship|sail/i];

/** Vectors by topic; the last number is for texts of none. */
function playedEmbedder(models: () => readonly EmbedderSpec[]): Embedder & { texts: string[] } {
  const texts: string[] = [];
  return {
    name: "played",
    texts,
    list: async () => models(),
    async embed(request) {
      texts.push(...request.texts);
      const vectors = request.texts.map((text) => {
        const place = topics.findIndex((topic) => topic.test(text));
        const vector = new Float32Array(8);
        vector[place < 0 ? 7 : place] = 1;
        return vector;
      });
      return { vectors, promptTokens: 1, cut: [] };
    },
    rerank: () => Promise.reject(new Error("not played")),
    dispose: async () => {},
  };
}

async function start(withModel: boolean) {
  const here: EmbedderSpec[] = [];
  const embedder = playedEmbedder(() => here);
  const server = await TestServer.start({ embedder, firstStart: false });
  const bring = () => {
    here.push(spec);
    server.hub.embedding.push(spec);
  };
  if (withModel) bring();
  const clients = server.clients();
  const say = async (text: string, where = {}) => {
    const asked = await ask(clients, text, where);
    await ended(clients, asked.replyId);
    return asked;
  };
  const search = (query: string) => clients.conversations.search({ query, limit: 20 });
  /** Asks until everything is read and the answer is as wanted. */
  const until = async (query: string, wanted: (ids: string[]) => boolean) => {
    for (let tries = 0; ; tries++) {
      const answer = await search(query);
      const ids = answer.hits.map(({ nodeId }) => nodeId);
      if (wanted(ids) || tries > 200) return answer;
      await sleep(25);
    }
  };
  return { server, clients, say, search, until, bring, embedder };
}

test("without a model the words are searched, and the answer says that there is none", async () => {
  const { say, search } = await start(false);
  const asked = await say("How do I keep my dough warm?");
  const answer = await search("dough");
  assert.equal(answer.meaning, MeaningSearch.NO_MODEL);
  assert.equal(answer.hits.find(({ nodeId }) => nodeId === asked.questionId)?.foundBy, FoundBy.WORDS);
  assert.deepEqual((await search("baking")).hits, []);
});

test("a model that comes reads what was said before, and what is said after", async () => {
  const { say, until, bring, search } = await start(false);
  const before = await say("How do I keep my dough warm?");
  bring();
  const found = await until("baking", (ids) => ids.includes(before.questionId));
  assert.equal(found.meaning, MeaningSearch.DONE);
  const hit = found.hits.find(({ nodeId }) => nodeId === before.questionId);
  assert.equal(hit?.foundBy, FoundBy.MEANING);
  assert.match(hit?.excerpt ?? "", /keep my dough warm/);
  const later = await say("Which yeast is best?");
  await until("baking", (ids) => ids.includes(later.questionId));
  const both = (await search("dough")).hits.find(({ nodeId }) => nodeId === before.questionId);
  assert.equal(both?.foundBy, FoundBy.BOTH);
});

test("what is archived is found no longer, and again when it is restored", async () => {
  const { say, until, clients } = await start(true);
  const { conversationId, questionId } = await say("My kitten sleeps all day.");
  const here = (ids: string[]) => ids.includes(questionId);
  await until("pet", here);
  await clients.conversations.archiveBranch({ conversationId, nodeId: questionId });
  assert.deepEqual((await until("pet", (ids) => !here(ids))).hits, []);
  await clients.conversations.archiveBranch({ conversationId, nodeId: questionId, restore: true });
  assert.ok((await until("pet", here)).hits.length > 0);
  await clients.conversations.archiveConversation({ conversationId });
  assert.deepEqual((await until("pet", (ids) => !here(ids))).hits, []);
});

test("in one conversation only words count", async () => {
  const { say, until, clients, search } = await start(true);
  const { conversationId, questionId } = await say("The ship left at noon.");
  await until("sail", (ids) => ids.includes(questionId));
  const within = await clients.conversations.search({ query: "sail", conversationId });
  assert.deepEqual([within.hits.length, within.meaning], [0, MeaningSearch.UNSPECIFIED]);
  assert.equal((await search(" ")).meaning, MeaningSearch.UNSPECIFIED);
});

test("a model that fails leaves the words, and the answer says what was left out", async () => {
  const { say, search, embedder } = await start(true);
  const asked = await say("A raise of my salary");
  embedder.embed = () => Promise.reject(new Error("no"));
  const answer = await search("salary");
  assert.equal(answer.meaning, MeaningSearch.LEFT_OUT);
  assert.ok(answer.hits.some(({ nodeId }) => nodeId === asked.questionId));
});
