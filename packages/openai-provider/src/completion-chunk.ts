// Events of POST /completions, brought into the form of a chat's, so that one reader does for both.

import { z } from "zod";
import {
  type AnswerChunk,
  type ChunkLogProbabilities,
  logProbabilitiesSchema,
  parseEvent,
  text,
  usageSchema,
} from "./answer-chunk.ts";

/** OpenAI's first form, vLLM's too: parallel lists. Nothing stands before a prompt's first token: null. */
const parallelLists = z
  .object({
    tokens: z.array(z.string()),
    token_logprobs: z.array(z.number().nullable()),
    top_logprobs: z.array(z.record(z.string(), z.number()).nullable()).nullish(),
  })
  .refine(({ tokens, token_logprobs }) => tokens.length === token_logprobs.length);

const eventSchema = z.object({
  choices: z
    .array(
      z.object({
        index: z.number().int().nullish(),
        // Not lenient, as in a chat.
        text: z.string().nullish(),
        // llama-server tells them as in a chat. What is in neither form is told as missing.
        logprobs: z.union([parallelLists, logProbabilitiesSchema]),
        finish_reason: text,
      }),
    )
    .nullish(),
  usage: usageSchema.nullish().catch(undefined),
  error: z.unknown().optional(),
});

/** One event of a completion; a token without a number has NaN. Throws `ModelError` "bad-answer" as `parseChunk` does. */
export function parseCompletionChunk(data: string, base: string): AnswerChunk {
  const { choices, ...rest } = parseEvent(eventSchema, data, base);
  return {
    ...rest,
    choices: choices?.map(({ text, logprobs, ...choice }) => ({
      ...choice,
      delta: { content: text },
      logprobs: logprobs && "tokens" in logprobs ? inPlaces(logprobs) : logprobs,
    })),
  };
}

function inPlaces({
  tokens,
  token_logprobs,
  top_logprobs,
}: z.infer<typeof parallelLists>): ChunkLogProbabilities {
  return {
    content: tokens.map((token, index) => ({
      token,
      logprob: token_logprobs[index] ?? Number.NaN,
      top_logprobs: Object.entries(top_logprobs?.[index] ?? {}).map(([token, logprob]) => ({
        token,
        logprob,
      })),
    })),
  };
}
