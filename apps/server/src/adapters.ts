// What the server is built from. The defaults are loaded when they are needed, not when this file is, so that reading
// the configuration or printing help costs nothing.
import type { ConversationStore } from "@grok/conversation";
import type { LlamaProviderOptions } from "@grok/llama";
import type { ModelProvider } from "@grok/model";
import type { Hardware, ModelHub } from "@grok/model-hub";
import type { LocalEngine } from "./models/model-library.ts";
import type { ProviderRecord } from "./models/provider-file.ts";

type LogLine = (line: string) => void;

/** Where the outside begins. Tests hand in their own. */
export interface Adapters {
  openStore(path: string, log: LogLine): Promise<ConversationStore>;
  openHub(modelsFolder: string, log: LogLine): Promise<ModelHub>;
  createEngine(options: LlamaProviderOptions): LocalEngine;
  createProvider(record: ProviderRecord): ModelProvider;
  probeHardware(): Promise<Hardware>;
}

export async function defaultAdapters(): Promise<Adapters> {
  const [store, hub, llama, openai] = await Promise.all([
    import("@grok/store"),
    import("@grok/model-hub"),
    import("@grok/llama"),
    import("@grok/openai-provider"),
  ]);
  return {
    openStore: (path, log) => store.openSqliteStore(path, { log }),
    openHub: (modelsDir, log) => hub.openModelHub({ modelsDir, log }),
    createEngine: llama.createLlamaProvider,
    createProvider: ({ name, baseUrl, apiKey }) =>
      openai.createOpenAiProvider({ name, baseUrl, ...(apiKey === "" ? {} : { apiKey }) }),
    probeHardware: hub.probeHardware,
  };
}
