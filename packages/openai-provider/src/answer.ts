import { type GenerateRequest, ModelError, type ModelPart, toModelError } from "@grok/model";
import { createAnswerParts } from "./answer-parts.ts";
import { ask } from "./ask.ts";
import type { Catalogue } from "./catalogue.ts";
import { checkRequest } from "./check-request.ts";
import { type Patience, readAnswer } from "./read-answer.ts";
import type { Remote } from "./remote.ts";
import { planRequest } from "./request-fields.ts";

/** What all answers of one provider share. */
export interface AnswerSurroundings {
  remote: Remote;
  catalogue: Catalogue;
  /** Fields that the server refuses for good, by model id; added to as they are met. */
  refusedOf(modelId: string): Set<string>;
  /** Models whose last answer came without counts. */
  uncounted: Set<string>;
  patience: Patience;
  now: () => number;
  /** For what turns out after `start` went out, which is the only part that carries warnings. */
  onLateWarning: (warning: string) => void;
}

/** One answer from asking to its end. Never throws. `controller` ends it, and is aborted once it has ended. */
export async function* answer(
  around: AnswerSurroundings,
  request: GenerateRequest,
  controller: AbortController,
): AsyncGenerator<ModelPart, void, undefined> {
  const { remote, catalogue, uncounted } = around;
  const { modelId } = request;
  const { base } = remote.address;
  const parts = createAnswerParts(base, request);
  try {
    controller.signal.throwIfAborted();
    checkRequest(request);
    const { kind, description, contextKnown } = await catalogue.find(modelId, controller.signal);
    const refused = around.refusedOf(modelId);
    const plan = planRequest(request, { kind, base }, description.sampling, refused);
    const { response, warnings } = await ask(remote, modelId, plan, refused, controller, around);

    const contextTokens = contextKnown ? description.contextTokens : undefined;
    const guessed = `${base} did not count the tokens of its last answer; counts are estimates.`;
    yield {
      type: "start",
      modelId,
      ...(contextTokens === undefined ? {} : { contextTokens }),
      warnings: uncounted.has(modelId) ? [...warnings, guessed] : warnings,
    };

    yield* readAnswer(response, parts, {
      address: remote.address,
      modelId,
      controller,
      patience: around.patience,
    });
    if (parts.counted) uncounted.delete(modelId);
    else if (!parts.overBy) {
      uncounted.add(modelId);
      around.onLateWarning(
        `${base} did not count the tokens of an answer of ${modelId}; counts are estimates.`,
      );
    }
    if (request.logProbabilities && !parts.toldLogProbabilities)
      around.onLateWarning(`${base} told no log-probabilities with an answer of ${modelId}.`);
    if (parts.rawReason === "content_filter")
      around.onLateWarning(`${base} ended an answer of ${modelId} by its content filter.`);
    yield* parts.finish({ outputTokensMax: request.outputTokensMax, contextTokens });
  } catch (error) {
    const failure = controller.signal.aborted ? toModelError(controller.signal.reason) : toModelError(error);
    yield* parts.close();
    if (failure.code === "cancelled") yield parts.cancelled(request.outputTokensMax);
    else yield { type: "error", error: failure };
  } finally {
    controller.abort(new ModelError("cancelled", "The answer has ended."));
  }
}
