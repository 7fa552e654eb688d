import type { JsonSchema } from "@grok/model";
import { z } from "zod";
import { DialectError } from "../dialect-error.ts";
import { optional } from "./common-fields.ts";
import { schemaFromWire } from "./wire-schema.ts";

export const formField = optional(z.looseObject({ type: z.string().max(64) }));

/**
 * The schema that the answer's form amounts to. `nested`: it stands under "json_schema", as in chat completions. Throws
 * `DialectError`.
 */
export function readForm(
  form: z.infer<typeof formField>,
  nested: boolean,
  param: string,
): { readonly jsonSchema?: JsonSchema } {
  if (form === undefined || form.type === "text") return {};
  // A schema beside "json_object" is how other servers were asked before there was "json_schema"; some clients still do.
  if (form.type === "json_object")
    return {
      jsonSchema:
        typeof form.schema === "object" && form.schema !== null
          ? schemaFromWire(form.schema, `${param}.schema`, false)
          : { type: "object" },
    };
  if (form.type !== "json_schema")
    throw new DialectError("bad-request", 'It is "text", "json_object" or "json_schema".', `${param}.type`);
  const holder = (nested ? form.json_schema : form) as
    | { schema?: unknown; strict?: unknown }
    | null
    | undefined;
  const place = `${param}${nested ? ".json_schema" : ""}.schema`;
  if (typeof holder !== "object" || holder === null || holder.schema === undefined)
    throw new DialectError("unprocessable", `"${place}" is missing.`, place);
  return { jsonSchema: schemaFromWire(holder.schema, place, holder.strict !== false) };
}
