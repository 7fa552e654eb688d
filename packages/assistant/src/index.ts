export { answerByCode } from "./code-answers/answer-by-code.ts";
export { answerTokensMin, contextFullMessage, fitsContext, promptTokensMost } from "./context-budget.ts";
export { detectLanguage } from "./language.ts";
export {
  answerFromPosts,
  type PostAnswer,
  type PostQuestion,
  type PostRewording,
} from "./live/answer-from-posts.ts";
export {
  readXSearch,
  toldPost,
  type XSearchArguments,
  type XSearchResult,
  xSearchQuery,
  xSearchTool,
} from "./live/x-search-tool.ts";
export { buildPrompt, type Generated, type PromptOptions } from "./prompt.ts";
export {
  brokenReply,
  crashedReply,
  failureOf,
  hasText,
  replyFailure,
  stoppedReply,
} from "./reply-end.ts";
export { beginTurn, stepTurn } from "./step-turn.ts";
export { planSuggestions, type SuggestionAsk, type SuggestionPlan } from "./suggestions/plan-suggestions.ts";
export { titleFrom } from "./title.ts";
export type { TurnAsk, TurnEffect, TurnEnd, TurnInput, TurnState, TurnStep } from "./turn.ts";
