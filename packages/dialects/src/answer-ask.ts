import type { CompletionRequest, GenerateRequest } from "@grok/model";

/** One answer that a client asks for, in whatever dialect. */
export interface AnswerAsk {
  /** As the client named it; "" is `grok`. */
  readonly model: string;
  /** What keys are let through to: "chat", "responses". */
  readonly endpoint: string;
  readonly request: Omit<GenerateRequest, "modelId" | "tenant" | "signal">;
  /** Tools that the server itself runs on the way to the answer. Default none. */
  readonly serverTools?: readonly ServerTool[];
  /** How often a model may be asked for this one answer, its uses of server tools included. Default 5, at most 20. */
  readonly maxTurns?: number;
}

/** A raw text that a client wants written on. */
export interface CompletionAsk {
  readonly model: string;
  readonly request: Omit<CompletionRequest, "modelId" | "tenant" | "signal">;
}

/** Search of live posts. */
export interface ServerTool {
  readonly type: "x_search";
  /** Search whatever the question; otherwise only where it needs posts. */
  readonly required: boolean;
  /** Posts from then on, and before then; Unix milliseconds. */
  readonly sinceMs?: number;
  readonly untilMs?: number;
  /** Posts by these handles alone, or by none of those; without "@". */
  readonly allowedHandles?: readonly string[];
  readonly excludedHandles?: readonly string[];
  /** Most posts of one search, 1 to 50. Default 20. */
  readonly resultsMax?: number;
}
