import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { EmbedderSpec } from "@grok/model";

const cached = new URL("../../../.cache/embedders/all-MiniLM-L6-v2.F16.gguf", import.meta.url);

/** The default model for vectors, from `GROK_TEST_EMBEDDER` or the repository's cache. Throws where it is not there. */
export function defaultModel(): EmbedderSpec {
  const path = process.env.GROK_TEST_EMBEDDER ?? fileURLToPath(cached);
  return {
    id: "all-minilm-l6-v2",
    title: "all-MiniLM-L6-v2",
    path,
    digest: "b413309ad90d34aedc4b9fa7b8c4084faf27b32242290a63b6b6f0f9dd2e41d3",
    bytes: statSync(path).size,
    dimensions: 384,
    tokensMax: 256,
    reranks: false,
    languages: ["en"],
  };
}
