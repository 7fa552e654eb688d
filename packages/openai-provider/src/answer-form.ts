import type { JsonSchema, JsonSubschema } from "@grok/model";
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
    value: { type: "json_schema", json_schema: { name: "answer", schema, strict: isStrict(schema) } },
    refusedAs: "json_schema",
    weaker: { ...field, value: { type: "json_object" }, refusedAs: "json_object" },
  };
}

/**
 * Whether OpenAI's strict form takes `schema`: every object closed. Others it takes as a hint alone; the answer is
 * checked here either way.
 */
export function isStrict(schema: JsonSubschema): boolean {
  if (typeof schema === "boolean") return false;
  const isObject = schema.properties !== undefined || [schema.type].flat().includes("object");
  if (isObject && schema.additionalProperties !== false) return false;
  const maps = [schema.properties, schema.$defs, schema.definitions].flatMap((map) =>
    Object.values(map ?? {}),
  );
  const lists = [schema.anyOf, schema.oneOf, schema.allOf, schema.prefixItems].flatMap((list) => list ?? []);
  return [...maps, ...lists, ...(schema.items === undefined ? [] : [schema.items])].every(isStrict);
}
