import type { FinishReason } from "@grok/model";
import { xai } from "@grok/protocol";

export const finishReasons: Readonly<Record<FinishReason, xai.FinishReason>> = {
  stop: xai.FinishReason.REASON_STOP,
  length: xai.FinishReason.REASON_MAX_LEN,
  "context-full": xai.FinishReason.REASON_MAX_CONTEXT,
  "tool-calls": xai.FinishReason.REASON_TOOL_CALLS,
  // They have no word for these: the server ended the answer.
  loop: xai.FinishReason.REASON_STOP,
  cancelled: xai.FinishReason.REASON_STOP,
};
