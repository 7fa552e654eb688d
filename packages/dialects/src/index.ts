export type { AnswerAsk, CompletionAsk, ServerTool } from "./answer-ask.ts";
export type { AnswerPart, AnswerSource } from "./answer-part.ts";
export { DialectError, type DialectErrorCode } from "./dialect-error.ts";
