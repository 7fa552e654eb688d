// From the server's chunks to our parts: a state machine without input or output, so that tests can feed it anything.

import {
  type GenerateRequest,
  LoopDetector,
  ModelError,
  type ModelPart,
  PendingChoices,
  type Usage,
} from "@grok/model";
import { type AnswerChunk, firstChoice } from "./answer-chunk.ts";
import { type AnswerRoom, finishReasonOf, usageOf } from "./answer-usage.ts";
import { logProbabilitiesOf } from "./log-probabilities.ts";
import { createTextGate, type TextGate } from "./text-gate.ts";
import { estimatePromptTokens, estimateTokens } from "./token-estimate.ts";
import { createToolInputs, toolsMax } from "./tool-inputs.ts";

/** One answer being put together. The methods return the parts that follow, in order. */
export interface AnswerParts {
  take(chunk: AnswerChunk): ModelPart[];
  /**
   * Closes what is open and finishes.
   * Throws `ModelError` "bad-answer" where a tool call never named its tool.
   */
  finish(room: AnswerRoom): ModelPart[];
  /** Closes what is open, for an answer that ends otherwise. */
  close(): ModelPart[];
  /** The last part of an answer that the caller ended; its counts are estimates of what came until then. */
  cancelled(outputTokensMax: number | undefined): ModelPart;
  /** The server's own finish reason, once it has given one. */
  readonly rawReason: string | undefined;
  /** Why the answer is over before the server has said so: a stop text that it did not see, or a loop. */
  readonly overBy: "stop" | "loop" | undefined;
  /** The server has told of the tokens' probabilities. */
  readonly toldLogProbabilities: boolean;
  /** The server has counted the tokens. */
  readonly counted: boolean;
}

type Block = { kind: "text" | "reasoning"; id: string; gate: TextGate };

/** What an answer is held to and counted by. */
export interface AnswerOrigin
  extends Pick<GenerateRequest, "messages" | "stop" | "continueLast" | "jsonSchema" | "parallelToolCalls"> {
  /** Default: an estimate for `messages`. */
  promptTokens?: number;
  /** A raw text, in which what repeats is let be. */
  raw?: true;
}

/** `base` names the server in errors. */
export function createAnswerParts(base: string, request: AnswerOrigin): AnswerParts {
  const { messages, stop = [], promptTokens = estimatePromptTokens(messages) } = request;
  const before = request.continueLast ? messages.at(-1)?.text : undefined;
  /** JSON repeats by nature. */
  const loops =
    request.jsonSchema || request.raw
      ? undefined
      : { text: new LoopDetector(before), reasoning: new LoopDetector() };
  const choices = new PendingChoices();
  const used = new Set<string>();
  const tools = createToolInputs(base, request.parallelToolCalls === false ? 1 : toolsMax);
  let block: Block | undefined;
  let blocks = 0;
  let rawReason: string | undefined;
  let counts: Usage | undefined;
  let overBy: AnswerParts["overBy"];
  let textLength = 0;
  let rewindTo: number | undefined;
  let taken = false;
  let told = false;
  /** Estimates, for servers that do not count. */
  let written = 0;
  let reasoned = 0;

  function closeBlock(): ModelPart[] {
    if (!block) return [];
    const { kind, id, gate } = block;
    const rest = gate.flush();
    block = undefined;
    const end: ModelPart = { type: `${kind}-end`, id };
    return rest === "" ? [end] : [delta(kind, id, rest), end];
  }

  function delta(kind: Block["kind"], id: string, text: string): ModelPart {
    if (kind === "reasoning") return { type: "reasoning-delta", id, text };
    choices.advance(text.length);
    const logProbabilities = choices.take();
    return { type: "text-delta", id, text, ...(logProbabilities.length > 0 && { logProbabilities }) };
  }

  /** Notes what passes on to the reader, and where it has run into a loop. */
  function note(kind: Block["kind"], text: string): void {
    const cut = loops?.[kind].push(text);
    if (kind === "text") textLength += text.length;
    if (cut === undefined || overBy) return;
    overBy = "loop";
    rewindTo = kind === "text" ? cut : textLength;
  }

  function write(kind: Block["kind"], text: string): ModelPart[] {
    if (text === "" || overBy) return [];
    const tokens = estimateTokens(text);
    written += tokens;
    if (kind === "reasoning") reasoned += tokens;

    const parts: ModelPart[] = [];
    if (block?.kind !== kind) {
      parts.push(...closeBlock());
      let id = `${kind}-${blocks++}`;
      while (used.has(id)) id = `${kind}-${blocks++}`;
      used.add(id);
      block = { kind, id, gate: createTextGate(kind === "text" ? stop : []) };
      parts.push({ type: `${kind}-start`, id });
    }
    const passed = block.gate.push(text);
    if (passed !== "") parts.push(delta(kind, block.id, passed));
    if (block.gate.stopped) overBy = "stop";
    note(kind, passed);
    return parts;
  }

  function estimated(outputTokensMax: number | undefined): Usage {
    const outputTokens = Math.min(Math.ceil(written), outputTokensMax ?? Number.POSITIVE_INFINITY);
    return {
      promptTokens: taken ? promptTokens : 0,
      cachedTokens: 0,
      outputTokens,
      reasoningTokens: Math.min(Math.ceil(reasoned), outputTokens),
    };
  }

  return {
    take(chunk) {
      taken = true;
      if (chunk.usage) counts = usageOf(chunk.usage);
      const choice = firstChoice(chunk);
      if (!choice) return [];
      const parts: ModelPart[] = [];
      const delta = choice.delta;
      // Some servers send both names with the same text.
      const reasoning = delta?.reasoning_content || delta?.reasoning || "";
      parts.push(...write("reasoning", reasoning));
      const content = delta?.content ?? "";
      for (const one of logProbabilitiesOf(choice.logprobs)) {
        choices.push(one);
        told = true;
      }
      choices.settle(content.length, reasoning === "");
      parts.push(...write("text", content));
      parts.push(...write("text", delta?.refusal ?? ""));
      if (!overBy)
        for (const call of delta?.tool_calls ?? []) {
          written += estimateTokens(call.function?.arguments ?? "");
          parts.push(...tools.take(call, used));
        }
      rawReason = choice.finish_reason || rawReason;
      return parts;
    },
    finish(room) {
      const usage = counts ?? estimated(room.outputTokensMax);
      if (tools.unnamed)
        throw new ModelError("bad-answer", `${base} sent a tool call without the tool's name.`);
      const called = tools.some;
      const ends = tools.end();
      return [
        ...closeBlock(),
        ...ends,
        {
          type: "finish",
          reason: overBy ?? finishReasonOf(rawReason, usage, room, called),
          usage,
          ...(rewindTo === undefined ? {} : { rewindTo }),
        },
      ];
    },
    close: () => [...closeBlock(), ...tools.end()],
    cancelled: (outputTokensMax) => ({
      type: "finish",
      reason: "cancelled",
      usage: counts ?? estimated(outputTokensMax),
    }),
    get rawReason() {
      return rawReason;
    },
    get overBy() {
      return overBy;
    },
    get toldLogProbabilities() {
      return told;
    },
    get counted() {
      return counts !== undefined;
    },
  };
}
