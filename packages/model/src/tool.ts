import type { JsonSchema } from "./json-schema/json-schema.ts";

/** Something outside the model that it may ask to be done. The caller does it; a provider only carries the asking. */
export interface ToolDefinition {
  /** Letters, digits, "_", "-" and "."; at most 64. Unique within a request. */
  name: string;
  description?: string;
  /** Of the arguments, an object. Every call's input satisfies it, or the answer is an error "bad-answer". */
  parameters: JsonSchema;
}

/**
 * Whether tools are called: as the model likes, not at all, at least once, or this one. With "none" the tools are told
 * to the model all the same, so that prompts keep their beginnings.
 */
export type ToolChoice = "auto" | "none" | "required" | { readonly name: string };
