import type { ModelPart, TokenLogProbability } from "@grok/model";
import { type AnswerChunk, firstChoice } from "./answer-chunk.ts";
import { type AnswerParts, createAnswerParts } from "./answer-parts.ts";
import { logProbabilitiesOf } from "./log-probabilities.ts";

/** What a completion is made of, apart from what the server says. */
export interface CompletionOrigin {
  /** As text. */
  prompt: string;
  /** Exact or estimated, for servers that do not count. */
  promptTokens: number;
  stop: readonly string[] | undefined;
  outputTokensMax: number;
  /** Most alternatives of each token. */
  top: number;
}

export interface CompletionParts extends AnswerParts {
  /** The server was asked to give the prompt back before the answer. Called before the first `take`. */
  expectPrompt(): void;
  /** The log-probabilities of an expected prompt came. */
  readonly toldPrompt: boolean;
}

/**
 * The parts of a completion. Where the server gives the prompt back, it is parted from the answer by the prompt's own
 * text, whatever the chunks; of no tokens asked for, what the server wrote nevertheless is not passed on.
 */
export function createCompletionParts(base: string, origin: CompletionOrigin): CompletionParts {
  const { prompt, promptTokens, top, outputTokensMax, stop = [] } = origin;
  const answer = createAnswerParts(base, { messages: [], promptTokens, stop, raw: true });
  /** What came of an expected prompt so far. */
  let awaited: { text: string; tokens: Place[] } | undefined;
  let toldPrompt = false;

  /** `text` and `tokens` in the place of what `choice`, of this chunk, held of them. */
  function pass(chunk: AnswerChunk, choice: Choice, text: string, tokens: readonly Place[]): ModelPart[] {
    const none = outputTokensMax === 0;
    const content = none ? [] : tokens.filter(({ logprob }) => !Number.isNaN(logprob));
    const kept = { ...choice, delta: { content: none ? "" : text }, logprobs: { content } };
    return answer.take({ ...chunk, choices: [kept] });
  }

  /** The prompt as it came back, and what follows it; also where it did not come back. */
  function endPrompt({ text, tokens }: { text: string; tokens: readonly Place[] }) {
    if (!text.startsWith(prompt)) return { part: { type: "prompt", text: prompt } as const, text, tokens };
    const rest = text.slice(prompt.length);
    const length = lengthOfPrompt(tokens, prompt);
    // Which numbers are the prompt's and which the answer's cannot be known then.
    if (length === undefined)
      return { part: { type: "prompt", text: prompt } as const, text: rest, tokens: [] };
    toldPrompt = true;
    const logProbabilities = choicesOf(tokens.slice(0, length), prompt);
    return {
      part: { type: "prompt", text: prompt, logProbabilities } as const,
      text: rest,
      tokens: tokens.slice(length),
    };
  }

  return {
    expectPrompt() {
      awaited = { text: "", tokens: [] };
    },
    take(chunk) {
      const choice = firstChoice(chunk);
      if (!choice) return answer.take(chunk);
      const text = choice.delta?.content ?? "";
      const tokens = (choice.logprobs?.content ?? []).map((one) => withTop(one, top));
      if (!awaited) return pass(chunk, choice, text, tokens);
      awaited = { text: awaited.text + text, tokens: [...awaited.tokens, ...tokens] };
      const open = awaited.text.length < prompt.length && prompt.startsWith(awaited.text);
      if (open && !choice.finish_reason) return pass(chunk, choice, "", []);
      const ended = endPrompt(awaited);
      awaited = undefined;
      return [ended.part, ...pass(chunk, choice, ended.text, ended.tokens)];
    },
    finish(room) {
      const parts = answer.finish(room);
      if (outputTokensMax > 0) return parts;
      return parts.map((part) => {
        if (part.type !== "finish") return part;
        // Where nothing was asked, nobody counted.
        const usage = { ...part.usage, promptTokens: part.usage.promptTokens || promptTokens };
        return { ...part, reason: "length", usage: { ...usage, outputTokens: 0, reasoningTokens: 0 } };
      });
    },
    close: answer.close,
    cancelled: answer.cancelled,
    get rawReason() {
      return answer.rawReason;
    },
    get overBy() {
      return answer.overBy;
    },
    get toldLogProbabilities() {
      return answer.toldLogProbabilities;
    },
    get counted() {
      return answer.counted;
    },
    get toldPrompt() {
      return toldPrompt;
    },
  };
}

type Choice = NonNullable<ReturnType<typeof firstChoice>>;
type Place = NonNullable<NonNullable<Choice["logprobs"]>["content"]>[number];

function withTop(one: Place, top: number): Place {
  const likeliest = (one.top_logprobs ?? []).toSorted((a, b) => b.logprob - a.logprob);
  return { ...one, top_logprobs: likeliest.slice(0, top) };
}

/** How many of `tokens` spell the prompt, with a token before it that is not of its text; undefined where none do. */
function lengthOfPrompt(tokens: readonly Place[], prompt: string): number | undefined {
  let length = beginsApart(tokens, prompt) ? 1 : 0;
  let spelled = "";
  while (spelled.length < prompt.length && length < tokens.length) spelled += tokens[length++]!.token;
  return spelled === prompt ? length : undefined;
}

/** Whether the first token is one that the model wants before any text, such as "<s>". */
function beginsApart([first]: readonly Place[], prompt: string): boolean {
  return first !== undefined && Number.isNaN(first.logprob) && !prompt.startsWith(first.token);
}

/** A token before the text has no text of its own. */
function choicesOf(tokens: readonly Place[], prompt: string): TokenLogProbability[] {
  const [first, ...rest] = tokens;
  const own = first && beginsApart(tokens, prompt) ? { ...first, token: "", bytes: [] } : first;
  return logProbabilitiesOf({ content: own ? [own, ...rest] : rest });
}
