// The embedder against a server of another project: llama.cpp's, with the default model for vectors.
import { existsSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { embedderContract } from "@grok/model/embedder-contract";
import { createOpenAiEmbedder } from "../../src/index.ts";
import { installRealServer } from "../real-server/install.ts";
import { startRealServer } from "../real-server/start.ts";

const file = "../../../../.cache/embedders/all-MiniLM-L6-v2.F16.gguf";
const path = process.env.GROK_TEST_EMBEDDER ?? fileURLToPath(new URL(file, import.meta.url));
const id = "all-minilm-l6-v2";

const installed = existsSync(path) ? await installRealServer() : { missing: `there is no model at ${path}` };
if ("missing" in installed) {
  console.log(`The real server is not tested: ${installed.missing}.`);
  test("vectors of llama.cpp's server", { skip: installed.missing }, () => {});
} else {
  embedderContract("openai-provider's embedder at llama.cpp's own server", async () => {
    const server = await startRealServer(installed, { path, id, contextTokens: 512, embeds: true });
    const embedder = createOpenAiEmbedder({ baseUrl: server.url, apiKey: server.key });
    return {
      embedder,
      embeddingId: id,
      rerankingId: undefined,
      capable: { cuts: false, exact: false },
      async dispose() {
        await embedder.dispose();
        await server.stop();
      },
    };
  });
}
