import type { ConversationId } from "@grok/conversation";
import type { Action } from "./action.ts";

/** Instructions of conversations that the server does not have yet; they go there with the first question. */
export type Instructions = Readonly<Record<ConversationId, string>>;

export type InstructionsAction = {
  readonly type: "instructions-kept";
  readonly conversationId: ConversationId;
  /** Empty takes them away. */
  readonly text: string;
};

export function reduceInstructions(kept: Instructions, action: Action): Instructions {
  switch (action.type) {
    case "instructions-kept": {
      const { [action.conversationId]: _, ...others } = kept;
      return action.text === "" ? others : { ...others, [action.conversationId]: action.text };
    }
    case "run-accepted": {
      if (kept[action.conversationId] === undefined) return kept;
      const { [action.conversationId]: _, ...others } = kept;
      return others;
    }
    default:
      return kept;
  }
}
