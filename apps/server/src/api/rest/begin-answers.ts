import { randomUUID } from "node:crypto";
import { type AnswerPart, type ChatHead, GatheredAnswer } from "@grok/dialects";
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

/** Reads `count` answers to their ends. Rejects with the reason of `signal`: what was cut off is no whole answer. */
export async function gatherAnswers(
  { parts }: BegunAnswers,
  count: number,
  signal: AbortSignal,
): Promise<GatheredAnswer[]> {
  const answers = Array.from({ length: count }, () => new GatheredAnswer());
  for await (const { index, item } of parts) answers[index]!.push(item);
  signal.throwIfAborted();
  return answers;
}

/** `kind`: what its id begins with, "chatcmpl" or "cmpl". */
export function headOf(kind: string, model: ApiModel, nowMs: number): ChatHead {
  return {
    id: `${kind}-${randomUUID()}`,
    created: Math.floor(nowMs / 1000),
    model: model.publicId,
    fingerprint: fingerprintOf(model),
  };
}

/** "fp_…": the same weights have the same. */
export function fingerprintOf({ description, publicId }: ApiModel): string {
  return `fp_${(description.digest ?? Buffer.from(publicId).toString("hex")).slice(0, 10).padEnd(10, "0")}`;
}
