import { type ConversationNode, type NodeId, type PersonaMode, textOf } from "@grok/conversation";
import type { GenerateRequest, ModelDescription } from "@grok/model";
import { smallTalkIn } from "../code-answers/small-talk.ts";
import { detectLanguage } from "../language.ts";
import type { Generated } from "../prompt.ts";
import { isCrisis } from "../question/serious-topics.ts";
import { fallbackSuggestions } from "./fallback-suggestions.ts";
import { readSuggestions } from "./read-suggestions.ts";
import { suggestionRequest } from "./suggestion-request.ts";

export interface SuggestionAsk {
  /** Root first; ends with a finished reply. */
  readonly path: readonly ConversationNode[];
  readonly model: ModelDescription;
  readonly mode: PersonaMode;
  /** 0 up to, not including, 1: chooses among ready questions. */
  readonly pick: number;
  // What `TurnAsk` was given for the reply. Only with the same do the messages match what the engine has evaluated.
  /** Default none. */
  readonly generated?: ReadonlyMap<NodeId, Generated>;
  /** Default none. */
  readonly instructions?: string;
  /** Default "UTC". */
  readonly timeZone?: string;
}

export interface SuggestionPlan {
  /** At most three questions by code; may be none, which is better than silly ones. */
  readonly fallback: readonly string[];
  /** Asks the model for better ones; null where it is not able to, or where none are wanted. */
  readonly request: GenerateRequest | null;
  /** The questions in the answer to `request`, at most three, cleaned; none where nothing in it is usable. */
  readonly read: (text: string) => readonly string[];
}

/** What to offer as next questions after the reply at the end of `ask.path`. Nothing of it is stored. */
export function planSuggestions(ask: SuggestionAsk): SuggestionPlan {
  const { path, model, mode, pick, generated = new Map(), instructions = "", timeZone = "UTC" } = ask;
  const questions = path.filter((node) => node.role === "user").map(textOf);
  const reply = path.at(-1);
  const answered = reply?.role === "assistant" && reply.status === "done" && textOf(reply).trim() !== "";
  const wanted =
    answered && smallTalkIn(questions.at(-1) ?? "") === null && !questions.slice(-3).some(isCrisis);
  const language = questions.map(detectLanguage).findLast((found) => found !== "") ?? "";
  return {
    fallback: wanted ? fallbackSuggestions(path, mode, pick) : [],
    request:
      wanted && model.abilities.includes("suggest")
        ? suggestionRequest({ path, model, mode, generated, instructions, timeZone })
        : null,
    read: (text) => readSuggestions(text, questions, language),
  };
}
