import { readEmbeddings } from "@grok/dialects";
import { base64Vector, embedTexts } from "../../embeddings/embed-texts.ts";
import { type ApiCall, answerJson, jsonBody } from "../api-call.ts";
import type { RestParts } from "../rest-parts.ts";

/** POST /v1/embeddings */
export async function embeddings(call: ApiCall, { embedder }: RestParts): Promise<void> {
  const ask = readEmbeddings(await jsonBody(call));
  const { vectors, modelId, promptTokens, limits } = await embedTexts(
    embedder,
    call.caller,
    ask,
    call.signal,
  );
  const data = vectors.map((vector, index) => {
    const wanted = ask.dimensions === undefined ? vector : shortened(vector, ask.dimensions);
    const embedding = ask.format === "base64" ? base64Vector(wanted) : [...wanted];
    return { object: "embedding", index, embedding };
  });
  const usage = { prompt_tokens: promptTokens, total_tokens: promptTokens };
  answerJson(call, 200, { object: "list", data, model: modelId, usage }, limits);
}

function shortened(vector: Float32Array, dimensions: number): Float32Array {
  const head = vector.slice(0, dimensions);
  const length = Math.hypot(...head) || 1;
  return head.map((value) => value / length);
}
