/**
 * How the next token is chosen. Absent fields mean "off", not "the engine's own default", so that a model's
 * catalogue entry says everything. Fields an engine cannot honour are reported as a warning in the `start` part.
 */
export interface Sampling {
  /** 0 is greedy. */
  temperature: number;
  /** Nucleus, 0 to 1. */
  topP?: number;
  /** How many of the likeliest tokens stay; 0 is all. */
  topK?: number;
  /** Smallest probability as a share of the likeliest token's, 0 to 1. */
  minP?: number;
  /** Over 1 punishes repeated tokens. */
  repeatPenalty?: number;
  presencePenalty?: number;
  frequencyPenalty?: number;
  /** "Don't repeat yourself" (oobabooga/text-generation-webui#5677): punishes sequences that would repeat. */
  dry?: { multiplier: number; base: number; allowedLength: number; lastTokens: number };
  /** Same seed, same model, same prompt, alone in the batch: same tokens. */
  seed?: number;
}
