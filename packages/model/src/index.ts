export { checkTools } from "./check-tools.ts";
export type { CompletionRequest } from "./completion-request.ts";
export type { EmbedAnswer, Embedder, EmbeddingModel, RerankAnswer } from "./embedder.ts";
export type { EmbedderSpec } from "./embedder-spec.ts";
export { holdToTools } from "./hold-to-tools.ts";
export { checkJsonSchema, jsonForms } from "./json-schema/check-json-schema.ts";
export type { CodePoints } from "./json-schema/code-points.ts";
export { common, without, writablePoints } from "./json-schema/code-points.ts";
export { holdToSchema } from "./json-schema/hold-to-schema.ts";
export type {
  ArrayForm,
  JsonForm,
  JsonForms,
  NumberForm,
  ObjectForm,
  StringForm,
} from "./json-schema/json-form.ts";
export type { JsonSchema, JsonSubschema, JsonType } from "./json-schema/json-schema.ts";
export { matchesJsonSchema, schemaFault } from "./json-schema/matches-json-schema.ts";
export type { Pattern } from "./json-schema/pattern.ts";
export { isKeyword } from "./json-schema/schema-keywords.ts";
export { LoopDetector } from "./loop-detector.ts";
export type { ChatMessage, ChatRole, ToolCall } from "./message.ts";
export type { Ability, ModelDescription } from "./model-description.ts";
export { ModelError, type ModelErrorCode, toModelError } from "./model-error.ts";
export type { FinishReason, ModelPart, Usage } from "./model-part.ts";
export type { GenerateRequest, ModelProvider, ModelToken } from "./model-provider.ts";
export type { ModelSpec } from "./model-spec.ts";
export { PendingChoices } from "./pending-choices.ts";
export type { Sampling } from "./sampling.ts";
export type { TokenChoice, TokenLogProbability } from "./token-log-probability.ts";
export type { ToolChoice, ToolDefinition } from "./tool.ts";
