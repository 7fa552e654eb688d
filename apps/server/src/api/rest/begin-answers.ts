import type { AnswerPart } from "@grok/dialects";
import type { RateLimits } from "../api-access.ts";
import type { Answer } from "../generation/api-generation.ts";
import type { ApiModel } from "../models/api-models.ts";
import { mergeAnswers } from "./merge-answers.ts";

/** Answers to one request, each with a turn of its own. */
export interface BegunAnswers {
  readonly model: ApiModel;
  readonly limits: RateLimits;
  /** Parts as they come, with the place of their answer. */
  readonly parts: AsyncIterable<{ readonly index: number; readonly item: AnswerPart }>;
}

/**
 * Starts all of them at once, and resolves when the first has its turn; nothing waits for the last of them. Where one
 * fails, or nobody reads on, the others are ended.
 */
export async function beginAnswers(
  starts: readonly ((signal: AbortSignal) => Promise<Answer>)[],
  signal: AbortSignal,
): Promise<BegunAnswers> {
  const left = new AbortController();
  const both = AbortSignal.any([signal, left.signal]);
  const leave = () => left.abort(new Error("the other answers to the same request are left"));
  const begun = starts.map((start) => start(both));
  // Each reason is told where its parts are read; until then nobody listens.
  for (const each of begun) each.catch(() => {});
  try {
    const first = await begun[0]!;
    const sources = [first.parts, ...begun.slice(1).map(partsOf)];
    return { model: first.model, limits: first.limits, parts: mergeAnswers(sources, leave) };
  } catch (error) {
    leave();
    throw error;
  }
}

async function* partsOf(answer: Promise<Answer>): AsyncGenerator<AnswerPart> {
  yield* (await answer).parts;
}

/** "fp_…": the same weights have the same. */
export function fingerprintOf({ description, publicId }: ApiModel): string {
  return `fp_${(description.digest ?? Buffer.from(publicId).toString("hex")).slice(0, 10).padEnd(10, "0")}`;
}
