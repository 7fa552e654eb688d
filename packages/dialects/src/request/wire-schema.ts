import { checkJsonSchema, type JsonSchema, ModelError } from "@grok/model";
import { DialectError } from "../dialect-error.ts";

/** What no model can be held to while it writes. */
const neverHeld = new Set([
  "not",
  "if",
  "then",
  "else",
  "uniqueItems",
  "patternProperties",
  "propertyNames",
  "dependencies",
  "dependentRequired",
  "dependentSchemas",
  "contains",
  "minContains",
  "maxContains",
  "additionalItems",
  "unevaluatedItems",
  "unevaluatedProperties",
  "contentEncoding",
  "contentMediaType",
  "contentSchema",
]);
/** What can be held to in most of its forms, but not in all. */
const mostlyHeld = new Set([...neverHeld, "pattern", "format", "multipleOf"]);
/** What stands below these is data or names, and no keyword of a schema. */
const data = new Set(["enum", "const", "default", "example", "examples"]);
const named = new Set(["properties", "$defs", "definitions"]);

/**
 * A JSON Schema as clients write it, as one that models can be held to. What cannot be held to is refused with its
 * place where `strict`, and otherwise let go: a client that did not ask for strictness checks for itself. Throws
 * `DialectError` with `param`.
 */
export function schemaFromWire(wire: unknown, param: string, strict: boolean): JsonSchema {
  const attempts = strict
    ? [() => wire]
    : [() => wire, () => without(wire, neverHeld), () => without(wire, mostlyHeld)];
  let refused: ModelError | undefined;
  for (const attempt of attempts) {
    try {
      return checkJsonSchema(attempt());
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      refused ??= error;
    }
  }
  throw new DialectError("bad-request", refused!.message.slice(0, 900), param);
}

/** `schema` without these keywords, and with alternatives that may both hold. */
function without(schema: unknown, keywords: ReadonlySet<string>): unknown {
  if (Array.isArray(schema)) return schema.map((each) => without(each, keywords));
  if (typeof schema !== "object" || schema === null) return schema;
  const kept = Object.entries(schema).flatMap(([key, value]): [string, unknown][] => {
    if (keywords.has(key)) return [];
    if (data.has(key)) return [[key, value]];
    if (named.has(key) && typeof value === "object" && value !== null)
      return [
        [
          key,
          Object.fromEntries(Object.entries(value).map(([name, each]) => [name, without(each, keywords)])),
        ],
      ];
    return [[key === "oneOf" && !Object.hasOwn(schema, "anyOf") ? "anyOf" : key, without(value, keywords)]];
  });
  return Object.fromEntries(kept);
}
