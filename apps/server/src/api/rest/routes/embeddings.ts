import { readEmbeddings } from "@grok/dialects";
import { ApiError } from "../../api-error.ts";
import { type ApiCall, answerJson, jsonBody } from "../api-call.ts";
import type { RestParts } from "../rest-parts.ts";

/** No tokeniser makes more tokens of a text than it has bytes; about so many characters make one. */
const unitsPerToken = 3;

/** POST /v1/embeddings */
export async function embeddings(call: ApiCall, { embedder }: RestParts): Promise<void> {
  const { model: name, texts, format, dimensions } = readEmbeddings(await jsonBody(call));
  const { caller, signal } = call;
  caller.demand("embeddings", name);
  const model = await embedder.resolve(name);
  if (!model || model.dimensions === undefined)
    throw new ApiError(
      "not-found",
      `No model "${name.slice(0, 100)}" makes vectors here. GET /v1/embedding-models lists those that do.`,
      { param: "model" },
    );
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
    const data = answer.vectors.map((vector, index) => {
      const wanted = dimensions === undefined ? vector : shortened(vector, dimensions);
      return { object: "embedding", index, embedding: format === "base64" ? base64(wanted) : [...wanted] };
    });
    const usage = { prompt_tokens: promptTokens, total_tokens: promptTokens };
    answerJson(call, 200, { object: "list", data, model: model.id, usage }, admission.limits);
  } finally {
    admission.settle({ promptTokens, outputTokens: 0 });
  }
}

function shortened(vector: Float32Array, dimensions: number): Float32Array {
  const head = vector.slice(0, dimensions);
  const length = Math.hypot(...head) || 1;
  return head.map((value) => value / length);
}

/** 32-bit numbers, least byte first. */
function base64(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [at, value] of vector.entries()) bytes.writeFloatLE(value, at * 4);
  return bytes.toString("base64");
}
