import { randomUUID } from "node:crypto";
import type { ServiceImpl } from "@connectrpc/connect";
import { readEmbeddings } from "@grok/dialects";
import { xai } from "@grok/protocol";
import { ApiError } from "../api-error.ts";
import { base64Vector, embedTexts } from "../embeddings/embed-texts.ts";
import { unary } from "./xai-call.ts";
import type { XaiParts } from "./xai-parts.ts";

/** Texts as vectors. */
export function embedderService({ embedder }: XaiParts): ServiceImpl<typeof xai.Embedder> {
  return {
    embed: unary(async ({ model, input, encodingFormat }, { caller, signal }) => {
      const ask = readEmbeddings({ model: model || null, input: input.map(textOf) });
      const { vectors, modelId } = await embedTexts(embedder, caller, ask, signal);
      const vectorOf =
        encodingFormat === xai.EmbedEncodingFormat.FORMAT_BASE64
          ? (vector: Float32Array) => ({ base64Array: base64Vector(vector) })
          : (vector: Float32Array) => ({ floatArray: [...vector] });
      return {
        id: randomUUID(),
        model: modelId,
        embeddings: vectors.map((vector, index) => ({ index, embeddings: [vectorOf(vector)] })),
        usage: { numTextEmbeddings: vectors.length },
      };
    }),
  };
}

function textOf({ input }: xai.EmbedInput, at: number): string {
  const param = `input[${at}]`;
  if (input.case === "string") return input.value;
  if (input.case === "imageUrl")
    throw new ApiError("not-supported", "Images cannot be made vectors here. Send text alone.", { param });
  throw new ApiError("bad-request", "There is no text in it.", { param });
}
