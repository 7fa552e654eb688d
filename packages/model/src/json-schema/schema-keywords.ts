import type { JsonType } from "./json-schema.ts";

/** Said of values of one type. */
export const typeKeywords: Readonly<Record<Exclude<JsonType, "integer">, readonly string[]>> = {
  object: [
    "properties",
    "required",
    "additionalProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
  ],
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
  "contentEncoding",
  "contentMediaType",
  // OpenAPI's; the alternatives say the same.
  "discriminator",
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

const known: ReadonlySet<string> = new Set([
  ...combining,
  ...annotations,
  ...Object.values(typeKeywords).flat(),
]);

/** Whether a schema may hold this: what is supported, and the words of other programs, which begin with "x-". */
export function isKeyword(name: string): boolean {
  return known.has(name) || name.startsWith("x-");
}

export const typeNames: readonly JsonType[] = [
  "object",
  "array",
  "string",
  "number",
  "integer",
  "boolean",
  "null",
];
