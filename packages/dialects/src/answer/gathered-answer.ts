import type { FinishReason, TokenLogProbability, ToolCall, Usage } from "@grok/model";
import type { AnswerPart, AnswerSource } from "../answer-part.ts";
import { noUsage } from "./usage-object.ts";

/** Everything that an answer's parts amounted to, so far. */
export class GatheredAnswer {
  text = "";
  reasoning = "";
  readonly toolCalls: ToolCall[] = [];
  readonly sources: AnswerSource[] = [];
  readonly logProbabilities: TokenLogProbability[] = [];
  /** The prompt of a completion that gives it back. */
  prompt: Extract<AnswerPart, { type: "prompt" }> | undefined;
  reason: FinishReason | undefined;
  usage: Usage = noUsage;
  serverToolUses = 0;

  push(part: AnswerPart): void {
    switch (part.type) {
      case "prompt":
        this.prompt = part;
        break;
      case "text-delta":
        this.text += part.text;
        this.logProbabilities.push(...(part.logProbabilities ?? []));
        break;
      case "reasoning-delta":
        this.reasoning += part.text;
        break;
      case "tool-input-start":
        this.toolCalls.push({ id: part.id, name: part.name, input: "" });
        break;
      case "tool-input-delta": {
        const call = this.toolCalls.find(({ id }) => id === part.id);
        if (call !== undefined) call.input += part.text;
        break;
      }
      case "server-tool-end":
        this.serverToolUses++;
        this.sources.push(...part.sources);
        break;
      case "finish":
        this.reason = part.reason;
        this.usage = part.usage;
        // What came after is a loop, and nobody has read it yet.
        if (part.rewindTo !== undefined) this.text = this.text.slice(0, part.rewindTo);
        break;
      default:
        break;
    }
  }
}

/** Why an answer ended, in the words of chat completions. */
export function finishWord(reason: FinishReason | undefined): "stop" | "length" | "tool_calls" {
  if (reason === "tool-calls") return "tool_calls";
  return reason === "length" || reason === "context-full" ? "length" : "stop";
}
