import { existsSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ModelSpec } from "@grok/model";

const cached = new URL("../../../../.cache/models/SmolLM2-135M-Instruct.Q4_1.gguf", import.meta.url);

/**
 * The smallest real model, SmolLM2-135M-Instruct, from `GROK_TEST_MODEL` or the repository's cache.
 * Throws with a word on how to get it where it is not there.
 */
export function testModel(): ModelSpec {
  const path = process.env.GROK_TEST_MODEL ?? fileURLToPath(cached);
  if (!existsSync(path)) {
    throw new Error(`no model at ${path}: set GROK_TEST_MODEL to a SmolLM2-135M-Instruct.Q4_1.gguf`);
  }
  return {
    id: "smollm2-135m",
    title: "SmolLM2 135M Instruct",
    path,
    digest: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    bytes: statSync(path).size,
    contextTokensMax: 8192,
    kvBytesPerToken: 23_040,
    stateBytes: 0,
    languages: ["en"],
    abilities: [],
    sampling: {
      temperature: 0.3,
      minP: 0.1,
      dry: { multiplier: 0.8, base: 1.75, allowedLength: 2, lastTokens: 256 },
    },
    stop: [],
    reasoning: "none",
  };
}
