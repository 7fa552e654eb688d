import { create, type MessageInitShape } from "@bufbuild/protobuf";
import type { AnswerPart, AnswerSource } from "@grok/dialects";
import type { TokenLogProbability, Usage } from "@grok/model";
import { xai } from "@grok/protocol";
import { finishReasons } from "../finish-reason.ts";
import { CitationMarks } from "./citation-marks.ts";

type Output = xai.CompletionOutputChunk;
type Delta = MessageInitShape<typeof xai.DeltaSchema>;

/** What a client wants to see besides the text. */
export interface Shown {
  readonly inlineCitations: boolean;
  readonly searchOutputs: boolean;
}

/** Writes one answer's parts as pieces of xAI's answers; calls of tools come whole. */
export class AnswerWriter {
  readonly sources: AnswerSource[] = [];
  searches = 0;
  usage: Usage | null = null;
  readonly #index: number;
  readonly #shown: Shown;
  readonly #nextIndex: () => number;
  readonly #marks = new CitationMarks();
  readonly #calls = new Map<string, { name: string; input: string }>();

  /** `index` of the answer; `nextIndex` gives those of outputs that are no answers. */
  constructor(index: number, shown: Shown, nextIndex: () => number) {
    this.#index = index;
    this.#shown = shown;
    this.#nextIndex = nextIndex;
  }

  take(part: AnswerPart): Output[] {
    switch (part.type) {
      case "text-delta": {
        const citations = this.#shown.inlineCitations ? this.#marks.take(part.text, this.sources) : [];
        const output = this.#output({ content: part.text, citations });
        if (part.logProbabilities) output.logprobs = logProbs(part.logProbabilities);
        return [output];
      }
      case "reasoning-delta":
        return [this.#output({ reasoningContent: part.text })];
      case "tool-input-start":
        this.#calls.set(part.id, { name: part.name, input: "" });
        return [];
      case "tool-input-delta":
        this.#calls.get(part.id)!.input += part.text;
        return [];
      case "tool-input-end": {
        const { name, input } = this.#calls.get(part.id)!;
        return [this.#output({ toolCalls: [call(part.id, name, input, "client")] })];
      }
      case "server-tool-start":
        this.#calls.set(part.id, part);
        this.searches++;
        return [];
      case "server-tool-end":
        return this.#searched(part.id, part.sources);
      case "finish": {
        this.usage = part.usage;
        const output = this.#output({});
        output.finishReason = finishReasons[part.reason];
        return [output];
      }
      default:
        return [];
    }
  }

  #searched(id: string, sources: readonly AnswerSource[]): Output[] {
    this.sources.push(...sources);
    const { name, input } = this.#calls.get(id)!;
    const toolCalls = [call(id, name, input, "search")];
    const outputs = [this.#output({ toolCalls })];
    if (this.#shown.searchOutputs)
      outputs.push(
        create(xai.CompletionOutputChunkSchema, {
          index: this.#nextIndex(),
          finishReason: xai.FinishReason.REASON_STOP,
          delta: { role: xai.MessageRole.ROLE_TOOL, content: JSON.stringify(sources), toolCalls },
        }),
      );
    return outputs;
  }

  #output(delta: Delta): Output {
    return create(xai.CompletionOutputChunkSchema, {
      index: this.#index,
      delta: { role: xai.MessageRole.ROLE_ASSISTANT, ...delta } as Delta,
    });
  }
}

function call(id: string, name: string, input: string, whose: "client" | "search") {
  return create(xai.ToolCallSchema, {
    id,
    type: whose === "client" ? xai.ToolCallType.CLIENT_SIDE_TOOL : xai.ToolCallType.X_SEARCH_TOOL,
    // What the client has to do is not done.
    status: whose === "client" ? xai.ToolCallStatus.IN_PROGRESS : xai.ToolCallStatus.COMPLETED,
    tool: { case: "function", value: { name, arguments: input } },
  });
}

function logProbs(tokens: readonly TokenLogProbability[]): xai.LogProbs {
  const told = ({
    text,
    bytes,
    logProbability,
  }: Pick<TokenLogProbability, "text" | "bytes" | "logProbability">) => ({
    token: text,
    logprob: logProbability,
    bytes: Uint8Array.from(bytes),
  });
  return create(xai.LogProbsSchema, {
    content: tokens.map((token) => ({ ...told(token), topLogprobs: token.top.map(told) })),
  });
}
