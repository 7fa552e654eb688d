import type { ModelError } from "./model-error.ts";
import type { TokenLogProbability } from "./token-log-probability.ts";

/** Why an answer ended. */
export type FinishReason =
  /** The model was done, or a stop text came. */
  | "stop"
  /** `outputTokensMax` was reached. */
  | "length"
  /** The context has no room left; what was written stands. */
  | "context-full"
  /** The model called tools and waits for their results. */
  | "tool-calls"
  /** The text ran into a loop (see `LoopDetector`); `rewindTo` says how much of it is worth keeping. */
  | "loop"
  | "cancelled";

/** Counts of one answer. `promptTokens` = `cachedTokens` + what was evaluated. */
export interface Usage {
  promptTokens: number;
  cachedTokens: number;
  outputTokens: number;
  reasoningTokens: number;
}

/** One step of an answer. Text and reasoning are addressed by id, so that they can interleave with tool input later. */
export type ModelPart =
  | {
      type: "start";
      modelId: string;
      /** Of the weights, where known: goes with the generated token ids. */
      modelDigest?: string;
      contextTokens?: number;
      promptTokens?: number;
      cachedTokens?: number;
      /** For people: settings that could not be honoured. */
      warnings: readonly string[];
    }
  /** The prompt of a completion with `echo`. Its first token has no probability: NaN. */
  | { type: "prompt"; text: string; logProbabilities?: readonly TokenLogProbability[] }
  | { type: "text-start"; id: string }
  /**
   * Whole Unicode scalar values only: a character is never split over two deltas. Where they were asked for,
   * `logProbabilities` are those of the tokens which this delta completes.
   */
  | { type: "text-delta"; id: string; text: string; logProbabilities?: readonly TokenLogProbability[] }
  | { type: "text-end"; id: string }
  | { type: "reasoning-start"; id: string }
  | { type: "reasoning-delta"; id: string; text: string }
  | { type: "reasoning-end"; id: string }
  /** A call of the tool `name`; `id` is the call's. The deltas together are its input, one JSON text. */
  | { type: "tool-input-start"; id: string; name: string }
  | { type: "tool-input-delta"; id: string; text: string }
  | { type: "tool-input-end"; id: string }
  | {
      type: "finish";
      reason: FinishReason;
      usage: Usage;
      /** Generated ids of the answer's text in order, where the engine has them. */
      tokens?: readonly number[];
      /** With reason "loop": how many UTF-16 units of the text are worth keeping. */
      rewindTo?: number;
    }
  | { type: "error"; error: ModelError };
