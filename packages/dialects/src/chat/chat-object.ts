import { citationUrls, marksIn } from "../answer/cited-sources.ts";
import { finishWord, type GatheredAnswer } from "../answer/gathered-answer.ts";
import { logProbabilityObjects } from "../answer/log-probability-object.ts";
import { addUsage, chatUsage } from "../answer/usage-object.ts";
import { type ChatHead, headFields } from "./chat-head.ts";

/** The whole answer, of one choice or several to the same prompt. */
export function chatObject(
  head: ChatHead,
  answers: readonly GatheredAnswer[],
  options: { readonly logprobs: boolean; readonly tellsCitations: boolean },
) {
  const sources = answers.flatMap((answer) => answer.sources);
  const citations = citationUrls(sources);
  return {
    ...headFields(head),
    object: "chat.completion",
    choices: answers.map((answer, index) => ({
      index,
      message: messageOf(answer),
      finish_reason: finishWord(answer.reason),
      logprobs: options.logprobs
        ? { content: logProbabilityObjects(answer.logProbabilities), refusal: null }
        : null,
    })),
    usage: usageOfAll(answers),
    ...(citations.length > 0 && options.tellsCitations && { citations }),
  };
}

/** The prompt is the same for all and counts once. */
export function usageOfAll(answers: readonly GatheredAnswer[]) {
  const [first, ...more] = answers;
  const total = more.reduce(
    (sum, { usage }) => addUsage(sum, { ...usage, promptTokens: 0, cachedTokens: 0 }),
    first!.usage,
  );
  return chatUsage(total, citationUrls(answers.flatMap(({ sources }) => sources)).length);
}

function messageOf({ text, reasoning, toolCalls, sources }: GatheredAnswer) {
  const annotations = marksIn(text, sources).map(({ start, end, source }) => ({
    type: "url_citation",
    url_citation: { start_index: start, end_index: end, url: source.url, title: source.title },
  }));
  return {
    role: "assistant",
    content: text === "" && toolCalls.length > 0 ? null : text,
    ...(reasoning !== "" && { reasoning_content: reasoning }),
    ...(toolCalls.length > 0 && {
      tool_calls: toolCalls.map(({ id, name, input }) => ({
        id,
        type: "function",
        function: { name, arguments: input === "" ? "{}" : input },
      })),
    }),
    refusal: null,
    ...(annotations.length > 0 && { annotations }),
  };
}
