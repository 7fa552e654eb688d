/** Who said a message, in the words every chat template knows. */
export type ChatRole = "system" | "user" | "assistant";

/** One message of a prompt, oldest first. The last one decides what is asked of the model. */
export interface ChatMessage {
  role: ChatRole;
  text: string;
  /**
   * Token ids which this very model (file hash `modelDigest`) generated for `text`. An engine that knows the
   * digest evaluates these instead of tokenising again, because text tokenised anew may split differently
   * from what was generated and would then miss the cache.
   */
  generated?: { modelDigest: string; tokens: readonly number[] };
}
