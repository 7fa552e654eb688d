import assert from "node:assert/strict";
import { after, test } from "node:test";
import { embedderContract } from "@grok/model/embedder-contract";
import { createOpenAiEmbedder } from "../src/index.ts";
import { type EmbeddingServer, startEmbeddingServer } from "./scripted-embeddings.ts";

embedderContract("openai-provider's embedder", async () => {
  const server = await startEmbeddingServer();
  const embedder = createOpenAiEmbedder({ baseUrl: server.url });
  return {
    embedder,
    embeddingId: "letters-embed",
    rerankingId: "words-rerank",
    capable: { cuts: false, exact: true },
    async dispose() {
      await embedder.dispose();
      await server.close();
    },
  };
});

const servers: EmbeddingServer[] = [];
after(() => Promise.all(servers.map((server) => server.close())));
async function at(list?: Parameters<typeof startEmbeddingServer>[0]) {
  const server = await startEmbeddingServer(list);
  servers.push(server);
  return { server, embedder: createOpenAiEmbedder({ baseUrl: server.url }) };
}

test("only models whose names say so are listed; any other can be asked by name", async () => {
  const { embedder } = await at([{ id: "gpt" }, { id: "BAAI/bge-m3" }, { id: "bge-reranker-v2-m3" }]);
  assert.deepEqual(
    (await embedder.list()).map(({ id, reranks }) => [id, reranks]),
    [
      ["BAAI/bge-m3", false],
      ["bge-reranker-v2-m3", true],
    ],
  );
  assert.equal((await embedder.embed({ modelId: "gpt", texts: ["a"] })).vectors.length, 1);
  await embedder.embed({ modelId: "BAAI/bge-m3", texts: ["a"] });
  assert.equal((await embedder.list())[0]?.dimensions, 27);
});

test("many texts go in requests of 32, in order", async () => {
  const { server, embedder } = await at();
  const texts = Array.from({ length: 70 }, (_, index) => "abc"[index % 3]!.repeat(9));
  const { vectors, promptTokens } = await embedder.embed({ modelId: "letters-embed", texts });
  assert.deepEqual(
    server.asked.map(({ input }) => (input as string[]).length),
    [32, 32, 6],
  );
  assert.equal(promptTokens, 70);
  for (const [index, vector] of vectors.entries()) assert.ok(vector[index % 3]! > 0.9);
});

test("hosted servers that cannot rerank are not asked to", async () => {
  const { server, embedder } = await at([{ id: "some-rerank", owned_by: "xai" }]);
  await assert.rejects(embedder.rerank({ modelId: "some-rerank", query: "q", texts: ["a"] }), {
    code: "bad-request",
  });
  assert.deepEqual(server.asked, []);
});
