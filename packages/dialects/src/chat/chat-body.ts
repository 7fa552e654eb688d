import { z } from "zod";
import {
  effortField,
  keyField,
  modelField,
  optional,
  penaltyField,
  seedField,
  shareField,
  stopField,
  temperatureField,
  tokensField,
  topField,
} from "../request/common-fields.ts";
import { contentField } from "../request/read-content.ts";
import { toolChoiceField, toolsField } from "../request/read-tools.ts";
import { formField } from "../request/response-form.ts";

const callField = z.object({
  id: z.string().min(1).max(512),
  type: optional(z.literal("function")),
  function: z.object({ name: z.string().min(1).max(64), arguments: z.string() }),
});

const messageField = z.object({
  role: z.enum(["system", "developer", "user", "assistant", "tool", "function"]),
  content: optional(contentField),
  tool_calls: optional(z.array(callField).max(512)),
  tool_call_id: optional(z.string().max(512)),
});

const handlesField = optional(z.array(z.string().max(200)).max(10));
const sourceField = z.object({
  type: z.string().max(40),
  included_x_handles: handlesField,
  x_handles: handlesField,
  excluded_x_handles: handlesField,
});

const searchField = optional(
  z.object({
    mode: optional(z.enum(["off", "auto", "on"])),
    sources: optional(z.array(sourceField).max(10)),
    from_date: optional(z.string().max(40)),
    to_date: optional(z.string().max(40)),
    max_search_results: optional(z.int().min(1).max(50)),
    return_citations: optional(z.boolean()),
  }),
);

/** The body of POST /v1/chat/completions, as far as anything here depends on it. */
export const chatBody = z.object({
  model: modelField,
  messages: z.array(messageField).max(100_000),
  n: optional(z.int().min(1).max(16)),
  max_tokens: tokensField,
  max_completion_tokens: tokensField,
  temperature: temperatureField,
  top_p: shareField,
  top_k: optional(z.int().min(0).max(100_000)),
  min_p: shareField,
  presence_penalty: penaltyField,
  frequency_penalty: penaltyField,
  seed: seedField,
  stop: stopField,
  logprobs: optional(z.boolean()),
  top_logprobs: topField,
  logit_bias: optional(z.record(z.string(), z.number())),
  tools: toolsField,
  tool_choice: toolChoiceField,
  parallel_tool_calls: optional(z.boolean()),
  functions: optional(z.array(z.unknown())),
  response_format: formField,
  reasoning_effort: effortField,
  stream: optional(z.boolean()),
  stream_options: optional(z.object({ include_usage: optional(z.boolean()) })),
  deferred: optional(z.boolean()),
  search_parameters: searchField,
  web_search_options: z.unknown().optional(),
  prompt_cache_key: keyField,
  user: keyField,
});

export type ChatBody = z.infer<typeof chatBody>;
export type ChatBodyMessage = ChatBody["messages"][number];
