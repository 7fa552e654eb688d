import type { TokenChoice, TokenLogProbability } from "@grok/model";

/** JSON has no -Infinity; this is what the services write for a token that cannot come. */
const least = -9999;

/** Tokens with their likeliest alternatives, as chat completions and responses tell them. */
export function logProbabilityObjects(tokens: readonly TokenLogProbability[]) {
  return tokens.map((token) => ({ ...choiceObject(token), top_logprobs: token.top.map(choiceObject) }));
}

function choiceObject({ text, bytes, logProbability }: TokenChoice) {
  return { token: text, logprob: finite(logProbability), bytes: [...bytes] };
}

export function finite(logProbability: number): number {
  return Number.isFinite(logProbability) ? logProbability : least;
}
