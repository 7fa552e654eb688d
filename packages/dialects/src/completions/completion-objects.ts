import type { TokenLogProbability } from "@grok/model";
import { finishWord, GatheredAnswer } from "../answer/gathered-answer.ts";
import { finite } from "../answer/log-probability-object.ts";
import { addUsage, chatUsage, noUsage } from "../answer/usage-object.ts";
import type { AnswerPart } from "../answer-part.ts";
import { type ChatHead, headFields } from "../chat/chat-head.ts";

/** The whole of a completion, choices in the order of their asks. `echoes`: the prompt stands before the text. */
export function completionObject(head: ChatHead, answers: readonly GatheredAnswer[], logprobs: boolean) {
  return {
    ...headFields(head),
    object: "text_completion",
    choices: answers.map((answer, index) => {
      // A prompt of which nothing was told stands before the places of the answer's tokens all the same.
      const offset = answer.prompt && !answer.prompt.logProbabilities ? answer.prompt.text.length : 0;
      const tokens = [...(answer.prompt?.logProbabilities ?? []), ...answer.logProbabilities];
      const reason = finishWord(answer.reason);
      return {
        index,
        text: `${answer.prompt?.text ?? ""}${answer.text}`,
        finish_reason: reason === "tool_calls" ? "stop" : reason,
        logprobs: logprobs ? legacyLogProbabilities(tokens, offset) : null,
      };
    }),
    usage: chatUsage(answers.reduce((sum, { usage }) => addUsage(sum, usage), noUsage)),
  };
}

/** Makes the chunks of one streamed completion. */
export class CompletionChunks {
  readonly #head: ChatHead;
  readonly #logprobs: boolean;
  readonly #answers: readonly GatheredAnswer[];
  /** Characters told so far of each, for places of tokens. */
  readonly #offsets: number[];

  constructor(head: ChatHead, choices: number, logprobs: boolean) {
    this.#head = head;
    this.#logprobs = logprobs;
    this.#answers = Array.from({ length: choices }, () => new GatheredAnswer());
    this.#offsets = new Array(choices).fill(0);
  }

  take(index: number, part: AnswerPart): readonly object[] {
    if (part.type === "prompt" || part.type === "text-delta") {
      const offset = this.#offsets[index]!;
      this.#offsets[index] = offset + part.text.length;
      const logprobs = this.#logprobs ? legacyLogProbabilities(part.logProbabilities ?? [], offset) : null;
      return [this.#chunk({ index, text: part.text, finish_reason: null, logprobs })];
    }
    if (part.type !== "finish") return [];
    this.#answers[index]!.push(part);
    const reason = finishWord(part.reason);
    return [this.#chunk({ index, text: "", finish_reason: reason, logprobs: null })];
  }

  /** After the ends of all answers, for those who want to know. */
  usage(): object {
    const usage = chatUsage(this.#answers.reduce((sum, answer) => addUsage(sum, answer.usage), noUsage));
    return { ...headFields(this.#head), object: "text_completion", choices: [], usage };
  }

  #chunk(choice: object) {
    return { ...headFields(this.#head), object: "text_completion", choices: [choice] };
  }
}

/** Parallel lists, as completions always told it. The first token of a prompt has no probability: null. */
function legacyLogProbabilities(tokens: readonly TokenLogProbability[], offset: number) {
  let at = offset;
  return {
    tokens: tokens.map(({ text }) => text),
    token_logprobs: tokens.map(({ logProbability }) =>
      Number.isNaN(logProbability) ? null : finite(logProbability),
    ),
    top_logprobs: tokens.map(({ top }) =>
      top.length === 0
        ? null
        : Object.fromEntries(top.map(({ text, logProbability }) => [text, finite(logProbability)])),
    ),
    text_offset: tokens.map(({ text }) => {
      const start = at;
      at += text.length;
      return start;
    }),
  };
}
