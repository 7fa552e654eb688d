export { createOpenAiEmbedder, type OpenAiEmbedderOptions } from "./openai-embedder.ts";
export { createOpenAiProvider, type OpenAiProviderOptions } from "./openai-provider.ts";
export type { ServerKind } from "./server-kind.ts";
