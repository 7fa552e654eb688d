import type { ChatMessage, GenerateRequest, ToolDefinition } from "@grok/model";
import type { RequestField } from "./request-fields.ts";

/** A message as servers take it. */
export function wireMessage({ role, text, toolCalls, toolCallId }: ChatMessage): Record<string, unknown> {
  if (role === "tool") return { role, tool_call_id: toolCallId, content: text };
  if (!toolCalls?.length) return { role, content: text };
  const calls = toolCalls.map(({ id, name, input }) => ({
    id,
    type: "function",
    function: { name, arguments: input },
  }));
  return { role, content: text === "" ? null : text, tool_calls: calls };
}

/** The fields that tell of `tools` and whether to call them. Calls that must be made are never quietly left out. */
export function toolFields(request: GenerateRequest, tools: readonly ToolDefinition[]): RequestField[] {
  if (tools.length === 0) return [];
  const { toolChoice = "auto", parallelToolCalls = true } = request;
  const must = toolChoice === "required" || typeof toolChoice === "object";
  const essential = must ? { essential: true as const } : {};
  const value = tools.map(({ name, description, parameters }) => ({
    type: "function",
    function: { name, ...(description !== undefined && { description }), parameters },
  }));
  const fields: RequestField[] = [{ name: "tools", value, asked: "tools", ...essential }];
  if (toolChoice !== "auto") {
    const choice = typeof toolChoice === "object" ? { type: "function", function: toolChoice } : toolChoice;
    fields.push({ name: "tool_choice", value: choice, asked: "toolChoice", ...essential });
  }
  // One call alone is kept here in any case.
  if (!parallelToolCalls) fields.push({ name: "parallel_tool_calls", value: false });
  return fields;
}
