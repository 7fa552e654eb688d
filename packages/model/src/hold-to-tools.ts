import { schemaFault } from "./json-schema/matches-json-schema.ts";
import { ModelError } from "./model-error.ts";
import type { FinishReason, ModelPart } from "./model-part.ts";
import type { ToolChoice, ToolDefinition } from "./tool.ts";

/**
 * `parts` of an answer that may call `tools`: passed on as they come, but for a finish of reason "tool-calls" after a
 * call of no such tool, or one whose input is not JSON of its schema, and of reason "stop" where a call had to be made:
 * these become an error "bad-answer". The input of an answer that was cut may be cut too.
 */
export async function* holdToTools(
  parts: AsyncIterable<ModelPart>,
  tools: readonly ToolDefinition[],
  choice: ToolChoice = "auto",
): AsyncGenerator<ModelPart, void, undefined> {
  const calls = new Map<string, { name: string; input: string }>();
  for await (const part of parts) {
    if (part.type === "tool-input-start") calls.set(part.id, { name: part.name, input: "" });
    const call = part.type === "tool-input-delta" ? calls.get(part.id) : undefined;
    if (call && part.type === "tool-input-delta") call.input += part.text;
    const fault =
      part.type === "finish" ? answerFault(part.reason, [...calls.values()], tools, choice) : undefined;
    if (fault === undefined) yield part;
    else {
      const message = `the model did not call tools as asked: ${fault}; asking again may work, or another model`;
      yield { type: "error", error: new ModelError("bad-answer", message) };
    }
  }
}

type Call = Readonly<{ name: string; input: string }>;

function answerFault(
  reason: FinishReason,
  calls: readonly Call[],
  tools: readonly ToolDefinition[],
  choice: ToolChoice,
): string | undefined {
  const must = choice === "required" || typeof choice === "object";
  if (reason === "stop" && must) return "it called none, and had to";
  if (reason !== "tool-calls") return undefined;
  const other = typeof choice === "object" ? calls.find(({ name }) => name !== choice.name) : undefined;
  if (other) return `it called another tool than ${JSON.stringify(choice)}`;
  return calls.map((call) => callFault(call, tools)).find((fault) => fault !== undefined);
}

function callFault({ name, input }: Call, tools: readonly ToolDefinition[]): string | undefined {
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
