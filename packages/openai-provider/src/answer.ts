import { ModelError, type ModelPart, toModelError } from "@grok/model";
import type { AnswerChunk } from "./answer-chunk.ts";
import type { AnswerParts } from "./answer-parts.ts";
import { ask } from "./ask.ts";
import type { Catalogue } from "./catalogue.ts";
import { type Patience, readAnswer } from "./read-answer.ts";
import type { Remote } from "./remote.ts";
import type { RequestField, RequestPlan } from "./request-fields.ts";

/** What all answers of one provider share. */
export interface AnswerSurroundings {
  remote: Remote;
  catalogue: Catalogue;
  /** Fields that the server refuses for good, by path and model id; added to as they are met. */
  refusedOf(path: string, modelId: string): Set<string>;
  /** Models whose last answer came without counts. */
  uncounted: Set<string>;
  patience: Patience;
  now: () => number;
  /** For what turns out after `start` went out, which is the only part that carries warnings. */
  onLateWarning: (warning: string) => void;
}

/** What is asked for: an answer in a chat, or a raw text to be written on. */
export interface AnswerJob {
  modelId: string;
  outputTokensMax: number | undefined;
  wantsLogProbabilities: boolean;
  /** Makes it ready for the model that was found. Throws `ModelError`. */
  prepare(
    found: Awaited<ReturnType<Catalogue["find"]>>,
    controller: AbortController,
  ): Promise<PreparedAnswer> | PreparedAnswer;
}

export interface PreparedAnswer {
  /** Absent where there is nothing to ask. */
  plan?: RequestPlan;
  refused: Set<string>;
  parts: AnswerParts;
  /** See `Reading`. */
  parse: (data: string, base: string) => AnswerChunk;
  /** What follows `start`, and what it warns of, once the server has taken these fields. */
  open?(fields: readonly RequestField[]): { parts: readonly ModelPart[]; warnings: readonly string[] };
  /** What the server left out, once it has ended. */
  missed?(): readonly string[];
}

const nothing = { promptTokens: 0, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0 };

/** One answer from asking to its end. Never throws, whatever `jobOf` throws. `controller` ends it, and is aborted once it has ended. */
export async function* answer(
  around: AnswerSurroundings,
  jobOf: () => AnswerJob,
  controller: AbortController,
): AsyncGenerator<ModelPart, void, undefined> {
  const { remote, catalogue, uncounted } = around;
  const { base } = remote.address;
  let parts: AnswerParts | undefined;
  let outputTokensMax: number | undefined;
  try {
    controller.signal.throwIfAborted();
    const job = jobOf();
    const { modelId } = job;
    outputTokensMax = job.outputTokensMax;
    const found = await catalogue.find(modelId, controller.signal);
    const prepared = await job.prepare(found, controller);
    const { plan, refused, parse } = prepared;
    parts = prepared.parts;
    const asked = plan && (await ask(remote, modelId, plan, refused, controller, around));
    const opened = prepared.open?.(asked?.fields ?? []);
    const contextTokens = found.contextKnown ? found.description.contextTokens : undefined;
    const warnings = [...(asked?.warnings ?? []), ...(opened?.warnings ?? [])];
    const guessed = `${base} did not count the tokens of its last answer; counts are estimates.`;
    yield {
      type: "start",
      modelId,
      ...(contextTokens === undefined ? {} : { contextTokens }),
      warnings: uncounted.has(modelId) ? [...warnings, guessed] : warnings,
    };
    yield* opened?.parts ?? [];
    if (asked) {
      yield* readAnswer(asked.response, parts, {
        address: remote.address,
        modelId,
        controller,
        patience: around.patience,
        parse,
      });
      if (parts.counted) uncounted.delete(modelId);
      else if (!parts.overBy) {
        uncounted.add(modelId);
        around.onLateWarning(
          `${base} did not count the tokens of an answer of ${modelId}; counts are estimates.`,
        );
      }
      if (job.wantsLogProbabilities && !parts.toldLogProbabilities)
        around.onLateWarning(`${base} told no log-probabilities with an answer of ${modelId}.`);
      if (parts.rawReason === "content_filter")
        around.onLateWarning(`${base} ended an answer of ${modelId} by its content filter.`);
      for (const warning of prepared.missed?.() ?? []) around.onLateWarning(warning);
    }
    yield* parts.finish({ outputTokensMax, contextTokens });
  } catch (error) {
    const failure = controller.signal.aborted ? toModelError(controller.signal.reason) : toModelError(error);
    yield* parts?.close() ?? [];
    if (failure.code === "cancelled")
      yield parts?.cancelled(outputTokensMax) ?? { type: "finish", reason: "cancelled", usage: nothing };
    else yield { type: "error", error: failure };
  } finally {
    controller.abort(new ModelError("cancelled", "The answer has ended."));
  }
}
