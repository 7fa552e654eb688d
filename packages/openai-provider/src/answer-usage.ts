import type { FinishReason, Usage } from "@grok/model";
import type { ChunkUsage } from "./answer-chunk.ts";

/**
 * The server's counts in our terms, where `outputTokens` includes the reasoning.
 *
 * xAI counts reasoning apart from `completion_tokens`; its total tells. Counts that contradict each other are
 * brought within bounds, because they are shown as shares.
 */
export function usageOf(counts: ChunkUsage): Usage {
  const promptTokens = counts.prompt_tokens;
  const completion = counts.completion_tokens ?? 0;
  const reasoning = counts.completion_tokens_details?.reasoning_tokens ?? counts.reasoning_tokens ?? 0;
  const apart = reasoning > 0 && counts.total_tokens === promptTokens + completion + reasoning;
  const outputTokens = apart ? completion + reasoning : completion;
  return {
    promptTokens,
    cachedTokens: Math.min(counts.prompt_tokens_details?.cached_tokens ?? 0, promptTokens),
    outputTokens,
    reasoningTokens: Math.min(reasoning, outputTokens),
  };
}

/** How much an answer was given room for. */
export interface AnswerRoom {
  outputTokensMax: number | undefined;
  /** Only where the server or the owner said so. */
  contextTokens: number | undefined;
}

/** A server may stop a little before its context is full to the last token. */
const contextSlackTokens = 16;

/**
 * Why an answer ended, in our terms. "length" from a server means its limit or the context; where the counts say that
 * the context is full and our own limit was not reached, it is the context. `called`: it calls tools.
 */
export function finishReasonOf(
  raw: string | undefined,
  usage: Usage,
  room: AnswerRoom,
  called: boolean,
): FinishReason {
  // Some servers say "stop" behind a call.
  if (raw !== "length" && raw !== "max_tokens") return called ? "tool-calls" : "stop";
  if (room.outputTokensMax !== undefined && usage.outputTokens >= room.outputTokensMax) return "length";
  const used = usage.promptTokens + usage.outputTokens;
  const full = room.contextTokens !== undefined && used >= room.contextTokens - contextSlackTokens;
  return full ? "context-full" : "length";
}
