export { createOpenAiProvider, type OpenAiProviderOptions } from "./openai-provider.ts";
export type { ServerKind } from "./server-kind.ts";
