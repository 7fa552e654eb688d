import { checkJsonSchema, isKeyword, type JsonSchema, ModelError } from "@grok/model";
import { DialectError } from "../dialect-error.ts";
import { mapSchemas } from "./map-schemas.ts";
import { inWordsOfToday } from "./older-drafts.ts";

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
  return mapSchemas(schema, (each) => {
    const kept = Object.entries(each).filter(([key]) => !keywords.has(key) && isKeyword(key));
    const rename = (key: string) => (key === "oneOf" && !Object.hasOwn(each, "anyOf") ? "anyOf" : key);
    return Object.fromEntries(kept.map(([key, value]) => [rename(key), value]));
  });
}
