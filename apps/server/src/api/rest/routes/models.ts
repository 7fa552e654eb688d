import type { EmbeddingModel } from "@grok/model";
import { embeddingAlias } from "../../../embeddings/named-embedder.ts";
import { noSuchEmbedder } from "../../embeddings/embed-texts.ts";
import type { ApiModel } from "../../models/api-models.ts";
import { type ApiCall, answerJson } from "../api-call.ts";
import { fingerprintOf } from "../begin-answers.ts";
import type { RestParts } from "../rest-parts.ts";

const efforts = ["none", "minimal", "low", "medium", "high", "xhigh"];

/** GET /v1/models: every model by its own name, and by those that always stand for one. */
export async function listModels(call: ApiCall, parts: RestParts): Promise<void> {
  const [models, embedders] = await Promise.all([parts.models.list(), embeddingModels(parts)]);
  const named = models.flatMap((model) => model.aliases.map((alias) => modelObject(model, parts, alias)));
  const namedEmbedders = embedders.flatMap((model) =>
    model.aliases.map((alias) => embedderObject(model, parts, alias)),
  );
  answerJson(call, 200, {
    object: "list",
    data: [
      ...named,
      ...namedEmbedders,
      ...models.map((model) => modelObject(model, parts)),
      ...embedders.map((model) => embedderObject(model, parts)),
    ],
  });
}

/** GET /v1/models/{id} */
export async function readModel(call: ApiCall, parts: RestParts): Promise<void> {
  const name = call.captured;
  const model = await parts.models.resolve(name).catch((error) => error as unknown);
  if (!(model instanceof Error)) return answerJson(call, 200, modelObject(model as ApiModel, parts, name));
  const embedder = await findEmbedder(parts, name);
  if (embedder === undefined) throw model;
  answerJson(call, 200, embedderObject(embedder, parts, name));
}

/** GET /v1/language-models */
export async function listLanguageModels(call: ApiCall, parts: RestParts): Promise<void> {
  const models = await parts.models.list();
  answerJson(call, 200, { models: models.map((model) => languageModelObject(model, parts)) });
}

/** GET /v1/language-models/{id} */
export async function readLanguageModel(call: ApiCall, parts: RestParts): Promise<void> {
  answerJson(call, 200, languageModelObject(await parts.models.resolve(call.captured), parts));
}

/** GET /v1/embedding-models */
export async function listEmbeddingModels(call: ApiCall, parts: RestParts): Promise<void> {
  const models = await embeddingModels(parts);
  answerJson(call, 200, { models: models.map((model) => embeddingModelObject(model, parts)) });
}

/** GET /v1/embedding-models/{id} */
export async function readEmbeddingModel(call: ApiCall, parts: RestParts): Promise<void> {
  const model = await findEmbedder(parts, call.captured);
  if (model === undefined) throw noSuchEmbedder(call.captured);
  answerJson(call, 200, embeddingModelObject(model, parts));
}

function modelObject(model: ApiModel, { startedAt }: RestParts, name = model.publicId) {
  const { description, publicId, aliases } = model;
  const others = [publicId, ...aliases].filter((each) => each !== name);
  return {
    id: name,
    object: "model",
    created: startedAt,
    owned_by: ownerOf(publicId),
    aliases: others,
    context_length: description.contextTokens,
    prompt_text_token_price: 0,
    cached_prompt_text_token_price: 0,
    completion_text_token_price: 0,
    capabilities: {
      ...(description.abilities.includes("reasoning") && { reasoning_effort: efforts }),
      function_calling: description.abilities.includes("tools"),
    },
  };
}

function languageModelObject(model: ApiModel, { startedAt }: RestParts) {
  const { description, publicId, aliases } = model;
  return {
    id: publicId,
    fingerprint: fingerprintOf(model),
    created: startedAt,
    object: "model",
    owned_by: ownerOf(publicId),
    version: "1.0",
    input_modalities: ["text"],
    output_modalities: ["text"],
    max_prompt_length: description.contextTokens,
    prompt_text_token_price: 0,
    cached_prompt_text_token_price: 0,
    prompt_image_token_price: 0,
    completion_text_token_price: 0,
    search_price: 0,
    aliases: [...aliases],
  };
}

interface EmbeddingApiModel extends EmbeddingModel {
  /** "grok-embedding" of the one that it stands for. */
  readonly aliases: readonly string[];
}

async function embeddingModels({ embedder }: RestParts): Promise<readonly EmbeddingApiModel[]> {
  const [all, standing] = await Promise.all([embedder.list(), embedder.resolve(embeddingAlias)]);
  return all
    .filter(({ dimensions }) => dimensions !== undefined)
    .map((model) => ({ ...model, aliases: model.id === standing?.id ? [embeddingAlias] : [] }));
}

async function findEmbedder(parts: RestParts, name: string): Promise<EmbeddingApiModel | undefined> {
  const models = await embeddingModels(parts);
  return models.find(({ id, aliases }) => id === name || aliases.includes(name));
}

function embedderObject({ id, aliases }: EmbeddingApiModel, { startedAt }: RestParts, name = id) {
  const others = [id, ...aliases].filter((each) => each !== name);
  return { id: name, object: "model", created: startedAt, owned_by: ownerOf(id), aliases: others };
}

function embeddingModelObject({ id, digest, aliases }: EmbeddingApiModel, { startedAt }: RestParts) {
  return {
    id,
    fingerprint: `fp_${(digest ?? "").slice(0, 10).padEnd(10, "0")}`,
    created: startedAt,
    object: "model",
    owned_by: ownerOf(id),
    version: "1.0",
    input_modalities: ["text"],
    output_modalities: ["embedding"],
    prompt_text_token_price: 0,
    prompt_image_token_price: 0,
    aliases: [...aliases],
  };
}

/** This machine, or the address that a model stands behind. */
function ownerOf(publicId: string): string {
  return publicId.includes("/") ? publicId.slice(0, publicId.indexOf("/")) : "local";
}
