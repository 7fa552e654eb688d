import type { AnswerPart } from "@grok/dialects";
import { type ChatMessage, type GenerateRequest, ModelError, type ModelPart } from "@grok/model";
import type { ApiCaller } from "../api-access.ts";
import { ApiError } from "../api-error.ts";
import { countRequest } from "../count-request.ts";
import type { ApiModel, ApiModels } from "../models/api-models.ts";
import { toApiError } from "../to-api-error.ts";
import type { Answer, ApiGeneration } from "./api-generation.ts";
import type { PostSearch } from "./post-search.ts";
import { quotedPosts } from "./quoted-posts.ts";
import { answerWithSearch } from "./search-loop.ts";
import { settling } from "./settling.ts";

/** Where a client sets no limit, so much is taken from its budgets at first; what was used is settled at the end. */
const outputGuess = 1_024;
/** No tokeniser packs more characters into a token on average, so a longer prompt need not be counted. */
const unitsPerTokenMax = 32;

export function createApiGeneration(models: ApiModels, posts: PostSearch): ApiGeneration {
  async function begin(
    caller: ApiCaller,
    model: ApiModel,
    tokens: number,
    signal: AbortSignal,
    parts: () => AsyncIterable<AnswerPart>,
  ): Promise<Answer> {
    const admission = await caller.admit({ tokens, signal, modelId: model.publicId });
    return { model, limits: admission.limits, parts: settling(admission, parts, signal) };
  }

  return {
    async start(caller, ask, signal) {
      caller.demand(ask.endpoint, ask.model);
      caller.demandRoom();
      const model = await models.resolve(ask.model);
      const search = ask.serverTools?.[0];
      const promptTokens = await countPrompt(model, ask.request.messages);
      const request: GenerateRequest = {
        ...ask.request,
        modelId: model.description.id,
        tenant: caller.tenant,
        signal,
      };
      const generate = (each: GenerateRequest) => thrown(model.provider.generate(each));
      const tokens = promptTokens + (ask.request.outputTokensMax ?? outputGuess);
      return begin(caller, model, tokens, signal, () => {
        if (search === undefined) return generate(request);
        const tool = { search: posts(search, signal), required: search.required };
        return model.description.abilities.includes("tools")
          ? answerWithSearch(request, generate, tool, ask.maxTurns ?? 5)
          : quotedPosts(request, generate, tool, model.description.abilities.includes("rephrase"));
      });
    },

    async complete(caller, ask, signal) {
      caller.demand("completions", ask.model);
      caller.demandRoom();
      const model = await models.resolve(ask.model);
      const complete = model.provider.complete?.bind(model.provider);
      if (complete === undefined)
        throw new ApiError(
          "not-supported",
          `The model "${model.publicId}" writes no raw texts on; ask it by /v1/chat/completions.`,
          { param: "model" },
        );
      const { prompt, outputTokensMax = 16 } = ask.request;
      const text = typeof prompt === "string" ? prompt : "";
      const promptTokens =
        typeof prompt === "string"
          ? await countPrompt(model, [{ role: "user", text }])
          : demandRoom(model, prompt.length);
      const request = {
        ...ask.request,
        modelId: model.description.id,
        tenant: caller.tenant,
        signal,
      } satisfies Parameters<typeof complete>[0];
      return begin(caller, model, promptTokens + outputTokensMax, signal, () => thrown(complete(request)));
    },

    async tokenize(caller, modelName, text, signal) {
      caller.demand("tokenize", modelName);
      const model = await models.resolve(modelName);
      const tokenize = model.provider.tokenize?.bind(model.provider);
      if (tokenize === undefined)
        throw new ApiError("not-supported", `Nobody knows the tokens of "${model.publicId}" here.`, {
          param: "model",
        });
      // No turn of the model's: splitting a text does not wait for answers.
      return countRequest(caller, signal, async () => {
        try {
          return { model, tokens: await tokenize(model.description.id, text) };
        } catch (error) {
          throw toApiError(error);
        }
      });
    },
  };
}

async function countPrompt(model: ApiModel, messages: readonly ChatMessage[]): Promise<number> {
  const units = messages.reduce((sum, { text }) => sum + text.length, 0);
  demandRoom(model, Math.ceil(units / unitsPerTokenMax));
  try {
    return (await model.provider.countTokens(model.description.id, messages)).tokens;
  } catch (error) {
    throw toApiError(error);
  }
}

function demandRoom({ publicId, description }: ApiModel, tokens: number): number {
  if (tokens <= description.contextTokens) return tokens;
  const message = `The prompt has ${tokens} tokens or more; "${publicId}" takes ${description.contextTokens}, its answer included. Send less.`;
  throw toApiError(new ModelError("context-full", message));
}

/** Parts of which an error is thrown. */
async function* thrown(parts: AsyncIterable<ModelPart>): AsyncGenerator<AnswerPart> {
  for await (const part of parts) {
    if (part.type === "error") throw part.error;
    yield part;
  }
}
