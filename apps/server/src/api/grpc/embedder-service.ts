import { randomUUID } from "node:crypto";
import type { ServiceImpl } from "@connectrpc/connect";
import { readEmbeddings } from "@grok/dialects";
import { xai } from "@grok/protocol";
import { ApiError } from "../api-error.ts";
import { unary } from "./xai-call.ts";
import type { XaiParts } from "./xai-parts.ts";

/** No tokeniser makes more tokens of a text than it has bytes; about so many characters make one. */
const unitsPerToken = 3;

/** Texts as vectors. */
export function embedderService({ embedder }: XaiParts): ServiceImpl<typeof xai.Embedder> {
  return {
    embed: unary(async (request, { caller, signal }) => {
      const asBase64 = request.encodingFormat === xai.EmbedEncodingFormat.FORMAT_BASE64;
      const { model: name, texts } = readEmbeddings({
        model: request.model || null,
        input: request.input.map(textOf),
      });
      caller.demand("embeddings", name);
      const model = await embedder?.resolve(name);
      if (!embedder || !model || model.dimensions === undefined)
        throw new ApiError("not-found", `No model "${name.slice(0, 100)}" makes vectors here.`, {
          param: "model",
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
        return {
          id: randomUUID(),
          model: model.id,
          embeddings: answer.vectors.map((vector, index) => ({
            index,
            embeddings: [asBase64 ? { base64Array: base64(vector) } : { floatArray: [...vector] }],
          })),
          usage: { numTextEmbeddings: texts.length },
        };
      } finally {
        admission.settle({ promptTokens, outputTokens: 0 });
      }
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

/** 32-bit numbers, least byte first. */
function base64(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [at, value] of vector.entries()) bytes.writeFloatLE(value, at * 4);
  return bytes.toString("base64");
}
