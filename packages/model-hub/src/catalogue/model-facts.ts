import type { Ability, Sampling } from "@grok/model";
import { z } from "zod";

const text = z.string().min(1).max(500);
const share = z.number().min(0).max(1);
const bytes = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 is 64 lower-case hex digits");

const abilitySchema = z.enum(["persona", "rephrase", "suggest", "plan", "tools", "reasoning", "vision"]);

const samplingSchema = z.strictObject({
  temperature: z.number().min(0).max(5),
  topP: share.optional(),
  topK: z.number().int().min(0).max(1_000_000).optional(),
  minP: share.optional(),
  repeatPenalty: z.number().min(0).max(10).optional(),
  presencePenalty: z.number().min(-10).max(10).optional(),
  frequencyPenalty: z.number().min(-10).max(10).optional(),
  dry: z
    .strictObject({
      multiplier: z.number().min(0).max(10),
      base: z.number().min(1).max(10),
      allowedLength: z.number().int().min(1).max(1_000),
      lastTokens: z.number().int().min(0).max(1_000_000),
    })
    .optional(),
});

export const licenceSchema = z.strictObject({
  /** SPDX identifier, or a stable one of our own ("xai-community"). */
  id: text,
  title: text,
  url: z.url({ protocol: /^https$/ }).max(500),
  /** Whether the text limits use beyond naming the author, so that it has to be shown and accepted before a download. */
  mustAccept: z.boolean(),
});
export type Licence = z.infer<typeof licenceSchema>;

/** What is known of a model apart from where its files are; shared by the catalogue, the registry and own files. */
export const modelFactsSchema = z.strictObject({
  title: text,
  /** Absent for a model that answers; otherwise what it makes of texts: vectors, or scores against a question. */
  kind: z.enum(["embedding", "reranking"]).optional(),
  /** Length of the vectors, of embedding models alone. */
  dimensions: z.number().int().min(1).max(65_536).optional(),
  family: text,
  /** All weights; 0 is unknown. */
  parameters: z.number().int().min(0).max(1e14),
  /** Weights read for one token, where that is fewer: experts that rest, embedding tables that are only looked up. */
  activeParameters: z.number().int().min(1).max(1e14).optional(),
  contextTokens: z.number().int().min(1).max(100_000_000),
  /** BCP 47 codes; empty is unknown, and long lists may be shortened to the widest spoken. */
  languages: z.array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)).max(300),
  /** Absent for the user's own files that do not say. */
  licence: licenceSchema.optional(),
  /** Only what works with this file alone: "vision" needs a projector file and is not claimed without one. */
  abilities: z.array(abilitySchema).max(20),
  sampling: samplingSchema,
  stop: z.array(text).max(20),
  reasoning: z.enum(["none", "switch", "always"]),
  /** At f16. */
  kvBytesPerToken: bytes,
  stateBytes: bytes,
  /** Tokens the vocabulary has; the compute buffers grow with it. */
  vocabulary: z.number().int().min(1).max(10_000_000),
});

// The compiler holds the schema to the contract of @grok/model.
export type ModelFacts = z.infer<typeof modelFactsSchema> & {
  abilities: readonly Ability[];
  sampling: Sampling;
};

/** Bytes that decoding one token reads: the weights that take part. The measure of how quick a model can be. */
export function activeBytes(model: { bytes: number; parameters: number; activeParameters?: number }): number {
  if (model.activeParameters === undefined || model.parameters === 0) return model.bytes;
  return model.bytes * Math.min(1, model.activeParameters / model.parameters);
}
