import { ModelError } from "@grok/model";
import { z } from "zod";
import { parseJson } from "./parse-json.ts";

const place = z.int().nonnegative();
const tokens = z.int().nonnegative().catch(0);
const usage = z
  .object({ prompt_tokens: tokens.optional(), total_tokens: tokens.optional() })
  .nullish()
  .catch(undefined);

const embeddingsSchema = z.object({
  data: z.array(z.object({ index: place, embedding: z.array(z.number()).min(1).max(65_536) })),
  usage,
});

const scoresSchema = z.object({
  results: z.array(z.object({ index: place, relevance_score: z.number() })),
  usage,
});

/** Vectors in order and of length 1. Throws `ModelError` "bad-answer" unless there is exactly one for each text. */
export function readEmbeddings(text: string, count: number, base: string) {
  const parsed = embeddingsSchema.safeParse(parseJson(text));
  if (!parsed.success) throw wrong(base, "vectors");
  const vectors = inOrder(parsed.data.data, count, base, "vectors").map(({ embedding }) => {
    const length = Math.hypot(...embedding);
    if (!(length > 0)) throw wrong(base, "vectors with a direction");
    return Float32Array.from(embedding, (value) => value / length);
  });
  return { vectors, promptTokens: tokensOf(parsed.data.usage) };
}

/** Scores in the order of the texts. Throws `ModelError` "bad-answer" unless there is exactly one for each text. */
export function readScores(text: string, count: number, base: string) {
  const parsed = scoresSchema.safeParse(parseJson(text));
  if (!parsed.success) throw wrong(base, "scores");
  const scores = inOrder(parsed.data.results, count, base, "scores").map((one) => one.relevance_score);
  return { scores, promptTokens: tokensOf(parsed.data.usage) };
}

function inOrder<One extends { index: number }>(
  all: readonly One[],
  count: number,
  base: string,
  what: string,
): One[] {
  const places = new Map(all.map((one) => [one.index, one]));
  const ordered = Array.from({ length: count }, (_, index) => places.get(index));
  if (all.length !== count || ordered.includes(undefined))
    throw wrong(base, `${count} ${what}, one for each text`);
  return ordered as One[];
}

function tokensOf(counted: z.infer<typeof usage>): number {
  return counted?.prompt_tokens ?? counted?.total_tokens ?? 0;
}

function wrong(base: string, what: string): ModelError {
  return new ModelError("bad-answer", `${base} answered something other than ${what}.`);
}
