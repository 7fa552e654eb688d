import type { GenerateRequest, ModelError, ModelPart } from "@grok/model";
import { createOpenAiProvider, type OpenAiProviderOptions } from "../src/index.ts";
import type { FakeServer } from "./fake-server.ts";

/** The key that must never be seen again. */
export const key = "sk-test-9f3a";

/** A provider at the fake server, with the key. */
export function providerAt(server: FakeServer, options: Partial<OpenAiProviderOptions> = {}) {
  return createOpenAiProvider({ baseUrl: server.url, apiKey: key, ...options });
}

/** The least request for an answer of model "m". */
export function question(more: Partial<GenerateRequest> = {}): GenerateRequest {
  return { modelId: "m", messages: [{ role: "user", text: "Hello" }], ...more };
}

/** What a stream amounted to; the order of its parts is the contract suite's business. */
export interface Collected {
  parts: readonly ModelPart[];
  text: string;
  start?: Extract<ModelPart, { type: "start" }>;
  finish?: Extract<ModelPart, { type: "finish" }>;
  error?: ModelError;
}

/** Reads a stream to its end; `onPart` sees each part before the next is asked for. */
export async function collect(
  stream: AsyncIterable<ModelPart>,
  onPart: (part: ModelPart) => void = () => {},
): Promise<Collected> {
  const parts: ModelPart[] = [];
  const collected: Collected = { parts, text: "" };
  for await (const part of stream) {
    parts.push(part);
    if (part.type === "start") collected.start = part;
    else if (part.type === "text-delta") collected.text += part.text;
    else if (part.type === "finish") collected.finish = part;
    else if (part.type === "error") collected.error = part.error;
    onPart(part);
  }
  return collected;
}
