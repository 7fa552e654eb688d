import {
  type CompletionRequest,
  checkJsonSchema,
  checkTools,
  type GenerateRequest,
  ModelError,
  type ModelSpec,
} from "@grok/model";
import type { z } from "zod";
import {
  type CompleteOptions,
  completeOptions,
  type EngineTools,
  type GenerateOptions,
  generateOptions,
} from "../engine-messages.ts";

/** No vocabulary packs more characters into a token on average; a longer text cannot fit and is not tokenised at all. */
const charactersPerTokenMax = 64;
/** Tokens of a completion that does not say how many. */
const completionTokensDefault = 16;

/** What an engine is asked for `request`, with the model's own sampling filled in. Throws `ModelError` "bad-request". */
export function checkRequest(request: GenerateRequest, spec: ModelSpec): GenerateOptions {
  const { messages } = request;
  if (messages.length === 0) throw new ModelError("bad-request", "a request needs at least one message");
  if (messages.slice(1).some((message) => message.role === "system")) {
    throw new ModelError("bad-request", "there may be one system message, and only as the first");
  }
  if (messages.every((message) => message.role === "system")) {
    throw new ModelError("bad-request", "besides the system message a request needs one of the user");
  }
  if (request.continueLast && messages.at(-1)?.role !== "assistant") {
    throw new ModelError("bad-request", "continueLast needs the assistant's message as the last one");
  }
  if (request.continueLast && request.jsonSchema) {
    throw new ModelError("bad-request", "continueLast cannot be had together with jsonSchema");
  }
  const jsonSchema = request.jsonSchema && JSON.stringify(checkJsonSchema(request.jsonSchema));
  return parsed(generateOptions, {
    messages,
    continueLast: request.continueLast ?? false,
    sampling: { ...spec.sampling, ...definedFields(request.sampling) },
    outputTokensMax: request.outputTokensMax,
    stop: request.stop ?? [],
    reasoning: request.reasoning ?? "off",
    jsonSchema,
    reasoningTokensMax: request.reasoningTokensMax,
    tools: engineTools(request),
    logProbabilities: request.logProbabilities,
    tenant: request.tenant ?? "",
  });
}

function engineTools(request: GenerateRequest): EngineTools | undefined {
  const tools = checkTools(request);
  if (tools.length === 0) return undefined;
  return {
    list: tools.map(({ name, description, parameters }) => ({
      name,
      ...(description !== undefined && { description }),
      parameters: JSON.stringify(parameters),
    })),
    choice: request.toolChoice ?? "auto",
    parallel: request.parallelToolCalls ?? true,
  };
}

/** The same for a raw completion. */
export function checkCompletion(request: CompletionRequest, spec: ModelSpec): CompleteOptions {
  return parsed(completeOptions, {
    prompt: request.prompt,
    sampling: { ...spec.sampling, ...definedFields(request.sampling) },
    outputTokensMax: request.outputTokensMax ?? completionTokensDefault,
    stop: request.stop ?? [],
    echo: request.echo ?? false,
    logProbabilities: request.logProbabilities,
    tenant: request.tenant ?? "",
  });
}

function parsed<Options>(schema: z.ZodType<Options>, value: unknown): Options {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new ModelError("bad-request", `${issue?.path.join(".")}: ${issue?.message}`, { cause: result.error });
}

/** Throws `ModelError` "context-full" if the texts cannot fit into `contextTokens` whatever the vocabulary. */
export function checkLength(texts: readonly string[], contextTokens: number): void {
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  if (characters <= contextTokens * charactersPerTokenMax) return;
  throw new ModelError(
    "context-full",
    `the texts have ${characters} characters, which cannot fit into a context of ${contextTokens} tokens; shorten them`,
  );
}

function definedFields<Fields extends object>(fields: Fields | undefined): Partial<Fields> {
  const defined = Object.entries(fields ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(defined) as Partial<Fields>;
}
