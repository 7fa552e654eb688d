import type { Sampling } from "@grok/model";
import type { SequenceEvaluateOptions, Token } from "node-llama-cpp";

/** Tokens back to which a repeated one is punished. */
const punishedTokensMax = 64;

/**
 * `sampling` in the library's words, every field given: what it leaves out would be replaced by its own defaults
 * (top-k 40, top-p 0.95, a seed from the clock's second, DRY over no tokens at all).
 *
 * `recent`: the tokens written so far, oldest first, asked anew for each token.
 */
export function evaluateOptions(
  sampling: Sampling & { seed: number },
  recent: () => readonly number[],
): SequenceEvaluateOptions {
  const { repeatPenalty = 1, presencePenalty = 0, frequencyPenalty = 0, dry } = sampling;
  const punishes = repeatPenalty !== 1 || presencePenalty !== 0 || frequencyPenalty !== 0;
  return {
    temperature: sampling.temperature,
    topK: sampling.topK ?? 0,
    topP: sampling.topP ?? 1,
    minP: sampling.minP ?? 0,
    seed: sampling.seed >>> 0,
    ...(punishes && {
      repeatPenalty: {
        punishTokens: () => recent().slice(-punishedTokensMax) as Token[],
        maxPunishTokens: punishedTokensMax,
        penalty: repeatPenalty,
        presencePenalty,
        frequencyPenalty,
      },
    }),
    ...(dry &&
      dry.multiplier > 0 && {
        dryRepeatPenalty: {
          strength: dry.multiplier,
          base: dry.base,
          allowedLength: dry.allowedLength,
          lastTokens: dry.lastTokens,
        },
      }),
  };
}
