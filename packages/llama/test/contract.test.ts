import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLlamaProvider } from "@grok/llama";
import { modelContract } from "@grok/model/contract";
import { tinyModel } from "./tiny-model/tiny-model.ts";

modelContract("the llama provider with a tiny model", async () => {
  const folder = await mkdtemp(join(tmpdir(), "grok-tiny-"));
  const model = await tinyModel(folder, "hybrid");
  const provider = createLlamaProvider({ models: () => [model], contextTokens: 2048 });
  return {
    provider,
    modelId: model.id,
    capable: { reportsTokens: true, exactCount: true, continuesLast: true, logProbabilities: true },
    async dispose() {
      await provider.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
});
