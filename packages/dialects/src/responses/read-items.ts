import { z } from "zod";
import { DialectError } from "../dialect-error.ts";
import { optional } from "../request/common-fields.ts";
import type { WireMessage } from "../request/join-messages.ts";
import { parseBody } from "../request/parse-body.ts";
import { contentField, textOfContent } from "../request/read-content.ts";
import type { ResponseItem } from "./response-body.ts";

const messageItem = z.object({
  role: z.enum(["system", "developer", "user", "assistant"]),
  content: contentField,
});
const callItem = z.object({
  call_id: z.string().min(1).max(512),
  name: z.string().min(1).max(64),
  arguments: z.string(),
});
const outputItem = z.object({ call_id: z.string().min(1).max(512), output: contentField });
const reasoningItem = z.object({ encrypted_content: optional(z.string()) });

/** What the server itself did on the way to an answer before: the answer stands beside it. */
const traces = new Set(["custom_tool_call", "x_search_call", "web_search_call"]);

export interface ReadItems {
  readonly messages: readonly WireMessage[];
  /** Sealed reasoning that comes back, with its place. */
  readonly sealed: readonly { readonly text: string; readonly param: string }[];
}

/** Messages that the items of an input amount to. Throws `DialectError`. */
export function readItems(items: readonly ResponseItem[], model: string, name = "input"): ReadItems {
  const messages: WireMessage[] = [];
  const sealed: { text: string; param: string }[] = [];
  for (const [at, item] of items.entries()) {
    const param = `${name}[${at}]`;
    const read = <T>(schema: z.ZodType<T>): T => within(param, () => parseBody(schema, item));
    const type = item.type ?? "message";
    if (type === "message") {
      const { role, content } = read(messageItem);
      const text = textOfContent(content, model, `${param}.content`);
      messages.push({ role: role === "developer" ? "system" : role, text, param });
    } else if (type === "function_call") {
      const { call_id: id, name: called, arguments: input } = read(callItem);
      const last = messages.at(-1);
      const call = { id, name: called, input };
      // Calls belong to the message that they follow, and to each other.
      if (last?.role === "assistant")
        messages[messages.length - 1] = { ...last, toolCalls: [...(last.toolCalls ?? []), call] };
      else messages.push({ role: "assistant", text: "", toolCalls: [call], param });
    } else if (type === "function_call_output") {
      const { call_id: toolCallId, output } = read(outputItem);
      const text = textOfContent(output, model, `${param}.output`);
      messages.push({ role: "tool", text, toolCallId, param });
    } else if (type === "reasoning") {
      const { encrypted_content: text } = read(reasoningItem);
      if (text !== undefined) sealed.push({ text, param: `${param}.encrypted_content` });
    } else if (!traces.has(type))
      throw new DialectError(
        "not-supported",
        `Items of the type "${type}" cannot be taken here; messages, function calls with their outputs, and reasoning can.`,
        `${param}.type`,
      );
  }
  return { messages, sealed };
}

function within<T>(param: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DialectError)) throw error;
    throw new DialectError(error.code, error.message, `${param}.${error.param ?? ""}`.replace(/\.$/, ""));
  }
}
