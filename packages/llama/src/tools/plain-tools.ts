// Tools for models whose template has no place for them: told in the system message, called and answered in plain text.

import type { EngineTools, GenerateOptions } from "../engine-messages.ts";
import { plainFormat } from "./call-format.ts";

type Message = GenerateOptions["messages"][number];

/** `messages` as a template says them that knows nothing of tools. */
export function withPlainTools(messages: readonly Message[], tools: EngineTools["list"]): Message[] {
  const plain = messages.map((message): Message => {
    if (message.role === "tool")
      return { role: "user", text: `<tool_response>\n${message.text}\n</tool_response>` };
    const { role, text, generated, toolCalls } = message;
    const calls = (toolCalls ?? []).map(({ name, input }) => {
      const { open, afterName, close } = plainFormat;
      return `${open}${name}${afterName}${input}${close}`;
    });
    const whole = [...(text === "" ? [] : [text]), ...calls].join(plainFormat.gap);
    return { role, text: whole, ...(generated && { generated }) };
  });
  if (tools.length === 0) return plain;
  const instruction = instructionOf(tools);
  const [first, ...rest] = plain;
  if (first?.role !== "system") return [{ role: "system", text: instruction }, ...plain];
  return [{ ...first, text: `${first.text}\n\n${instruction}` }, ...rest];
}

function instructionOf(tools: EngineTools["list"]): string {
  const told = tools.map(({ name, description, parameters }) =>
    JSON.stringify({ name, description, parameters: JSON.parse(parameters) }),
  );
  const { open, afterName, close } = plainFormat;
  return (
    `You can call these tools to help the user:\n<tools>\n${told.join("\n")}\n</tools>\n\n` +
    `To call one, answer with:\n${open}NAME${afterName}{ARGUMENTS}${close}`
  );
}
