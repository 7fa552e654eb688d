import { ModelError } from "../model-error.ts";
import type { JsonForms } from "./json-form.ts";
import type { JsonSchema } from "./json-schema.ts";
import { SchemaReader } from "./schema-reader.ts";

/**
 * `schema` as what providers can hold a model to (see `JsonSchema`).
 *
 * Throws `ModelError` "bad-request" for anything else. Its message names the place as a JSON pointer into the schema
 * ("/properties/a/not") and what may stand there.
 */
export function checkJsonSchema(schema: unknown): JsonSchema {
  jsonForms(schema);
  return schema as JsonSchema;
}

/**
 * The forms that satisfy `schema`; all of them do, though not all that do are among them. Throws as `checkJsonSchema`
 * does.
 */
export function jsonForms(schema: unknown): JsonForms {
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) {
    throw new ModelError("bad-request", "the JSON schema is refused at its root: a schema is an object");
  }
  return new SchemaReader(schema as JsonSchema).read();
}
