import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { ServiceImpl } from "@connectrpc/connect";
import type { EmbeddingModel } from "@grok/model";
import { xai } from "@grok/protocol";
import { embeddingAlias } from "../../embeddings/named-embedder.ts";
import { ApiError } from "../api-error.ts";
import { noSuchEmbedder } from "../embeddings/embed-texts.ts";
import type { ApiModel } from "../models/api-models.ts";
import { fingerprintOf } from "../rest/begin-answers.ts";
import { unary } from "./xai-call.ts";
import type { XaiParts } from "./xai-parts.ts";

/** What can be asked. Nothing costs anything here: prices stay 0. */
export function modelsService({ models, embedder, startedAt }: XaiParts): ServiceImpl<typeof xai.Models> {
  const created = timestampFromMs(startedAt * 1_000);

  const languageModel = (model: ApiModel) => ({
    name: model.publicId,
    aliases: [...model.aliases],
    version: "1.0",
    inputModalities: [xai.Modality.TEXT],
    outputModalities: [xai.Modality.TEXT],
    maxPromptLength: model.description.contextTokens,
    created,
    systemFingerprint: fingerprintOf(model),
  });
  const embeddingModel = async ({ id, digest = "" }: EmbeddingModel) => ({
    name: id,
    aliases: (await embedder.resolve(embeddingAlias))?.id === id ? [embeddingAlias] : [],
    version: "1.0",
    inputModalities: [xai.Modality.TEXT],
    outputModalities: [xai.Modality.EMBEDDING],
    created,
    systemFingerprint: digest === "" ? "" : `fp_${digest.slice(0, 10)}`,
  });

  return {
    listLanguageModels: unary(async () => ({ models: (await models.list()).map(languageModel) })),
    getLanguageModel: unary(async ({ name }) => languageModel(await models.resolve(name))),
    listEmbeddingModels: unary(async () => ({
      models: await Promise.all((await embedder.list()).map(embeddingModel)),
    })),
    getEmbeddingModel: unary(async ({ name }) => {
      const model = await embedder.resolve(name);
      if (model) return embeddingModel(model);
      throw noSuchEmbedder(name);
    }),
    listImageGenerationModels: unary(() => ({})),
    getImageGenerationModel: unary(({ name }) => {
      throw new ApiError("not-found", `No model "${name.slice(0, 100)}" makes images here.`);
    }),
  };
}
