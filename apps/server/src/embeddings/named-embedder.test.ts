import assert from "node:assert/strict";
import { test } from "node:test";
import type { Embedder, EmbeddingModel } from "@grok/model";
import { builtInCatalogue } from "@grok/model-hub";
import type { ProviderRecord } from "../models/provider-file.ts";
import { createNamedEmbedder } from "./named-embedder.ts";

const model = (id: string, reranks = false): EmbeddingModel => ({
  id,
  title: id,
  tokensMax: 512,
  reranks,
  languages: [],
});

/** An embedder that answers with its own name in the count of tokens, and counts what was asked of it. */
function played(name: string, models: EmbeddingModel[] | Error) {
  const asked: string[] = [];
  let disposed = 0;
  const embedder: Embedder = {
    name,
    list: async () => {
      if (models instanceof Error) throw models;
      return models;
    },
    async embed({ modelId }) {
      asked.push(modelId);
      return { vectors: [], promptTokens: name.length, cut: [] };
    },
    async rerank({ modelId }) {
      asked.push(modelId);
      return { scores: [], promptTokens: name.length };
    },
    dispose: async () => void disposed++,
  };
  return { embedder, asked, disposed: () => disposed };
}

function setUp(here: EmbeddingModel[], there: Record<string, EmbeddingModel[] | Error> = {}) {
  const local = played("local", here);
  const remotes = new Map(Object.entries(there).map(([name, models]) => [name, played(name, models)]));
  let records = Object.keys(there).map((name): ProviderRecord => ({ name, baseUrl: "http://x", apiKey: "" }));
  const named = createNamedEmbedder({
    hub: { catalogue: () => builtInCatalogue(), embedders: () => [] },
    local: local.embedder,
    remotes: { list: () => records.map((record) => ({ record })) as never },
    createRemote: ({ name }) => remotes.get(name)!.embedder,
  });
  const forget = (name: string) => {
    records = records.filter((record) => record.name !== name);
  };
  return { named, local, remotes, forget };
}

test("grok-embedding is the first on this machine that makes vectors, before any address", async () => {
  const { named, local, remotes } = setUp([model("scores", true), model("own")], { office: [model("e5")] });
  await named.embed({ modelId: "grok-embedding", texts: ["a"] });
  assert.deepEqual(local.asked, ["own"]);
  assert.deepEqual(remotes.get("office")?.asked, []);
  assert.equal((await named.resolve("grok-embedding"))?.id, "own");
});

test("without one here it is the first behind an address, whose models have its name in front", async () => {
  const { named, remotes } = setUp([], { down: new Error("down"), office: [model("r", true), model("e5")] });
  assert.deepEqual(
    (await named.list()).map(({ id }) => id),
    ["office/r", "office/e5"],
  );
  assert.equal((await named.resolve("grok-embedding"))?.id, "office/e5");
  await named.embed({ modelId: "office/e5", texts: ["a"] });
  await named.rerank({ modelId: "r", query: "q", texts: ["a"] });
  assert.deepEqual(remotes.get("office")?.asked, ["e5", "r"]);
});

test("with none at all it says what to fetch; another name that is none says so", async () => {
  const { named } = setUp([]);
  await assert.rejects(named.embed({ modelId: "grok-embedding", texts: ["a"] }), {
    code: "model-missing",
    message: /grok models pull all-minilm-l6-v2/,
  });
  await assert.rejects(named.embed({ modelId: "nothing", texts: ["a"] }), {
    code: "model-missing",
    message: /no model "nothing"/,
  });
  assert.equal(await named.resolve("nothing"), null);
});

test("an address that is gone is asked no longer and given up; disposing gives up all", async () => {
  const { named, local, remotes, forget } = setUp([], { office: [model("e5")], home: [model("gte")] });
  await named.list();
  forget("office");
  assert.equal((await named.resolve("grok-embedding"))?.id, "home/gte");
  assert.equal(remotes.get("office")?.disposed(), 1);
  await named.dispose();
  assert.deepEqual([local.disposed(), remotes.get("home")?.disposed()], [1, 1]);
});
