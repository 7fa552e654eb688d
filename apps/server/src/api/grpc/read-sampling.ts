import type { Sampling } from "@grok/model";
import type { xai } from "@grok/protocol";
import { ApiError } from "../api-error.ts";
import { exactFloat } from "./exact-float.ts";

const countMax = 16;
const stopMax = 4;
const stopLengthMax = 1_000;

/** How raw texts are written on. Throws `ApiError` "bad-request" for what is out of bounds. */
export function readSampling(request: xai.SampleTextRequest) {
  const { temperature, topP, frequencyPenalty, presencePenalty, seed, maxTokens, stop, n = 1 } = request;
  within("n", n, 1, countMax);
  within("temperature", temperature, 0, 2);
  within("top_p", topP, 0, 1);
  within("frequency_penalty", frequencyPenalty, -2, 2);
  within("presence_penalty", presencePenalty, -2, 2);
  within("max_tokens", maxTokens, 1, 2 ** 31 - 1);
  if (stop.length > stopMax) refuse("stop", `${stop.length} texts end the answer; at most ${stopMax} can.`);
  for (const [at, { length }] of stop.entries())
    if (length < 1 || length > stopLengthMax)
      refuse(
        `stop[${at}]`,
        `A text that ends the answer has 1 to ${stopLengthMax} characters, not ${length}.`,
      );
  const sampling: Partial<Sampling> = {
    ...(temperature !== undefined && { temperature: exactFloat(temperature) }),
    ...(topP !== undefined && { topP: exactFloat(topP) }),
    ...(frequencyPenalty !== undefined && { frequencyPenalty: exactFloat(frequencyPenalty) }),
    ...(presencePenalty !== undefined && { presencePenalty: exactFloat(presencePenalty) }),
    ...(seed !== undefined && { seed: Math.abs(seed) }),
  };
  return {
    /** How many answers to each text. */
    count: n,
    sampling,
    ...(maxTokens !== undefined && { outputTokensMax: maxTokens }),
    ...(stop.length > 0 && { stop }),
  };
}

function within(param: string, value: number | undefined, least: number, most: number): void {
  if (value !== undefined && !(value >= least && value <= most))
    refuse(param, `${param} is ${value}; it can be ${least} to ${most}.`);
}

function refuse(param: string, message: string): never {
  throw new ApiError("bad-request", message, { param });
}
