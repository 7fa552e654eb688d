// Makes sure that the smallest real model lies where the tests look for it, and prints its path. Downloaded once
// through the product's own model hub; GROK_TEST_MODEL names a copy that is somewhere else.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openModelHub } from "../packages/model-hub/src/index.ts";

const modelsDir = fileURLToPath(new URL("../.cache/models", import.meta.url));
const path = process.env.GROK_TEST_MODEL ?? join(modelsDir, "SmolLM2-135M-Instruct.Q4_1.gguf");
if (!existsSync(path)) {
  console.log("Fetching the test model (93 MB, once) …");
  const hub = await openModelHub({ modelsDir });
  await hub.pull("smollm2-135m");
}
console.log(`Test model: ${path}`);
