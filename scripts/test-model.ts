// Makes sure that the smallest real models lie where the tests look for them, and prints their paths. Downloaded once
// through the product's own model hub; GROK_TEST_MODEL and GROK_TEST_EMBEDDER name copies that are somewhere else.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { convertBertFiles } from "../packages/embedder/src/index.ts";
import { openModelHub } from "../packages/model-hub/src/index.ts";

const cache = fileURLToPath(new URL("../.cache", import.meta.url));
const models = [
  {
    what: "the test model (93 MB, once)",
    id: "smollm2-135m",
    modelsDir: join(cache, "models"),
    file: "SmolLM2-135M-Instruct.Q4_1.gguf",
    elsewhere: process.env.GROK_TEST_MODEL,
  },
  {
    what: "the test model for vectors (84 MB, once)",
    id: "all-minilm-l6-v2",
    // Apart, so that the servers of other tests do not read conversations for their meaning.
    modelsDir: join(cache, "embedders"),
    file: "all-MiniLM-L6-v2.F16.gguf",
    elsewhere: process.env.GROK_TEST_EMBEDDER,
  },
];
for (const { what, id, modelsDir, file, elsewhere } of models) {
  const path = elsewhere ?? join(modelsDir, file);
  if (!existsSync(path)) {
    console.log(`Fetching ${what} …`);
    const hub = await openModelHub({ modelsDir, converters: { bert: convertBertFiles } });
    await hub.pull(id);
  }
  console.log(`Test model: ${path}`);
}
