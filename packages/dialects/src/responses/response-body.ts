import { z } from "zod";
import {
  effortField,
  keyField,
  modelField,
  optional,
  seedField,
  shareField,
  temperatureField,
  tokensField,
  topField,
} from "../request/common-fields.ts";
import { toolChoiceField, toolsField } from "../request/read-tools.ts";
import { formField } from "../request/response-form.ts";

/** Any item; what it holds is read by its type. */
const itemField = z.looseObject({ type: optional(z.string().max(64)) });

/** The body of POST /v1/responses, as far as anything here depends on it. */
export const responseBody = z.object({
  model: modelField,
  input: z.union([z.string(), z.array(itemField).max(100_000)]),
  instructions: optional(z.string()),
  max_output_tokens: tokensField,
  max_turns: optional(z.int().min(1).max(20)),
  max_tool_calls: optional(z.int().min(0).max(1_000)),
  temperature: temperatureField,
  top_p: shareField,
  top_k: optional(z.int().min(0).max(100_000)),
  min_p: shareField,
  seed: seedField,
  top_logprobs: topField,
  include: optional(z.array(z.string().max(100)).max(50)),
  tools: toolsField,
  tool_choice: toolChoiceField,
  parallel_tool_calls: optional(z.boolean()),
  text: optional(z.object({ format: formField })),
  reasoning: optional(z.object({ effort: effortField, summary: optional(z.string().max(40)) })),
  previous_response_id: keyField,
  conversation: z.unknown().optional(),
  prompt: z.unknown().optional(),
  store: optional(z.boolean()),
  stream: optional(z.boolean()),
  background: optional(z.boolean()),
  truncation: optional(z.enum(["auto", "disabled"])),
  metadata: optional(z.record(z.string().max(64), z.string().max(512))),
  prompt_cache_key: keyField,
  safety_identifier: keyField,
  user: keyField,
});

export type ResponseBody = z.infer<typeof responseBody>;
export type ResponseItem = z.infer<typeof itemField>;
