import type { JsonSchema } from "@grok/model";
import type { RequestField } from "./request-fields.ts";

/** For refusals that speak of the form without naming the field; llama-server speaks of its grammar. */
const alsoCalled = /\bjson[ _-]?(?:schema|object)\b|structured output|\bgrammar\b/i;

/**
 * The field that asks for an answer in `schema`. Servers that do not know schemas may take JSON of any form instead,
 * and others nothing of the kind; the answer is checked here in any case (see `holdToSchema`).
 */
export function answerFormField(schema: JsonSchema): RequestField {
  const field = { name: "response_format", asked: "jsonSchema", alsoCalled };
  return {
    ...field,
    value: { type: "json_schema", json_schema: { name: "answer", schema, strict: true } },
    refusedAs: "json_schema",
    weaker: { ...field, value: { type: "json_object" }, refusedAs: "json_object" },
  };
}
