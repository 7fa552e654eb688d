// From the server's chunks to our parts: a state machine without input or output, so that tests can feed it anything.

import { type ChatMessage, ModelError, type ModelPart, type Usage } from "@grok/model";
import type { AnswerChunk } from "./answer-chunk.ts";
import { type AnswerRoom, finishReasonOf, usageOf } from "./answer-usage.ts";
import { createTextGate, type TextGate } from "./text-gate.ts";
import { estimatePromptTokens, estimateTokens } from "./token-estimate.ts";
import { createToolInputs } from "./tool-inputs.ts";

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
  /** A stop text came, which the server did not see. */
  readonly stopped: boolean;
  /** The server has counted the tokens. */
  readonly counted: boolean;
}

type Block = { kind: "text" | "reasoning"; id: string; gate: TextGate };

export function createAnswerParts(
  base: string,
  messages: readonly ChatMessage[],
  stop: readonly string[],
): AnswerParts {
  const used = new Set<string>();
  const tools = createToolInputs(base);
  let block: Block | undefined;
  let blocks = 0;
  let rawReason: string | undefined;
  let counts: Usage | undefined;
  let stopped = false;
  let taken = false;
  /** Estimates, for servers that do not count. */
  let written = 0;
  let reasoned = 0;

  function closeBlock(): ModelPart[] {
    if (!block) return [];
    const { kind, id, gate } = block;
    const rest = gate.flush();
    block = undefined;
    const end: ModelPart = { type: `${kind}-end`, id };
    return rest === "" ? [end] : [{ type: `${kind}-delta`, id, text: rest }, end];
  }

  function write(kind: Block["kind"], text: string): ModelPart[] {
    if (text === "") return [];
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
    if (passed !== "") parts.push({ type: `${kind}-delta`, id: block.id, text: passed });
    stopped ||= block.gate.stopped;
    return parts;
  }

  function estimated(outputTokensMax: number | undefined): Usage {
    const outputTokens = Math.min(Math.ceil(written), outputTokensMax ?? Number.POSITIVE_INFINITY);
    return {
      promptTokens: taken ? estimatePromptTokens(messages) : 0,
      cachedTokens: 0,
      outputTokens,
      reasoningTokens: Math.min(Math.ceil(reasoned), outputTokens),
    };
  }

  return {
    take(chunk) {
      taken = true;
      if (chunk.usage) counts = usageOf(chunk.usage);
      const choice = chunk.choices?.find((one) => (one.index ?? 0) === 0);
      if (!choice) return [];
      const parts: ModelPart[] = [];
      const delta = choice.delta;
      // Some servers send both names with the same text.
      parts.push(...write("reasoning", delta?.reasoning_content || delta?.reasoning || ""));
      parts.push(...write("text", delta?.content ?? ""));
      parts.push(...write("text", delta?.refusal ?? ""));
      if (!stopped)
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
      return [
        ...closeBlock(),
        ...tools.end(),
        { type: "finish", reason: stopped ? "stop" : finishReasonOf(rawReason, usage, room), usage },
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
    get stopped() {
      return stopped;
    },
    get counted() {
      return counts !== undefined;
    },
  };
}
