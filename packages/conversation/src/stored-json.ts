// Schemas of what stands in JSON: lines of an export, and columns of a database. Fields that are not known are left
// out, so that a later version may add some.

import * as z from "zod";
import type { Citation, NodeFailure, NodePart, Provenance } from "./node.ts";

export const timeSchema = z.int().min(0);

export const partsSchema: z.ZodType<readonly NodePart[]> = z.array(
  z.discriminatedUnion("type", [
    z.object({ type: z.literal("text"), text: z.string() }),
    z.object({ type: z.literal("reasoning"), text: z.string(), durationMs: z.number() }),
  ]),
);

export const provenanceSchema: z.ZodType<Provenance> = z.object({
  modelAsked: z.string(),
  modelId: z.string(),
  modelTitle: z.string(),
  provider: z.string(),
  mode: z.enum(["regular", "fun"]),
  think: z.boolean(),
  deepSearch: z.boolean(),
  answeredBy: z.enum(["model", "code"]),
  finishReason: z.string(),
  promptTokens: z.number(),
  cachedTokens: z.number(),
  outputTokens: z.number(),
  contextTokens: z.number(),
  firstTokenMs: z.number(),
  durationMs: z.number(),
  notes: z.array(z.string()),
  live: z
    .object({
      query: z.string(),
      asOfMs: z.number(),
      postsMatched: z.number(),
      searchedBackToMs: z.number(),
      complete: z.boolean(),
    })
    .optional(),
});

export const citationsSchema: z.ZodType<readonly Citation[]> = z.array(
  z.object({
    number: z.int().min(1),
    source: z.string(),
    sourceId: z.string(),
    author: z.string(),
    handle: z.string(),
    quote: z.string(),
    url: z.union([z.literal(""), z.url({ protocol: /^https?$/ })]),
    postedAtMs: z.number(),
  }),
);

export const failureSchema: z.ZodType<NodeFailure> = z.object({ code: z.string(), message: z.string() });

/** The first thing wrong with a value, with the path to it: "parts.0.text: Invalid input". */
export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return "it cannot be read";
  const path = issue.path.join(".");
  return path === "" ? issue.message : `${path}: ${issue.message}`;
}

/**
 * What is wrong with the JSON texts of a stored node, or null. All but `parts` may be absent.
 */
export function brokenNodeJson(
  parts: string,
  provenance: string | null,
  failure: string | null,
  citations: string | null = null,
): string | null {
  const columns = [
    ["parts", parts, partsSchema],
    ["provenance", provenance, provenanceSchema],
    ["failure", failure, failureSchema],
    ["citations", citations, citationsSchema],
  ] as const;
  for (const [name, json, schema] of columns) {
    if (json === null) continue;
    let value: unknown;
    try {
      value = JSON.parse(json);
    } catch (error) {
      return `${name} is no JSON (${error instanceof Error ? error.message : String(error)})`;
    }
    const result = schema.safeParse(value);
    if (!result.success) return `${name}: ${firstIssue(result.error)}`;
  }
  return null;
}
