// What the embedder and an engine's process say to each other. Both ends parse what comes in.
import { z } from "zod";

const count = z.int().nonnegative();

export const engineSettings = z.strictObject({
  path: z.string().min(1),
  /** Longest text, marks included. */
  tokensMax: z.int().min(8).max(8_192),
  threads: z.int().positive(),
  reranks: z.boolean(),
});
export type EngineSettings = z.infer<typeof engineSettings>;

/** One text at a time: what is given up then costs no more than that. */
export const engineCommand = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("open"), settings: engineSettings }),
  z.strictObject({ type: z.literal("embed"), id: count, text: z.string() }),
  z.strictObject({ type: z.literal("rerank"), id: count, query: z.string(), text: z.string() }),
]);
export type EngineCommand = z.infer<typeof engineCommand>;

const done = { id: count, tokens: count, cut: z.boolean() };

export const engineReport = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("ready") }),
  z.strictObject({
    type: z.literal("open-failed"),
    code: z.enum(["model-missing", "model-broken", "out-of-memory", "engine-lost"]),
    message: z.string(),
  }),
  z.strictObject({
    type: z.literal("embedded"),
    ...done,
    vector: z.custom<Float32Array>((value) => value instanceof Float32Array),
  }),
  z.strictObject({ type: z.literal("scored"), ...done, score: z.number() }),
  z.strictObject({ type: z.literal("failed"), id: count, message: z.string() }),
]);
export type EngineReport = z.infer<typeof engineReport>;
