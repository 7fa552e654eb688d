import {
  type CompletionRequest,
  type GenerateRequest,
  ModelError,
  type ModelPart,
  type TokenLogProbability,
  type Usage,
} from "@grok/model";
import { exampleValue } from "@grok/model/contract";
import type { ScriptedEngine } from "./scripted-engine.ts";

/** What clients of the API get out of a model: what it does stands in the question. */
export interface AnsweringEngine {
  /** Answers that were left before their end. */
  left: number;
  /** Answers that came to it. */
  done: number;
  readonly requests: GenerateRequest[];
}

/** Makes `engine` answer as clients' checks want it: tools, reasoning, JSON, log-probabilities, failures. */
export function answerChecks(engine: ScriptedEngine): AnsweringEngine {
  const seen: AnsweringEngine = { left: 0, done: 0, requests: [] };
  let failures = 0;

  async function* generate(request: GenerateRequest): AsyncGenerator<ModelPart> {
    seen.requests.push(request);
    const last = request.messages.at(-1)!;
    const usage = usageOf(request.messages.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0));
    if (last.text === "fail twice" && failures++ < 2)
      return yield { type: "error", error: new ModelError("engine-lost", "the engine went away") };
    yield { type: "start", modelId: request.modelId, promptTokens: usage.promptTokens, warnings: [] };
    const tool = request.tools?.[0];
    if (tool !== undefined && last.role === "user" && request.toolChoice !== "none") {
      const input = JSON.stringify(exampleValue(tool.parameters));
      yield { type: "tool-input-start", id: "call-1", name: tool.name };
      for (const text of input.match(/.{1,7}/gs) ?? [])
        yield { type: "tool-input-delta", id: "call-1", text };
      yield { type: "tool-input-end", id: "call-1" };
      return yield { type: "finish", reason: "tool-calls", usage };
    }
    if (request.reasoning === "on") {
      yield { type: "reasoning-start", id: "r" };
      for (const text of ["Six ", "by ", "seven."]) {
        usage.outputTokens++;
        usage.reasoningTokens++;
        yield { type: "reasoning-delta", id: "r", text };
      }
      yield { type: "reasoning-end", id: "r" };
    }
    yield { type: "text-start", id: "t" };
    for (const text of wordsFor(request)) {
      await new Promise((resolve) => setImmediate(resolve));
      if (request.signal?.aborted) {
        seen.left++;
        return yield { type: "finish", reason: "cancelled", usage };
      }
      usage.outputTokens++;
      yield {
        type: "text-delta",
        id: "t",
        text,
        ...(request.logProbabilities && {
          logProbabilities: [logProbability(text, request.logProbabilities.top)],
        }),
      };
    }
    seen.done++;
    yield { type: "text-end", id: "t" };
    yield { type: "finish", reason: "stop", usage };
  }

  async function* complete(request: CompletionRequest): AsyncGenerator<ModelPart> {
    const usage = usageOf(1);
    yield { type: "start", modelId: request.modelId, promptTokens: 1, warnings: [] };
    yield { type: "text-start", id: "t" };
    for (const text of [String(request.prompt), " and", " on"]) {
      usage.outputTokens++;
      yield { type: "text-delta", id: "t", text };
    }
    yield { type: "text-end", id: "t" };
    yield { type: "finish", reason: "length", usage };
  }

  Object.assign(engine, {
    generate,
    complete,
    tokenize: async (_id: string, text: string) =>
      (text.match(/\S+\s*/g) ?? []).map((token, at) => ({
        tokenId: at + 1,
        text: token,
        bytes: [...Buffer.from(token)],
      })),
  });
  return seen;
}

function* wordsFor(request: GenerateRequest): Generator<string> {
  const last = request.messages.at(-1)!;
  if (request.jsonSchema) yield JSON.stringify(exampleValue(request.jsonSchema));
  else if (last.role === "tool") yield `The tool said ${last.text}.`;
  else if (last.text === "seed") yield `seed ${request.sampling?.seed}`;
  else if (request.messages.some(({ text }) => text === "repeat all"))
    yield request.messages.map(({ role, text }) => `${role}: ${text}`).join("|");
  else if (last.text === "go on for long") for (let word = 0; word < 2_000; word++) yield "and ";
  else if (last.text === "go on for ever") for (;;) yield "and ";
  else yield* ["The ", "answer ", "is ", "42."];
}

function usageOf(promptTokens: number): Usage {
  return { promptTokens, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0 };
}

function logProbability(text: string, top: number): TokenLogProbability {
  const choice = { tokenId: 1, text, bytes: [...Buffer.from(text)], logProbability: -0.25 };
  return { ...choice, top: Array.from({ length: top }, () => choice) };
}
