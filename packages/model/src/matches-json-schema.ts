import type { ArraySchema, JsonSchema, ObjectSchema, StringSchema } from "./json-schema.ts";

/** Whether `value`, as `JSON.parse` gives it, satisfies `schema`, which `checkJsonSchema` must have passed. */
export function matchesJsonSchema(value: unknown, schema: JsonSchema): boolean {
  return schemaFault(value, schema) === undefined;
}

/** The first place where `value` breaks `schema`, for people: "/questions/0 is not a string". */
export function schemaFault(value: unknown, schema: JsonSchema, path = ""): string | undefined {
  const fault = (what: string) => `${path === "" ? "the whole" : path.slice(0, 200)} ${what}`;
  switch (schema.type) {
    case "object":
      return isObject(value) ? objectFault(value, schema, path) : fault("is not an object");
    case "array":
      return Array.isArray(value) ? arrayFault(value, schema, path) : fault("is not an array");
    case "string": {
      const what = typeof value === "string" ? stringFault(value, schema) : "is not a string";
      return what && fault(what);
    }
    case "number":
      return Number.isFinite(value) ? undefined : fault("is not a number");
    case "integer":
      return Number.isInteger(value) ? undefined : fault("is not a whole number");
    case "boolean":
      return typeof value === "boolean" ? undefined : fault("is neither true nor false");
    case "null":
      return value === null ? undefined : fault("is not null");
  }
}

function objectFault(
  value: Readonly<Record<string, unknown>>,
  { properties, required = [] }: ObjectSchema,
  path: string,
): string | undefined {
  const missing = required.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) return `${path}/${missing} is missing`;
  for (const [name, inner] of Object.entries(value)) {
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!schema) return `${path}/${name} was not asked for`;
    const fault = schemaFault(inner, schema, `${path}/${name}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function arrayFault(value: readonly unknown[], schema: ArraySchema, path: string): string | undefined {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
  if (value.length < minItems || value.length > maxItems) {
    return `${path === "" ? "the whole" : path} has ${value.length} items`;
  }
  for (const [index, inner] of value.entries()) {
    const fault = schemaFault(inner, schema.items, `${path}/${index}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function stringFault(value: string, schema: StringSchema): string | undefined {
  if ("const" in schema) return value === schema.const ? undefined : "is not the text asked for";
  if ("enum" in schema) return schema.enum.includes(value) ? undefined : "is none of the texts asked for";
  const length = [...value].length;
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
  return length < minLength || length > maxLength ? `has ${length} characters` : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
