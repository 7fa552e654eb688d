import { schemaFault } from "./json-schema/matches-json-schema.ts";
import { ModelError } from "./model-error.ts";
import type { ModelPart } from "./model-part.ts";
import type { ToolDefinition } from "./tool.ts";

/**
 * `parts` of an answer that may call `tools`: passed on as they come, but for a finish of reason "tool-calls" after a
 * call of no such tool, or one whose input is not JSON of its schema, which becomes an error "bad-answer". The input of
 * an answer that was cut may be cut too.
 */
export async function* holdToTools(
  parts: AsyncIterable<ModelPart>,
  tools: readonly ToolDefinition[],
): AsyncGenerator<ModelPart, void, undefined> {
  const calls = new Map<string, { name: string; input: string }>();
  for await (const part of parts) {
    if (part.type === "tool-input-start") calls.set(part.id, { name: part.name, input: "" });
    const call = part.type === "tool-input-delta" ? calls.get(part.id) : undefined;
    if (call && part.type === "tool-input-delta") call.input += part.text;
    const fault =
      part.type === "finish" && part.reason === "tool-calls"
        ? [...calls.values()].map((one) => callFault(one, tools)).find((one) => one !== undefined)
        : undefined;
    if (fault === undefined) yield part;
    else {
      const message = `the model called a tool wrongly: ${fault}; asking again may work, or another model`;
      yield { type: "error", error: new ModelError("bad-answer", message) };
    }
  }
}

function callFault(
  { name, input }: { name: string; input: string },
  tools: readonly ToolDefinition[],
): string | undefined {
  const tool = tools.find((one) => one.name === name);
  if (!tool) return `there is no tool ${JSON.stringify(name.slice(0, 64))}`;
  let value: unknown;
  try {
    value = JSON.parse(input);
  } catch {
    return `the input of ${name} is not JSON`;
  }
  const fault = schemaFault(value, tool.parameters);
  return fault && `of the input of ${name} ${fault}`;
}
