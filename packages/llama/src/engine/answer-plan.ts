import type { Sampling } from "@grok/model";
import { AnswerWriter, type BlockPart } from "../answer-text/answer-writer.ts";
import type { CompleteOptions, EngineSettings, EngineTools, GenerateOptions } from "../engine-messages.ts";
import type { ChatFormat, ChatPrompt, PromptRequest } from "./chat-format.ts";
import { EngineError } from "./engine-error.ts";
import type { ModelVocabulary } from "./model-vocabulary.ts";
import type { PromptTokens } from "./prompt-tokens.ts";

/** How one answer comes about, whatever asked for it. */
export interface AnswerPlan {
  prompt: PromptTokens;
  /** The prompt's text, where it is to be given back. */
  echo?: string;
  sampling: Sampling;
  /** 0 reads the prompt alone. */
  outputTokensMax: number;
  /** How many likely choices are told of each token, of those of the prompt too where `prompt`. */
  choices?: { top: number; prompt: boolean };
  /** A schema as JSON. */
  jsonSchema?: string;
  /** Tools that may be called. */
  tools?: EngineTools;
  /** The prompt ends within a tool's call. */
  callBegun: boolean;
  /** Most tokens of reasoning. */
  reasoningTokensMax: number;
  /** State is shared within a tenant only. */
  tenant: string;
  warnings: readonly string[];
  writer(emit: (part: BlockPart) => void): AnswerWriter;
}

/** Answers a conversation. Throws `EngineError` where the model's template cannot say it. */
export function chatPlan(format: ChatFormat, settings: EngineSettings, options: GenerateOptions): AnswerPlan {
  const { vocabulary } = format;
  const prompt = chatPrompt(format, options);
  const { tools } = options;
  // Whether it says JSON or calls, an answer is held to from its first token on.
  const jsonSchema = prompt.callBegun ? undefined : options.jsonSchema;
  const mayCall =
    tools !== undefined &&
    tools.choice !== "none" &&
    (jsonSchema === undefined || !format.callMarkerIsControl);
  return {
    prompt,
    callBegun: prompt.callBegun,
    ...(mayCall && { tools }),
    reasoningTokensMax: options.reasoningTokensMax ?? Number.POSITIVE_INFINITY,
    sampling: options.sampling,
    outputTokensMax: options.outputTokensMax ?? Number.POSITIVE_INFINITY,
    ...(options.logProbabilities && { choices: { top: options.logProbabilities.top, prompt: false } }),
    ...(jsonSchema !== undefined && { jsonSchema }),
    tenant: options.tenant,
    warnings: warningsOf(options, settings.reasoning, format.callMarkerIsControl),
    writer(emit) {
      // The grammar ends the text where it is whole; nothing in it is a marker, and what repeats in it may do so.
      if (jsonSchema !== undefined) {
        const calls = mayCall ? { callMarker: format.callMarker, callsAtStart: true } : {};
        return new AnswerWriter(
          { vocabulary, stop: options.stop, reasoningBegun: false, loops: "let", ...calls },
          emit,
        );
      }
      const { reasoning } = format;
      // A model that calls a tool where it may not has nothing else to say.
      const marker = tools && !mayCall ? [format.callMarker] : [];
      const stop = [...format.stops([...settings.stop, ...options.stop]), ...marker];
      const { reasoningBegun } = prompt;
      const before = options.continueLast ? { before: options.messages.at(-1)?.text ?? "" } : {};
      return new AnswerWriter(
        {
          vocabulary,
          stop,
          ...(mayCall && { callMarker: format.callMarker }),
          ...(reasoning && { reasoning }),
          reasoningBegun,
          ...before,
        },
        emit,
      );
    },
  };
}

/** Throws `EngineError` "bad-request". */
export function chatPrompt(format: ChatFormat, options: PromptRequest): ChatPrompt {
  try {
    return format.prompt(options);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new EngineError("bad-request", `the model's chat template refuses this conversation: ${why}`);
  }
}

/** Writes a raw text on: no template, no reasoning, and what repeats may do so. Throws `EngineError` "bad-request". */
export function rawPlan(vocabulary: ModelVocabulary, options: CompleteOptions): AnswerPlan {
  const { prompt, logProbabilities, echo } = options;
  const tokens = typeof prompt === "string" ? rawTokens(vocabulary, prompt) : [...prompt];
  const unknown = tokens.find((token) => !vocabulary.has(token));
  if (unknown !== undefined) {
    throw new EngineError("bad-request", `the prompt's token id ${unknown} is none of this model's`);
  }
  if (tokens.length === 0) throw new EngineError("bad-request", "a prompt needs at least one token");
  return {
    prompt: { tokens, boundaries: [] },
    callBegun: false,
    reasoningTokensMax: Number.POSITIVE_INFINITY,
    ...(echo && { echo: typeof prompt === "string" ? prompt : vocabulary.textOf(tokens, []) }),
    sampling: options.sampling,
    outputTokensMax: options.outputTokensMax,
    ...(logProbabilities && { choices: { top: logProbabilities.top, prompt: echo } }),
    tenant: options.tenant,
    warnings: [],
    writer: (emit) =>
      new AnswerWriter({ vocabulary, stop: options.stop, reasoningBegun: false, loops: "let" }, emit),
  };
}

/** `text` as it stands, with the token in front that the model wants there. */
function rawTokens(vocabulary: ModelVocabulary, text: string): number[] {
  const tokens = text === "" ? [] : vocabulary.tokenize(text, false, false);
  return vocabulary.begin === undefined ? tokens : [vocabulary.begin, ...tokens];
}

function warningsOf(
  { reasoning, jsonSchema, tools }: GenerateOptions,
  ability: EngineSettings["reasoning"],
  callsAreControl: boolean,
): string[] {
  const warnings: string[] = [];
  const must = tools?.choice === "required" || typeof tools?.choice === "object";
  if (jsonSchema !== undefined && tools?.choice === "auto" && callsAreControl)
    warnings.push("this model calls no tools in an answer in a JSON schema unless it must");
  if (jsonSchema !== undefined || must) {
    const what = must ? "an answer that must call a tool" : "an answer in a JSON schema";
    if (reasoning === "on") warnings.push(`${what} comes without reasoning`);
  } else if (reasoning === "on" && ability === "none")
    warnings.push("this model does not reason apart from its answer");
  else if (reasoning === "off" && ability === "always")
    warnings.push("this model always reasons before it answers");
  return warnings;
}
