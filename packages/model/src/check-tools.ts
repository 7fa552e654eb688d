import { checkJsonSchema } from "./json-schema/check-json-schema.ts";
import type { JsonSchema } from "./json-schema/json-schema.ts";
import { ModelError } from "./model-error.ts";
import type { GenerateRequest } from "./model-provider.ts";
import type { ToolDefinition } from "./tool.ts";

/** xAI takes 350; a prompt that tells of more has no room for a question. */
const toolsMax = 512;

/**
 * The tools of a request, each with parameters that say of what type they are. Throws `ModelError` "bad-request" for what
 * no provider could make sense of: two of one name, a choice of none of them, parameters that are none of an object.
 */
export function checkTools(
  request: Pick<GenerateRequest, "tools" | "toolChoice" | "continueLast">,
): readonly ToolDefinition[] {
  const { tools = [], toolChoice = "auto" } = request;
  if (tools.length > toolsMax) refuse(`a request may have at most ${toolsMax} tools, not ${tools.length}`);
  const names = new Set<string>();
  const checked = tools.map((tool, index) => {
    if (!/^[\w.-]{1,64}$/.test(tool.name))
      refuse(`tool ${index} has no name of 1 to 64 letters, digits, "_", "-" and "."`);
    if (names.has(tool.name)) refuse(`there are two tools of the name ${tool.name}`);
    names.add(tool.name);
    return { ...tool, parameters: objectSchema(tool) };
  });
  if (typeof toolChoice === "object" && !names.has(toolChoice.name))
    refuse(`the tool ${toolChoice.name} is to be called and is none of the request's`);
  const must = toolChoice === "required" || typeof toolChoice === "object";
  if (must && tools.length === 0) refuse("a tool is to be called and there is none");
  if (must && request.continueLast) refuse("continueLast cannot be had together with a call of a tool");
  return checked;
}

function objectSchema({ name, parameters }: ToolDefinition): JsonSchema {
  const { type, ...rest } = parameters;
  if (type !== undefined && type !== "object")
    refuse(`the parameters of the tool ${name} are not of type object`);
  const schema: JsonSchema = { type: "object", ...rest };
  try {
    return checkJsonSchema(schema);
  } catch (error) {
    if (error instanceof ModelError) refuse(`of the tool ${name} ${error.message}`);
    throw error;
  }
}

function refuse(message: string): never {
  throw new ModelError("bad-request", message);
}
