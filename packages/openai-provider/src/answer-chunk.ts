import { ModelError } from "@grok/model";
import { z } from "zod";

const count = z.number().int().nonnegative().optional().catch(undefined);
export const text = z.string().nullish().catch(undefined);

export const usageSchema = z.object({
  prompt_tokens: z.number().int().nonnegative(),
  completion_tokens: z.number().int().nonnegative().nullish(),
  total_tokens: count,
  prompt_tokens_details: z.object({ cached_tokens: count }).nullish().catch(undefined),
  completion_tokens_details: z.object({ reasoning_tokens: count }).nullish().catch(undefined),
  /** SGLang's place for it. */
  reasoning_tokens: count,
});

const toolCallSchema = z.object({
  index: z.number().int().nonnegative().nullish().catch(undefined),
  id: text,
  function: z.object({ name: text, arguments: text }).nullish(),
});

const chosen = {
  token: z.string(),
  logprob: z.number(),
  bytes: z.array(z.number().int().min(0).max(255)).nullish().catch(undefined),
  /** llama-server's. */
  id: z.number().int().nonnegative().nullish().catch(undefined),
};
/** Lenient as a whole: what cannot be read is told as missing, and the text stands. */
export const logProbabilitiesSchema = z
  .object({
    content: z.array(z.object({ ...chosen, top_logprobs: z.array(z.object(chosen)).nullish() })).nullish(),
  })
  .nullish()
  .catch(undefined);

const choiceSchema = z.object({
  index: z.number().int().nullish(),
  logprobs: logProbabilitiesSchema,
  delta: z
    .object({
      // Not lenient: content in a form we cannot read must not look like an empty answer.
      content: z.string().nullish(),
      refusal: text,
      reasoning_content: text,
      reasoning: text,
      tool_calls: z.array(toolCallSchema).nullish(),
    })
    .nullish(),
  finish_reason: text,
});

const chunkSchema = z.object({
  choices: z.array(choiceSchema).nullish(),
  usage: usageSchema.nullish().catch(undefined),
  error: z.unknown().optional(),
});

/** One event of a streamed answer; fields that nobody reads here are gone. */
export type AnswerChunk = z.infer<typeof chunkSchema>;
export type ChunkLogProbabilities = z.infer<typeof logProbabilitiesSchema>;
export type ChunkUsage = z.infer<typeof usageSchema>;
export type ChunkToolCall = z.infer<typeof toolCallSchema>;

/** The one that was asked for; a server that makes several names their places. */
export function firstChoice({ choices }: AnswerChunk) {
  return choices?.find((one) => (one.index ?? 0) === 0);
}

/** Throws `ModelError` "bad-answer" with the place of what is wrong, not with what stood there. */
export function parseChunk(data: string, base: string): AnswerChunk {
  return parseEvent(chunkSchema, data, base);
}

/** The same for an event in another schema. */
export function parseEvent<Event>(schema: z.ZodType<Event>, data: string, base: string): Event {
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    throw new ModelError("bad-answer", `${base} sent an event that is not JSON.`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue?.path.join(".") || "the whole event";
  throw new ModelError("bad-answer", `${base} sent an event that is not the protocol: ${place} is wrong.`);
}
