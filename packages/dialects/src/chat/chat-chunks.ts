import { citationUrls } from "../answer/cited-sources.ts";
import { finishWord, GatheredAnswer } from "../answer/gathered-answer.ts";
import { logProbabilityObjects } from "../answer/log-probability-object.ts";
import type { AnswerPart } from "../answer-part.ts";
import { type ChatHead, headFields } from "./chat-head.ts";
import { usageOfAll } from "./chat-object.ts";

export interface ChunkOptions {
  readonly answers: number;
  readonly logprobs: boolean;
  readonly includeUsage: boolean;
  readonly tellsCitations: boolean;
}

/** Makes the chunks of one streamed completion from its answers' parts. Holds what is needed for the last chunk alone. */
export class ChatChunks {
  readonly #head: ChatHead;
  readonly #options: ChunkOptions;
  readonly #answers: readonly GatheredAnswer[];
  readonly #begun = new Set<number>();

  constructor(head: ChatHead, options: ChunkOptions) {
    this.#head = head;
    this.#options = options;
    this.#answers = Array.from({ length: options.answers }, () => new GatheredAnswer());
  }

  /** Chunks for a part of the answer `index`; mostly one or none. */
  take(index: number, part: AnswerPart): readonly object[] {
    const answer = this.#answers[index]!;
    // Text is only passed on; calls are few and tell their own place.
    if (part.type !== "text-delta" && part.type !== "reasoning-delta") answer.push(part);
    const first = this.#begun.has(index) ? [] : [this.#chunk(index, { role: "assistant", content: "" })];
    this.#begun.add(index);
    const delta = deltaOf(part, answer);
    if (delta !== null) {
      const logprobs =
        part.type === "text-delta" && this.#options.logprobs ? part.logProbabilities : undefined;
      return [
        ...first,
        this.#chunk(index, delta, null, logprobs && { content: logProbabilityObjects(logprobs) }),
      ];
    }
    if (part.type === "finish") return [...first, this.#chunk(index, {}, finishWord(part.reason))];
    return first;
  }

  /** After the ends of all answers. */
  last(): readonly object[] {
    const citations = citationUrls(this.#answers.flatMap(({ sources }) => sources));
    const tells = citations.length > 0 && this.#options.tellsCitations;
    if (!this.#options.includeUsage && !tells) return [];
    return [
      {
        ...this.#base(),
        choices: [],
        ...(this.#options.includeUsage && { usage: usageOfAll(this.#answers) }),
        ...(tells && { citations }),
      },
    ];
  }

  #chunk(index: number, delta: object, finish: string | null = null, logprobs: object | null = null) {
    return { ...this.#base(), choices: [{ index, delta, finish_reason: finish, logprobs }] };
  }

  #base() {
    return { ...headFields(this.#head), object: "chat.completion.chunk" };
  }
}

function deltaOf(part: AnswerPart, answer: GatheredAnswer): object | null {
  switch (part.type) {
    case "text-delta":
      return { content: part.text };
    case "reasoning-delta":
      return { reasoning_content: part.text };
    case "tool-input-start": {
      const call = { id: part.id, type: "function", function: { name: part.name, arguments: "" } };
      return { tool_calls: [{ index: answer.toolCalls.length - 1, ...call }] };
    }
    case "tool-input-delta": {
      const index = answer.toolCalls.findIndex(({ id }) => id === part.id);
      return { tool_calls: [{ index, function: { arguments: part.text } }] };
    }
    default:
      return null;
  }
}
