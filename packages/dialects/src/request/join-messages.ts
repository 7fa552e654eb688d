import type { ChatMessage, ToolCall } from "@grok/model";
import { DialectError } from "../dialect-error.ts";

/** A message as it came, with its place in the body. */
export interface WireMessage {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly text: string;
  readonly toolCalls?: readonly ToolCall[];
  readonly toolCallId?: string;
  readonly param: string;
}

/**
 * The prompt: what the system says, wherever it stood, as one message at the head; neighbours of one role joined,
 * because chat templates want roles to take turns. Throws `DialectError` for results of tools that nobody called.
 */
export function joinMessages(messages: readonly WireMessage[]): readonly ChatMessage[] {
  if (messages.length === 0)
    throw new DialectError("bad-request", "At least one message is needed.", "messages");
  const system = messages.filter(({ role }) => role === "system").map(({ text }) => text);
  const joined: ChatMessage[] = [];
  const called = new Set<string>();
  for (const { role, text, toolCalls, toolCallId, param } of messages) {
    if (role === "system") continue;
    const last = joined.at(-1);
    if (role === "tool") {
      if (toolCallId === undefined || !called.has(toolCallId))
        throw new DialectError(
          "bad-request",
          `No message before calls a tool with the id "${(toolCallId ?? "").slice(0, 80)}".`,
          param,
        );
      joined.push({ role, text, toolCallId });
      continue;
    }
    for (const { id } of toolCalls ?? []) {
      if (called.has(id))
        throw new DialectError("bad-request", `Two calls have the id "${id.slice(0, 80)}".`, param);
      called.add(id);
    }
    const calls = toolCalls !== undefined && toolCalls.length > 0 ? { toolCalls } : {};
    if (last?.role === role && (role === "user" || last.toolCalls === undefined)) {
      last.text = [last.text, text].filter((each) => each !== "").join("\n\n");
      Object.assign(last, calls);
    } else joined.push({ role, text, ...calls });
  }
  if (joined.length === 0)
    throw new DialectError(
      "bad-request",
      "Only the system speaks; a message of the user is needed.",
      "messages",
    );
  const head = system.filter((text) => text !== "").join("\n\n");
  return head === "" ? joined : [{ role: "system", text: head }, ...joined];
}
