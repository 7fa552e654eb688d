import { ModelError, type ModelPart } from "@grok/model";
import type { ChunkToolCall } from "./answer-chunk.ts";

interface OpenTool {
  id: string;
  /** Opened once the name is known; input that came before waits here. */
  name: string | undefined;
  waiting: string;
}

/** The tool calls of one answer, as parts. */
export interface ToolInputs {
  /** `used` are the ids taken in this answer; new ones are added. */
  take(call: ChunkToolCall, used: Set<string>): ModelPart[];
  /** Ends every open input. */
  end(): ModelPart[];
  /** Some tool has been called. */
  readonly some: boolean;
  /** Some call has not named its tool. */
  readonly unnamed: boolean;
}

export const toolsMax = 128;
const waitingCharsMax = 64 * 1024;

/** `base` names the server in errors. No more than `callsMax` calls are taken, if that is said. Calls are told apart by `index`, or by a new `id` where a server leaves it out. */
export function createToolInputs(base: string, callsMax = toolsMax): ToolInputs {
  const tools = new Map<number, OpenTool>();
  let latest = -1;

  function indexOf(call: ChunkToolCall): number {
    if (typeof call.index === "number") return call.index;
    const continues = latest >= 0 && (!call.id || tools.get(latest)?.id === call.id);
    return continues ? latest : latest + 1;
  }

  return {
    take(call, used) {
      const index = indexOf(call);
      latest = index;
      let tool = tools.get(index);
      // A server that was asked for one call and makes more is not listened to.
      if (!tool && callsMax < toolsMax && tools.size >= callsMax) return [];
      if (!tool) {
        if (tools.size >= toolsMax)
          throw new ModelError("bad-answer", `${base} sent more than ${toolsMax} tool calls in one answer.`);
        tool = { id: freshId(call.id, index, used), name: undefined, waiting: "" };
        tools.set(index, tool);
      }
      const parts: ModelPart[] = [];
      let input = call.function?.arguments ?? "";
      if (tool.name === undefined) {
        tool.waiting += input;
        if (tool.waiting.length > waitingCharsMax)
          throw new ModelError("bad-answer", `${base} sent a tool call without the tool's name.`);
        if (!call.function?.name) return parts;
        tool.name = call.function.name;
        input = tool.waiting;
        tool.waiting = "";
        parts.push({ type: "tool-input-start", id: tool.id, name: tool.name });
      }
      if (input !== "") parts.push({ type: "tool-input-delta", id: tool.id, text: input.toWellFormed() });
      return parts;
    },
    end() {
      const parts: ModelPart[] = [];
      for (const tool of tools.values())
        if (tool.name !== undefined) parts.push({ type: "tool-input-end", id: tool.id });
      tools.clear();
      return parts;
    },
    get some() {
      return tools.size > 0;
    },
    get unnamed() {
      return tools.values().some((tool) => tool.name === undefined);
    },
  };
}

/** The server's id where it is harmless and new, because a tool's result is sent back under it. */
function freshId(given: string | null | undefined, index: number, used: Set<string>): string {
  let id = given && /^[\w.:-]{1,128}$/.test(given) && !used.has(given) ? given : `tool-${index}`;
  while (used.has(id)) id += "+";
  used.add(id);
  return id;
}
