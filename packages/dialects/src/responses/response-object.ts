import type { Usage } from "@grok/model";
import { citationUrls } from "../answer/cited-sources.ts";
import { responseUsage } from "../answer/usage-object.ts";
import type { AnswerSource } from "../answer-part.ts";
import type { ResponseAsk } from "./read-response.ts";

export type ResponseStatus = "in_progress" | "completed" | "incomplete" | "failed" | "cancelled";

/** What is settled of a response before it is answered. */
export interface ResponseHead {
  /** "resp_…" */
  readonly id: string;
  /** Unix seconds. */
  readonly createdAt: number;
  /** Public id of the model that answers. */
  readonly model: string;
  readonly asked: ResponseAsk;
}

/** How far it has come. */
export interface ResponseState {
  readonly status: ResponseStatus;
  readonly output: readonly object[];
  readonly usage?: Usage;
  readonly sources: readonly AnswerSource[];
  readonly serverToolUses: number;
  /** Unix seconds; of one that has ended well. */
  readonly completedAt?: number;
  readonly incompleteReason?: string;
  readonly error?: { readonly code: string; readonly message: string };
}

export function responseObject({ id, createdAt, model, asked }: ResponseHead, state: ResponseState) {
  const { body } = asked;
  const citations = citationUrls(state.sources);
  return {
    id,
    object: "response",
    created_at: createdAt,
    completed_at: state.completedAt ?? null,
    status: state.status,
    background: false,
    error: state.error ?? null,
    incomplete_details: state.incompleteReason === undefined ? null : { reason: state.incompleteReason },
    instructions: body.instructions ?? null,
    max_output_tokens: body.max_output_tokens ?? null,
    max_tool_calls: body.max_tool_calls ?? null,
    model,
    output: state.output,
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    previous_response_id: body.previous_response_id ?? null,
    prompt_cache_key: body.prompt_cache_key ?? null,
    reasoning: { effort: body.reasoning?.effort ?? null, summary: body.reasoning?.summary ?? null },
    safety_identifier: body.safety_identifier ?? null,
    service_tier: "default",
    store: asked.store,
    temperature: body.temperature ?? null,
    text: { format: body.text?.format ?? { type: "text" } },
    tool_choice: body.tool_choice ?? "auto",
    tools: body.tools ?? [],
    top_logprobs: body.top_logprobs ?? 0,
    top_p: body.top_p ?? null,
    truncation: "disabled",
    usage:
      state.usage === undefined ? null : responseUsage(state.usage, citations.length, state.serverToolUses),
    user: body.user ?? null,
    metadata: body.metadata ?? {},
    ...(citations.length > 0 && { citations }),
  };
}
