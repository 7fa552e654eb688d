import type { Answer } from "../generation/api-generation.ts";
import { type BegunAnswers, beginAnswers } from "../rest/begin-answers.ts";
import { partsAhead } from "../rest/parts-ahead.ts";
import { rateLimitHeaders } from "../rest/rate-limit-headers.ts";
import type { XaiCall } from "./xai-call.ts";

/** Begins `count` answers to one call, and tells in its headers what is left of the budgets. */
export async function beginSeveral(
  count: number,
  begin: (place: number, signal: AbortSignal) => Promise<Answer>,
  { signal, headers }: Pick<XaiCall, "signal" | "headers">,
): Promise<BegunAnswers> {
  const starts = Array.from({ length: count }, (_, place) => (ends: AbortSignal) => begin(place, ends));
  const begun = await beginAnswers(starts, signal);
  for (const [name, value] of Object.entries(rateLimitHeaders(begun.limits))) headers.set(name, value);
  return { ...begun, parts: partsAhead(begun.parts) };
}
