import { z } from "zod";

// Fields that several bodies have. Whatever a schema does not name is ignored, as the real services do.

/** Null is what some clients send for "not set". */
export const optional = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined);

export const modelField = z
  .string()
  .max(200)
  .nullish()
  .transform((name) => name ?? "");
export const temperatureField = optional(z.number().min(0).max(2));
export const shareField = optional(z.number().min(0).max(1));
export const penaltyField = optional(z.number().min(-2).max(2));
/** 32 bits are what engines take. */
export const seedField = optional(z.int().transform((seed) => Math.abs(seed) % 2 ** 32));
export const tokensField = optional(z.int().min(1).max(10_000_000));
export const topField = optional(z.int().min(0).max(20));
export const stopField = optional(
  z.union([z.string().min(1).max(1_000), z.array(z.string().min(1).max(1_000)).max(4)]),
).transform((stop) => (typeof stop === "string" ? [stop] : stop));
export const keyField = optional(z.string().max(512));

export const reasoningEfforts = ["none", "minimal", "low", "medium", "high", "xhigh"] as const;
export type ReasoningEffort = (typeof reasoningEfforts)[number];
export const effortField = optional(z.enum(reasoningEfforts));
