import {
  checkJsonSchema,
  checkTools,
  type GenerateRequest,
  holdToSchema,
  ModelError,
  type ModelPart,
  type ModelProvider,
  toModelError,
  type Usage,
} from "@grok/model";
import { exampleValue } from "./model-contract.ts";

const speech = "The sea was calm and the people of the village were asleep. 🙂 ".repeat(8).split(/(?<= )/);

/** The smallest provider that keeps the contract: says the same words each time, one word a tick. For tests of tests. */
export function scriptedProvider(): ModelProvider {
  const running = new Set<AbortController>();
  let disposed = false;
  const count = (request: Pick<GenerateRequest, "messages">) =>
    request.messages.reduce((sum, message) => sum + message.text.split(/\s+/).length + 1, 0);

  function check(request: GenerateRequest): ModelError | undefined {
    const { messages } = request;
    if (disposed) return new ModelError("engine-lost", "the provider was disposed of");
    if (request.modelId !== "scripted") return unknownModel(request.modelId);
    if (messages.length === 0) return new ModelError("bad-request", "a request needs at least one message");
    if (messages.slice(1).some((message) => message.role === "system"))
      return new ModelError("bad-request", "the system message comes first and once");
    if (request.continueLast && messages.at(-1)?.role !== "assistant")
      return new ModelError("bad-request", "continueLast needs an assistant's message at the end");
    if (request.continueLast && request.jsonSchema)
      return new ModelError("bad-request", "continueLast cannot be held to a schema");
    try {
      checkTools(request);
      if (request.jsonSchema) checkJsonSchema(request.jsonSchema);
    } catch (error) {
      return toModelError(error);
    }
    return undefined;
  }

  async function* generate(request: GenerateRequest): AsyncGenerator<ModelPart> {
    const error = check(request);
    if (error) return yield { type: "error", error };
    const words = request.jsonSchema
      ? (JSON.stringify(exampleValue(request.jsonSchema)).match(/.{1,4}/gsu) ?? [])
      : speech;
    const stop = new AbortController();
    const signal = AbortSignal.any([stop.signal, ...(request.signal ? [request.signal] : [])]);
    running.add(stop);
    try {
      const usage: Usage = {
        promptTokens: count(request),
        cachedTokens: 0,
        outputTokens: 0,
        reasoningTokens: 0,
      };
      const warnings = request.logProbabilities ? ["this provider has no log-probabilities"] : [];
      yield { type: "start", modelId: "scripted", warnings };
      const { toolChoice } = request;
      const must = toolChoice === "required" ? request.tools?.[0]?.name : undefined;
      const called = typeof toolChoice === "object" ? toolChoice.name : must;
      const tool = request.tools?.find(({ name }) => name === called);
      if (tool) {
        yield { type: "tool-input-start", id: "call-1", name: tool.name };
        const text = JSON.stringify(exampleValue({ type: "object", ...tool.parameters }));
        yield { type: "tool-input-delta", id: "call-1", text };
        yield { type: "tool-input-end", id: "call-1" };
        return yield { type: "finish", reason: signal.aborted ? "cancelled" : "tool-calls", usage };
      }
      yield { type: "text-start", id: "1" };
      let reason: "stop" | "length" | "cancelled" = "stop";
      for (const word of words) {
        await new Promise((resolve) => setImmediate(resolve));
        if (signal.aborted) reason = "cancelled";
        else if (usage.outputTokens === request.outputTokensMax) reason = "length";
        if (reason !== "stop") break;
        usage.outputTokens++;
        const cut = Math.min(
          ...(request.stop ?? []).map((text) => (word.includes(text) ? word.indexOf(text) : 1e9)),
        );
        if (cut > 0) yield { type: "text-delta", id: "1", text: word.slice(0, cut) };
        if (cut < word.length) break;
      }
      yield { type: "text-end", id: "1" };
      yield { type: "finish", reason, usage };
    } finally {
      running.delete(stop);
    }
  }

  return {
    name: "scripted",
    list: async () => [
      {
        id: "scripted",
        title: "Scripted",
        contextTokens: 1024,
        abilities: [],
        languages: [],
        sampling: { temperature: 0 },
      },
    ],
    generate: (request) =>
      request.jsonSchema ? holdToSchema(generate(request), request.jsonSchema) : generate(request),
    countTokens: async (modelId, messages) => {
      if (modelId !== "scripted") throw unknownModel(modelId);
      return { tokens: count({ messages }), exact: true };
    },
    dispose: async () => {
      disposed = true;
      for (const stop of running) stop.abort();
    },
  };
}

function unknownModel(modelId: string): ModelError {
  return new ModelError("model-missing", `there is no model ${modelId}`);
}
