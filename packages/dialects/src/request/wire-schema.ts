import { checkJsonSchema, isKeyword, type JsonSchema, ModelError } from "@grok/model";
import { DialectError } from "../dialect-error.ts";
import { data, inWordsOfToday, named } from "./older-drafts.ts";

/** What a model can be held to in most of its forms, but not in all. */
const mostlyHeld = new Set(["pattern", "format", "multipleOf", "propertyNames"]);

/**
 * A JSON Schema as clients write it, as one that models can be held to. What cannot be held to is refused with its
 * place where `strict`, and otherwise let go: a client that did not ask for strictness checks for itself. Throws
 * `DialectError` with `param`.
 */
export function schemaFromWire(wire: unknown, param: string, strict: boolean): JsonSchema {
  const today = inWordsOfToday(wire);
  const attempts = strict
    ? [() => today]
    : [() => today, () => without(today, new Set()), () => without(today, mostlyHeld)];
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

/** `schema` without these keywords and those that no model is held to, and with alternatives that may both hold. */
function without(schema: unknown, keywords: ReadonlySet<string>): unknown {
  if (Array.isArray(schema)) return schema.map((each) => without(each, keywords));
  if (typeof schema !== "object" || schema === null) return schema;
  const kept = Object.entries(schema).flatMap(([key, value]): [string, unknown][] => {
    if (keywords.has(key) || !isKeyword(key)) return [];
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
