/** A token that was, or could have been, chosen. */
export interface TokenChoice {
  /** -1 where the provider does not know. */
  tokenId: number;
  /** The token's text; of a part of a character, U+FFFD. `bytes` are exact. */
  text: string;
  bytes: readonly number[];
  /** Natural logarithm of its probability before any sampling setting. */
  logProbability: number;
}

/** A token of an answer, with the likeliest choices in its place, likeliest first. */
export interface TokenLogProbability extends TokenChoice {
  top: readonly TokenChoice[];
}
