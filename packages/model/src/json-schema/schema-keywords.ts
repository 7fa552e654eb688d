import type { JsonType } from "./json-schema.ts";

/** Said of values of one type. */
export const typeKeywords: Readonly<Record<Exclude<JsonType, "integer">, readonly string[]>> = {
  object: ["properties", "required", "additionalProperties", "minProperties", "maxProperties"],
  array: ["items", "prefixItems", "minItems", "maxItems"],
  string: ["minLength", "maxLength", "pattern", "format"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  boolean: [],
  null: [],
};

/** For people; they hold a model to nothing. */
const annotations = [
  "$schema",
  "$id",
  "$comment",
  "title",
  "description",
  "default",
  "examples",
  "example",
  "deprecated",
  "readOnly",
  "writeOnly",
];

const combining = [
  "type",
  "nullable",
  "enum",
  "const",
  "anyOf",
  "oneOf",
  "allOf",
  "$ref",
  "$defs",
  "definitions",
];

/** Everything that a schema may hold. */
export const keywords: ReadonlySet<string> = new Set([
  ...combining,
  ...annotations,
  ...Object.values(typeKeywords).flat(),
]);

export const typeNames: readonly JsonType[] = [
  "object",
  "array",
  "string",
  "number",
  "integer",
  "boolean",
  "null",
];
