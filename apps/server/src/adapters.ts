// What the server is built from. The defaults are loaded when they are needed, not when this file is, so that reading
// the configuration or printing help costs nothing.
import type { ConversationStore } from "@grok/conversation";
import type { LlamaProviderOptions } from "@grok/llama";
import type { Embedder, EmbedderSpec, ModelProvider } from "@grok/model";
import type { Hardware, ModelHub } from "@grok/model-hub";
import type { LiveIndex, Retention } from "@grok/posts";
import type { VectorIndex, VectorKind } from "@grok/vectors";
import type { ServerConfig } from "./config/read-config.ts";
import type { Log } from "./log/log.ts";
import type { LocalEngine } from "./models/model-library.ts";
import type { ProviderRecord } from "./models/provider-file.ts";

type LogLine = (line: string) => void;

/** Where the outside begins. Tests hand in their own. */
export interface Adapters {
  openStore(path: string, log: LogLine): Promise<ConversationStore>;
  openHub(modelsFolder: string, log: LogLine): Promise<ModelHub>;
  createEngine(options: LlamaProviderOptions): LocalEngine;
  createProvider(record: ProviderRecord): ModelProvider;
  /** Vectors and reranking by the models on this machine. */
  createEmbedder(models: () => readonly EmbedderSpec[]): Embedder;
  /** The same behind an address. */
  createRemoteEmbedder(record: ProviderRecord): Embedder;
  /** Vectors of messages in a file, for searching by meaning. */
  openVectors(path: string, kind: VectorKind): VectorIndex;
  probeHardware(): Promise<Hardware>;
  /** Posts on this machine, or in OpenSearch behind Kafka where the configuration names them. */
  openIndex: OpenIndex;
}

/** `retention`: where none was ever set. `folder`: for an index on this machine, made when it is not there. */
export type OpenIndex = (folder: string, retention: Retention, log: Log) => Promise<LiveIndex>;

export async function defaultAdapters(config: Pick<ServerConfig, "scaleOut">): Promise<Adapters> {
  const [store, hub, llama, openai, embedder, vectors] = await Promise.all([
    import("@grok/store"),
    import("@grok/model-hub"),
    import("@grok/llama"),
    import("@grok/openai-provider"),
    import("@grok/embedder"),
    import("@grok/vectors"),
  ]);
  return {
    openStore: (path, log) => store.openSqliteStore(path, { log }),
    openHub: (modelsDir, log) =>
      hub.openModelHub({ modelsDir, log, converters: { bert: embedder.convertBertFiles } }),
    createEngine: llama.createLlamaProvider,
    createProvider: ({ name, baseUrl, apiKey }) =>
      openai.createOpenAiProvider({ name, baseUrl, ...(apiKey === "" ? {} : { apiKey }) }),
    createEmbedder: (models) => embedder.createEmbedder({ models }),
    createRemoteEmbedder: ({ name, baseUrl, apiKey }) =>
      openai.createOpenAiEmbedder({ name, baseUrl, ...(apiKey === "" ? {} : { apiKey }) }),
    openVectors: vectors.openVectorIndex,
    probeHardware: hub.probeHardware,
    openIndex: async (folder, retention, log) => {
      const { scaleOut } = config;
      if (scaleOut === null) {
        const { openLiveIndex } = await import("@grok/live");
        return openLiveIndex(folder, { retention, log });
      }
      const { openOpenSearchIndex } = await import("@grok/opensearch");
      return openOpenSearchIndex({ ...scaleOut, indexPrefix: "grok", retention, log });
    },
  };
}
