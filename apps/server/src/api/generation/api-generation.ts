// The one way from a request of any dialect to an answer: REST and gRPC both ask here.
import type { AnswerAsk, AnswerPart, CompletionAsk } from "@grok/dialects";
import type { ModelToken } from "@grok/model";
import type { ApiCaller, RateLimits } from "../api-access.ts";
import type { ApiModel } from "../models/api-models.ts";

/** An answer that has its turn. Its parts have to be read to the end, left (`return()`), or its signal aborted. */
export interface Answer {
  readonly model: ApiModel;
  /** For headers. */
  readonly limits: RateLimits;
  /** Read once. The iteration rejects with `ApiError`; parts before that stand. */
  readonly parts: AsyncIterable<AnswerPart>;
}

export interface ApiGeneration {
  /**
   * Finds the model, asks `caller` for leave and a turn, and begins. Budgets are settled when the parts end. Rejects with
   * `ApiError`, and with the signal's reason. Aborting ends the work within a token.
   */
  start(caller: ApiCaller, ask: AnswerAsk, signal: AbortSignal): Promise<Answer>;
  /** As `start`, for a raw text. Rejects with "not-supported" where the model's provider cannot. */
  complete(caller: ApiCaller, ask: CompletionAsk, signal: AbortSignal): Promise<Answer>;
  /** `text` in tokens of the model that is named. */
  tokenize(
    caller: ApiCaller,
    modelName: string,
    text: string,
    signal: AbortSignal,
  ): Promise<{ readonly model: ApiModel; readonly tokens: readonly ModelToken[] }>;
}
