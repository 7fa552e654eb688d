// Whether a value satisfies a schema. Formats are left to a library. The rest is here because messages have to name the
// place in words for people, and because patterns have to be matched in bounded time (see pattern.ts); tests hold it
// against the library's own validator.

import { digitsOf, hasDigits, sameJson } from "./combine-forms.ts";
import { decides, hasFormat } from "./formats.ts";
import type { JsonSchema, JsonSubschema, JsonType } from "./json-schema.ts";
import { matchesPattern, parsePattern } from "./pattern.ts";

/** Whether `value`, as `JSON.parse` gives it, satisfies `schema`, which `checkJsonSchema` must have passed. */
export function matchesJsonSchema(value: unknown, schema: JsonSchema): boolean {
  return schemaFault(value, schema) === undefined;
}

/** The first place where `value` breaks `schema`, for people: "/questions/0 is not a string". */
export function schemaFault(value: unknown, schema: JsonSchema): string | undefined {
  return new FaultFinder(schema).fault(value, schema, "");
}

const articles: Readonly<Record<JsonType, string>> = {
  object: "an object",
  array: "an array",
  string: "a string",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  null: "null",
};

class FaultFinder {
  readonly #root: JsonSchema;

  constructor(root: JsonSchema) {
    this.#root = root;
  }

  fault(value: unknown, schema: JsonSubschema, path: string): string | undefined {
    const told = (what: string) => `${path === "" ? "the whole" : path.slice(0, 200)} ${what}`;
    if (schema === true) return undefined;
    if (schema === false) return told("was not asked for");
    const { type, nullable } = schema;
    if (nullable && type !== undefined && value === null) return this.#fixedFault(value, schema, told);
    const types = type === undefined ? undefined : typeof type === "string" ? [type] : type;
    if (types && !types.some((one) => isOfType(value, one)))
      return told(`is not ${types.map((one) => articles[one]).join(" or ")}`);
    return (
      this.#fixedFault(value, schema, told) ??
      this.#ownFault(value, schema, path, told) ??
      this.#combinedFault(value, schema, path, told)
    );
  }

  #fixedFault(value: unknown, schema: JsonSchema, told: (what: string) => string): string | undefined {
    if (Object.hasOwn(schema, "const") && !sameJson(value, schema.const))
      return told("is not the value asked for");
    if (schema.enum && !schema.enum.some((one) => sameJson(value, one)))
      return told("is none of the values asked for");
    return undefined;
  }

  #ownFault(
    value: unknown,
    schema: JsonSchema,
    path: string,
    told: (what: string) => string,
  ): string | undefined {
    if (typeof value === "string") return stringFault(value, schema, told);
    if (typeof value === "number") return numberFault(value, schema, told);
    if (Array.isArray(value)) return this.#arrayFault(value, schema, path, told);
    if (typeof value === "object" && value !== null)
      return this.#objectFault(value as Record<string, unknown>, schema, path, told);
    return undefined;
  }

  #combinedFault(
    value: unknown,
    schema: JsonSchema,
    path: string,
    told: (what: string) => string,
  ): string | undefined {
    if (schema.$ref !== undefined) {
      const fault = this.fault(value, this.#referred(schema.$ref), path);
      if (fault !== undefined) return fault;
    }
    for (const one of schema.allOf ?? []) {
      const fault = this.fault(value, one, path);
      if (fault !== undefined) return fault;
    }
    const count = (all: readonly JsonSubschema[]) =>
      all.filter((one) => this.fault(value, one, path) === undefined).length;
    if (schema.anyOf && count(schema.anyOf) === 0) {
      const [only] = schema.anyOf;
      if (schema.anyOf.length === 1 && only !== undefined) return this.fault(value, only, path);
      return told("is none of the alternatives");
    }
    if (schema.oneOf && count(schema.oneOf) !== 1) return told("is not exactly one of the alternatives");
    return undefined;
  }

  #objectFault(
    value: Readonly<Record<string, unknown>>,
    schema: JsonSchema,
    path: string,
    told: (what: string) => string,
  ): string | undefined {
    const { properties = {}, required = [], additionalProperties = true } = schema;
    const missing = required.find((name) => !Object.hasOwn(value, name));
    if (missing !== undefined) return `${path}/${missing} is missing`;
    const names = Object.keys(value);
    const { propertyNames = true } = schema;
    const strange = names.find((name) => this.fault(name, propertyNames, path) !== undefined);
    if (strange !== undefined) return told(`has a property ${JSON.stringify(strange)}, a name not asked for`);
    if (names.length < (schema.minProperties ?? 0) || names.length > (schema.maxProperties ?? names.length))
      return told(`has ${names.length} properties`);
    for (const name of names) {
      const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const fault = this.fault(value[name], own ?? additionalProperties, `${path}/${name}`);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  #arrayFault(
    value: readonly unknown[],
    schema: JsonSchema,
    path: string,
    told: (what: string) => string,
  ): string | undefined {
    const { prefixItems = [], items = true, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
    if (value.length < minItems || value.length > maxItems) return told(`has ${value.length} items`);
    for (const [index, inner] of value.entries()) {
      const fault = this.fault(inner, prefixItems[index] ?? items, `${path}/${index}`);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  #referred(reference: string): JsonSubschema {
    const [, map, name = ""] = reference.split("/");
    if (map === undefined) return this.#root;
    const key = name.replaceAll("~1", "/").replaceAll("~0", "~");
    return this.#root[map as "$defs"]?.[key] ?? false;
  }
}

function isOfType(value: unknown, type: JsonType): boolean {
  switch (type) {
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "array":
      return Array.isArray(value);
    case "number":
      return Number.isFinite(value);
    case "integer":
      return Number.isInteger(value);
    case "null":
      return value === null;
    default:
      return typeof value === type;
  }
}

function stringFault(value: string, schema: JsonSchema, told: (what: string) => string): string | undefined {
  const length = [...value].length;
  if (length < (schema.minLength ?? 0) || length > (schema.maxLength ?? length))
    return told(`has ${length} characters`);
  const { pattern, format } = schema;
  if (pattern !== undefined && decides(pattern, format) === "pattern")
    return matchesPattern(value, parsePattern(pattern)) ? undefined : told("does not match the pattern");
  return format === undefined || hasFormat(value, format) ? undefined : told(`is no ${format}`);
}

function numberFault(value: number, schema: JsonSchema, told: (what: string) => string): string | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  if (!Number.isFinite(value)) return told("is not a number");
  const out =
    value < (minimum ?? value) ||
    value > (maximum ?? value) ||
    (exclusiveMinimum !== undefined && value <= exclusiveMinimum) ||
    (exclusiveMaximum !== undefined && value >= exclusiveMaximum);
  if (out) return told(`is ${value}, out of bounds`);
  return multipleOf === undefined || isMultiple(value, multipleOf)
    ? undefined
    : told(`is no multiple of ${multipleOf}`);
}

/** By digits where these tell it: a division of fractions is not exact. */
function isMultiple(value: number, step: number): boolean {
  const digits = digitsOf(step);
  if (digits !== undefined) return hasDigits(value, digits);
  return Math.abs(value / step - Math.round(value / step)) < 1e-9;
}
