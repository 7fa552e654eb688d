import { ModelError } from "../model-error.ts";
import type { ModelPart } from "../model-part.ts";
import type { JsonSchema } from "./json-schema.ts";
import { schemaFault } from "./matches-json-schema.ts";

/**
 * `parts` of an answer that was asked for in `schema`: passed on as they come, but for a finish of reason "stop" after
 * a text that is not JSON of this schema, which becomes an error "bad-answer". A cut answer keeps its reason.
 */
export async function* holdToSchema(
  parts: AsyncIterable<ModelPart>,
  schema: JsonSchema,
): AsyncGenerator<ModelPart, void, undefined> {
  let text = "";
  for await (const part of parts) {
    if (part.type === "text-delta") text += part.text;
    const fault = part.type === "finish" && part.reason === "stop" ? textFault(text, schema) : undefined;
    if (fault === undefined) yield part;
    else {
      const message = `the answer is not in the form asked for: ${fault}; asking again may work, or another model`;
      yield { type: "error", error: new ModelError("bad-answer", message) };
    }
  }
}

function textFault(text: string, schema: JsonSchema): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "the text is not JSON, or not the whole of it";
  }
  return schemaFault(value, schema);
}
