// What the provider and an engine's process say to each other. Both ends parse what comes in: a process that was
// killed in mid-write, or one of another version, must not become a state that nobody thought of.

import { z } from "zod";

const count = z.int().nonnegative();
const requestId = z.int().positive();

const sampling = z.strictObject({
  temperature: z.number().nonnegative(),
  topP: z.number().min(0).max(1).optional(),
  topK: count.optional(),
  minP: z.number().min(0).max(1).optional(),
  repeatPenalty: z.number().positive().optional(),
  presencePenalty: z.number().optional(),
  frequencyPenalty: z.number().optional(),
  dry: z
    .strictObject({
      multiplier: z.number().nonnegative(),
      base: z.number().positive(),
      allowedLength: count,
      lastTokens: count,
    })
    .optional(),
  seed: z.int().optional(),
});

const messages = z
  .array(
    z.object({
      role: z.enum(["system", "user", "assistant", "tool"]),
      text: z.string(),
      toolCalls: z
        .array(z.strictObject({ id: z.string(), name: z.string(), input: z.string() }))
        .readonly()
        .optional(),
      toolCallId: z.string().optional(),
      generated: z.object({ modelDigest: z.string(), tokens: z.array(count).readonly() }).optional(),
    }),
  )
  .readonly();

const stop = z.array(z.string().max(1_000)).max(64).readonly();
/** As `checkTools` passes them. */
const tools = z.strictObject({
  list: z
    .array(
      z.strictObject({
        name: z.string(),
        description: z.string().optional(),
        /** A schema of an object, as JSON. */
        parameters: z.string(),
      }),
    )
    .min(1)
    .readonly(),
  choice: z.union([z.enum(["auto", "none", "required"]), z.strictObject({ name: z.string() })]),
  parallel: z.boolean(),
});
export type EngineTools = z.infer<typeof tools>;
const topChoices = z.strictObject({ top: z.int().min(0).max(20) });

/** What an engine is started with. */
export const engineSettings = z.strictObject({
  path: z.string().min(1),
  digest: z.string(),
  contextTokens: z.int().positive(),
  sequences: z.int().positive(),
  threads: z.int().positive(),
  /** Most tokens of one decode. */
  batchTokens: z.int().positive(),
  /** Most bytes of saved states and checkpoints, all sequences together. */
  branchCacheBytes: count,
  /** Sizes of a state, as far as they are known without having saved one (see `ModelSpec`). */
  kvBytesPerToken: count,
  stateBytes: count,
  reasoning: z.enum(["none", "switch", "always"]),
  stop: z.array(z.string()).readonly(),
});
export type EngineSettings = z.infer<typeof engineSettings>;

export const generateOptions = z.strictObject({
  messages,
  continueLast: z.boolean(),
  sampling,
  outputTokensMax: z.int().positive().optional(),
  stop,
  reasoning: z.enum(["off", "on"]),
  /** A schema as JSON that `checkJsonSchema` passes. */
  jsonSchema: z.string().optional(),
  reasoningTokensMax: count.optional(),
  tools: tools.optional(),
  logProbabilities: topChoices.optional(),
  tenant: z.string(),
});
export type GenerateOptions = z.infer<typeof generateOptions>;

export const completeOptions = z.strictObject({
  /** Text without control tokens, or ids. */
  prompt: z.union([z.string(), z.array(count).readonly()]),
  sampling,
  outputTokensMax: count,
  stop,
  echo: z.boolean(),
  logProbabilities: topChoices.optional(),
  tenant: z.string(),
});
export type CompleteOptions = z.infer<typeof completeOptions>;

/** From the provider to an engine. */
export const engineCommand = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("open"), settings: engineSettings }),
  z.strictObject({ type: z.literal("generate"), id: requestId, options: generateOptions }),
  z.strictObject({ type: z.literal("complete"), id: requestId, options: completeOptions }),
  z.strictObject({ type: z.literal("cancel"), id: requestId }),
  z.strictObject({ type: z.literal("tokenize"), id: requestId, text: z.string() }),
  z.strictObject({ type: z.literal("count"), id: requestId, messages }),
]);
export type EngineCommand = z.infer<typeof engineCommand>;

