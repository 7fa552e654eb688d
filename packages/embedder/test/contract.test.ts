// The contract with an engine's real process, on models of a few kilobytes.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmbedder } from "@grok/embedder";
import { embedderContract } from "@grok/model/embedder-contract";
import { tinyModel } from "./tiny-model.ts";

embedderContract("the local embedder", async () => {
  const folder = await mkdtemp(join(tmpdir(), "grok-embedder-"));
  const models = [await tinyModel(folder, false), await tinyModel(folder, true)];
  const embedder = createEmbedder({ models: () => models });
  return {
    embedder,
    embeddingId: "tiny-embedder",
    rerankingId: "tiny-reranker",
    capable: { cuts: true, exact: true },
    async dispose() {
      await embedder.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
});
