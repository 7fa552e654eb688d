import type { EmbeddingsAsk } from "@grok/dialects";
import type { EmbedAnswer } from "@grok/model";
import type { NamedEmbedder } from "../../embeddings/named-embedder.ts";
import type { ApiCaller, RateLimits } from "../api-access.ts";
import { ApiError } from "../api-error.ts";

/** No tokeniser makes more tokens of a text than it has bytes; about so many characters make one. */
const unitsPerToken = 3;

export interface EmbeddedTexts extends EmbedAnswer {
  readonly modelId: string;
  readonly limits: RateLimits;
}

/** Texts as vectors, for any dialect: asks `caller` for leave and a turn. Rejects with `ApiError` and `ModelError`. */
export async function embedTexts(
  embedder: NamedEmbedder,
  caller: ApiCaller,
  { model: name, texts, dimensions }: Pick<EmbeddingsAsk, "model" | "texts" | "dimensions">,
  signal: AbortSignal,
): Promise<EmbeddedTexts> {
  caller.demand("embeddings", name);
  const model = await embedder.resolve(name);
  if (model?.dimensions === undefined) throw noSuchEmbedder(name);
  if (dimensions !== undefined && dimensions > model.dimensions)
    throw new ApiError("bad-request", `Vectors of "${model.id}" have ${model.dimensions} numbers.`, {
      param: "dimensions",
    });
  const tokens = texts.reduce(
    (sum, text) => sum + Math.min(model.tokensMax, Math.ceil(text.length / unitsPerToken)),
    0,
  );
  const admission = await caller.admit({ tokens, signal, modelId: model.id });
  let promptTokens = 0;
  try {
    const answer = await embedder.embed({ modelId: model.id, texts, signal });
    promptTokens = answer.promptTokens;
    return { ...answer, modelId: model.id, limits: admission.limits };
  } finally {
    admission.settle({ promptTokens, outputTokens: 0 });
  }
}

/** Of a name under which nothing makes vectors here. */
export function noSuchEmbedder(name: string): ApiError {
  return new ApiError(
    "not-found",
    `No model "${name.slice(0, 100)}" makes vectors here. GET /v1/embedding-models lists those that do; "grok models pull all-minilm-l6-v2" fetches one.`,
    { param: "model" },
  );
}

/** 32-bit numbers, least byte first. */
export function base64Vector(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [at, value] of vector.entries()) bytes.writeFloatLE(value, at * 4);
  return bytes.toString("base64");
}
