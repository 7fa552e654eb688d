import { z } from "zod";
import type { CompletionAsk } from "../answer-ask.ts";
import { DialectError } from "../dialect-error.ts";
import {
  keyField,
  modelField,
  optional,
  penaltyField,
  seedField,
  shareField,
  stopField,
  temperatureField,
} from "../request/common-fields.ts";
import { parseBody } from "../request/parse-body.ts";
import { samplingOf } from "../request/sampling-of.ts";

const tokenIds = z
  .array(
    z
      .int()
      .min(0)
      .max(2 ** 31),
  )
  .max(1_000_000);

/** The body of POST /v1/completions. */
export const completionBody = z.object({
  model: modelField,
  prompt: z.union([z.string(), tokenIds, z.array(z.string()).max(16), z.array(tokenIds).max(16)]),
  n: optional(z.int().min(1).max(16)),
  best_of: optional(z.int().min(1).max(16)),
  max_tokens: optional(z.int().min(0).max(10_000_000)),
  temperature: temperatureField,
  top_p: shareField,
  presence_penalty: penaltyField,
  frequency_penalty: penaltyField,
  seed: seedField,
  stop: stopField,
  logprobs: optional(z.int().min(0).max(20)),
  echo: optional(z.boolean()),
  suffix: optional(z.string()),
  logit_bias: optional(z.record(z.string(), z.number())),
  stream: optional(z.boolean()),
  stream_options: optional(z.object({ include_usage: optional(z.boolean()) })),
  prompt_cache_key: keyField,
  user: keyField,
});

export interface CompletionsAsk {
  /** One a choice: `n` for each prompt, in this order. At most 16. */
  readonly asks: readonly CompletionAsk[];
  readonly stream: boolean;
  readonly includeUsage: boolean;
  readonly logprobs: boolean;
}

/** Reads a body. Throws `DialectError`. */
export function readCompletion(json: unknown, conversation?: string): CompletionsAsk {
  const body = parseBody(completionBody, json);
  const { n = 1, best_of: bestOf = n, logprobs, echo = false, max_tokens: outputTokensMax = 16 } = body;
  if (body.suffix)
    throw new DialectError("not-supported", "Nothing is filled in before a suffix here.", "suffix");
  if (bestOf !== n)
    throw new DialectError(
      "not-supported",
      "Answers are not chosen among here; leave best_of out.",
      "best_of",
    );
  if (Object.keys(body.logit_bias ?? {}).length > 0)
    throw new DialectError("not-supported", "Tokens cannot be favoured one by one here.", "logit_bias");
  const prompts = promptsOf(body.prompt);
  if (prompts.length * n > 16)
    throw new DialectError(
      "bad-request",
      `${prompts.length} prompts with n ${n} are more than 16 answers.`,
      "n",
    );
  const affinity = body.prompt_cache_key ?? conversation ?? body.user;
  const asks = prompts.flatMap((prompt) =>
    Array.from({ length: n }, (_, at) => ({
      model: body.model,
      request: {
        prompt,
        outputTokensMax,
        echo,
        ...samplingOf({ ...body, seed: body.seed === undefined ? undefined : body.seed + at }),
        ...(body.stop !== undefined && body.stop.length > 0 && { stop: body.stop }),
        ...(logprobs !== undefined && { logProbabilities: { top: logprobs } }),
        ...(affinity !== undefined && { affinity }),
      },
    })),
  );
  return {
    asks,
    stream: body.stream ?? false,
    includeUsage: body.stream_options?.include_usage ?? false,
    logprobs: logprobs !== undefined,
  };
}

function promptsOf(
  prompt: z.infer<typeof completionBody>["prompt"],
): readonly (string | readonly number[])[] {
  if (typeof prompt === "string") return [prompt];
  if (prompt.length === 0) throw new DialectError("bad-request", "There is no prompt in it.", "prompt");
  if (typeof prompt[0] === "number") return [prompt as number[]];
  return prompt as string[] | number[][];
}
