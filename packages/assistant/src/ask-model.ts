import { textOf } from "@grok/conversation";
import type { GenerateRequest } from "@grok/model";
import { fitsContext, promptTokensMost } from "./context-budget.ts";
import { requestSettings } from "./request-settings.ts";
import type { TurnState, TurnStep } from "./turn.ts";

/** More than three sentences from posts is no answer any more but a feed. */
const postsOutputTokensMax = 320;

/** Asks the model for the reply, after counting first where it is not sure that the prompt fits. */
export function askOrCount(state: TurnState): TurnStep {
  const { ask, messages } = state;
  if (fitsContext(promptTokensMost(messages), ask.model.contextTokens)) return askModel(state);
  return {
    state: { ...state, phase: "counting" },
    effects: [{ type: "count-tokens", modelId: ask.model.id, messages }],
  };
}

/** Asks the model for the reply; the prompt is known to fit. */
export function askModel(state: TurnState): TurnStep {
  const { ask } = state;
  const question = ask.path.at(-1);
  const request: GenerateRequest = {
    modelId: ask.model.id,
    messages: state.messages,
    ...(ask.kind === "continue" && { continueLast: true }),
    ...requestSettings({
      model: ask.model,
      kind: ask.kind,
      question: question ? textOf(question) : "",
      think: ask.reply.provenance?.think ?? false,
    }),
    ...(state.live?.writing && { outputTokensMax: postsOutputTokensMax }),
    affinity: ask.reply.conversationId,
  };
  return { state: { ...state, phase: "waiting" }, effects: [{ type: "ask", request }] };
}
