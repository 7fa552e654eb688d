export type { ArraySchema, JsonSchema, ObjectSchema, StringSchema } from "./json-schema.ts";
export type { ChatMessage, ChatRole } from "./message.ts";
export type { Ability, ModelDescription } from "./model-description.ts";
export { ModelError, type ModelErrorCode, toModelError } from "./model-error.ts";
export type { FinishReason, ModelPart, Usage } from "./model-part.ts";
export type { GenerateRequest, ModelProvider } from "./model-provider.ts";
export type { ModelSpec } from "./model-spec.ts";
export type { Sampling } from "./sampling.ts";
