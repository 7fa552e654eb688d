// Makes sure that the smallest real models lie where the tests look for them, and prints their paths. Downloaded once
// through the product's own model hub; GROK_TEST_MODEL and GROK_TEST_EMBEDDER name copies that are somewhere else.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { convertBertFiles } from "../packages/embedder/src/index.ts";
import { openModelHub } from "../packages/model-hub/src/index.ts";

const modelsDir = fileURLToPath(new URL("../.cache/models", import.meta.url));
const models = [
  {
    what: "the test model (93 MB, once)",
    id: "smollm2-135m",
    path: process.env.GROK_TEST_MODEL ?? join(modelsDir, "SmolLM2-135M-Instruct.Q4_1.gguf"),
  },
  {
    what: "the test model for vectors (84 MB, once)",
    id: "all-minilm-l6-v2",
    path: process.env.GROK_TEST_EMBEDDER ?? join(modelsDir, "all-MiniLM-L6-v2.F16.gguf"),
  },
];
for (const { what, id, path } of models) {
  if (!existsSync(path)) {
    console.log(`Fetching ${what} …`);
    const hub = await openModelHub({ modelsDir, converters: { bert: convertBertFiles } });
    await hub.pull(id);
  }
  console.log(`Test model: ${path}`);
}