/** Work an engine has done since it was started. */
export const engineWork = z.strictObject({
  /** Native decode calls; answers at once share them. */
  decodeCalls: count,
  /** Prompt tokens that were evaluated. */
  evaluatedTokens: count,
  /** Prompt tokens whose state was there already. */
  cachedTokens: count,
  /** Tokens sampled. */
  outputTokens: count,
  /** Processor time of the engine's process, all threads together, loading included. */
  cpuMs: count,
});
export type EngineWork = z.infer<typeof engineWork>;

export const noWork: EngineWork = {
  decodeCalls: 0,
  evaluatedTokens: 0,
  cachedTokens: 0,
  outputTokens: 0,
  cpuMs: 0,
};

/** What is kept of prompts, as of the last answer that ended. */
export const branchCacheStats = z.strictObject({
  /** Of saved states and checkpoints. */
  bytes: count,
  bytesMax: count,
  /** Saved states there are. */
  snapshots: count,
  /** Prompts that found a part of themselves evaluated. */
  hits: count,
  misses: count,
  /** Those hits whose state was brought from a snapshot, or from another prompt on its way. */
  restored: count,
  /** Snapshots and checkpoints that had to make room. */
  evicted: count,
});
export type BranchCacheStats = z.infer<typeof branchCacheStats>;

export const noBranches: BranchCacheStats = {
  bytes: 0,
  bytesMax: 0,
  snapshots: 0,
  hits: 0,
  misses: 0,
  restored: 0,
  evicted: 0,
};

const errorCode = z.enum([
  "model-missing",
  "model-broken",
  "out-of-memory",
  "context-full",
  "bad-request",
  "engine-lost",
]);

/** JSON has no word for the probability that a prompt's first token lacks. */
const logProbability = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);
const modelToken = { tokenId: count, text: z.string(), bytes: z.array(z.int().min(0).max(255)).readonly() };
const tokenChoice = z.strictObject({ ...modelToken, logProbability });
const tokenLogProbabilities = z
  .array(z.strictObject({ ...modelToken, logProbability, top: z.array(tokenChoice).readonly() }))
  .readonly()
  .optional();

const blockId = z.string();
const part = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("prompt"),
    text: z.string(),
    logProbabilities: tokenLogProbabilities,
  }),
  z.strictObject({ type: z.literal("text-start"), id: blockId }),
  z.strictObject({
    type: z.literal("text-delta"),
    id: blockId,
    text: z.string(),
    logProbabilities: tokenLogProbabilities,
  }),
  z.strictObject({ type: z.literal("text-end"), id: blockId }),
  z.strictObject({ type: z.literal("reasoning-start"), id: blockId }),
  z.strictObject({ type: z.literal("reasoning-delta"), id: blockId, text: z.string() }),
  z.strictObject({ type: z.literal("reasoning-end"), id: blockId }),
  z.strictObject({ type: z.literal("tool-input-start"), id: blockId, name: z.string() }),
  z.strictObject({ type: z.literal("tool-input-delta"), id: blockId, text: z.string() }),
  z.strictObject({ type: z.literal("tool-input-end"), id: blockId }),
]);

/** From an engine to the provider. */
export const engineReport = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("ready"), gpu: z.string(), architecture: z.string() }),
  z.strictObject({ type: z.literal("open-failed"), code: errorCode, message: z.string() }),
  z.strictObject({
    type: z.literal("started"),
    id: requestId,
    promptTokens: count,
    cachedTokens: count,
    warnings: z.array(z.string()).readonly(),
  }),
  z.strictObject({ type: z.literal("part"), id: requestId, part }),
  z.strictObject({
    type: z.literal("finished"),
    id: requestId,
    reason: z.enum(["stop", "length", "context-full", "tool-calls", "loop", "cancelled"]),
    outputTokens: count,
    reasoningTokens: count,
    tokens: z.array(count).readonly(),
    rewindTo: count.optional(),
    work: engineWork,
    branchCache: branchCacheStats,
  }),
  z.strictObject({ type: z.literal("failed"), id: requestId, code: errorCode, message: z.string() }),
  z.strictObject({ type: z.literal("counted"), id: requestId, tokens: count }),
  z.strictObject({
    type: z.literal("tokenized"),
    id: requestId,
    tokens: z.array(z.strictObject(modelToken)).readonly(),
  }),
  /** Comes every few seconds while the process's event loop turns. */
  z.strictObject({ type: z.literal("alive"), decodeCalls: count }),
  z.strictObject({ type: z.literal("log"), level: z.enum(["warn", "error"]), message: z.string() }),
]);
export type EngineReport = z.infer<typeof engineReport>;
