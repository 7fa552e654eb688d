import {
  type ConversationNode,
  type NodeId,
  type PersonaMode,
  questionNode,
  textOf,
} from "@grok/conversation";
import type { GenerateRequest, JsonSchema, ModelDescription } from "@grok/model";
import { detectLanguage } from "../language.ts";
import { buildPrompt, type Generated } from "../prompt.ts";

const outputTokensMax = 160;

const schema: JsonSchema = {
  type: "object",
  properties: {
    questions: {
      type: "array",
      items: { type: "string", minLength: 4, maxLength: 90 },
      minItems: 2,
      maxItems: 3,
    },
  },
  required: ["questions"],
  additionalProperties: false,
};

const tail = {
  en: {
    regular:
      "Write three short questions that I could ask you next, as I would type them, in the language of my last question. Each goes somewhere new: deeper, into practice, or to a doubt. None repeats what was asked or answered above, and each makes sense by itself. At most twelve words each.",
    fun: "Write three short questions that I could ask you next, as I would type them, in the language of my last question. Each goes somewhere new, with some dry wit, and none at my cost. None repeats what was asked or answered above, and each makes sense by itself. At most twelve words each.",
  },
  zh: {
    regular:
      "写出我接下来可能会问的三个短问题，用我的口吻，用我最后一个问题所用的语言。每个都要往新的方向走：更深一层、落到实处，或者提出疑问。不要重复上面问过或答过的内容，每个单独看也能懂。每个不超过二十个字。",
    fun: "写出我接下来可能会问的三个短问题，用我的口吻，用我最后一个问题所用的语言。每个都要往新的方向走，带一点冷幽默，但别拿我开玩笑。不要重复上面问过或答过的内容，每个单独看也能懂。每个不超过二十个字。",
  },
};

export interface SuggestionPrompt {
  readonly path: readonly ConversationNode[];
  readonly model: ModelDescription;
  readonly mode: PersonaMode;
  readonly generated: ReadonlyMap<NodeId, Generated>;
  readonly instructions: string;
  readonly timeZone: string;
}

/** Asks for follow-ups behind the very messages of the conversation, so that only the last one is new to the engine. */
export function suggestionRequest(ask: SuggestionPrompt): GenerateRequest {
  const { path, model, mode } = ask;
  const questions = path.filter((node) => node.role === "user");
  const language = detectLanguage(questions[0] ? textOf(questions[0]) : "") === "zh" ? "zh" : "en";
  const last = path.at(-1)!;
  // Stands on the day of the last question, so that no other day is told.
  const createdAtMs = questions.at(-1)?.createdAtMs ?? last.createdAtMs;
  const asking = questionNode({ id: "", createdAtMs }, last, tail[language][mode]);
  return {
    modelId: model.id,
    messages: buildPrompt([...path, asking], { ...ask, continued: null }),
    outputTokensMax,
    reasoning: "off",
    jsonSchema: schema,
    affinity: last.conversationId,
  };
}
