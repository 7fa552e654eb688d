import { createLlamaProvider } from "@grok/llama";
import { modelContract } from "@grok/model/contract";
import { testModel } from "./test-model.ts";

modelContract("the llama provider", async () => {
  const model = testModel();
  const provider = createLlamaProvider({ models: () => [model], contextTokens: 2048 });
  return {
    provider,
    modelId: model.id,
    capable: { reportsTokens: true, exactCount: true, continuesLast: true, logProbabilities: true },
    dispose: () => provider.dispose(),
  };
});
