import type { ModelToken, TokenChoice, TokenLogProbability } from "@grok/model";
import type { ModelVocabulary } from "./model-vocabulary.ts";
import type { RawChoice } from "./token-choices.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** `token` as it is told to others. */
export function modelToken(vocabulary: ModelVocabulary, token: number): ModelToken {
  const bytes = vocabulary.bytesOf(token);
  return { tokenId: token, text: decoder.decode(Uint8Array.from(bytes)), bytes };
}

export function tokenLogProbability(vocabulary: ModelVocabulary, choice: RawChoice): TokenLogProbability {
  const told = (one: { token: number; logProbability: number }): TokenChoice => ({
    ...modelToken(vocabulary, one.token),
    logProbability: one.logProbability,
  });
  return { ...told(choice), top: choice.top.map(told) };
}

/**
 * Those of an echoed prompt, whose second and later tokens are `choices`. What a model wants in front of every prompt is
 * not of its text.
 */
export function promptLogProbabilities(
  vocabulary: ModelVocabulary,
  tokens: readonly number[],
  choices: readonly RawChoice[],
): TokenLogProbability[] {
  const all = [{ token: tokens[0] ?? 0, logProbability: Number.NaN, top: [] }, ...choices];
  const own = tokens[0] === vocabulary.begin && tokens.length > 1 ? all.slice(1) : all;
  return own.map((choice, index) =>
    tokenLogProbability(vocabulary, index > 0 ? choice : { ...choice, logProbability: Number.NaN, top: [] }),
  );
}
