/** Who said a message, in the words every chat template knows. */
export type ChatRole = "system" | "user" | "assistant" | "tool";

/** One use of a tool that a model asked for. */
export interface ToolCall {
  /** Unique within its conversation. */
  id: string;
  /** Of a `ToolDefinition`. */
  name: string;
  /** JSON text of the arguments. */
  input: string;
}

/** One message of a prompt, oldest first. The last one decides what is asked of the model. */
export interface ChatMessage {
  role: ChatRole;
  text: string;
  /** Of an assistant's message: what was called after `text`, in order. Each call is answered by a "tool" message. */
  toolCalls?: readonly ToolCall[];
  /** Of a tool's message: the call whose result `text` is. */
  toolCallId?: string;
  /**
   * Token ids which this very model (file hash `modelDigest`) generated for `text`. An engine that knows the
   * digest evaluates these instead of tokenising again, because text tokenised anew may split differently
   * from what was generated and would then miss the cache.
   */
  generated?: { modelDigest: string; tokens: readonly number[] };
}
