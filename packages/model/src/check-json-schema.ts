import type { JsonSchema } from "./json-schema.ts";
import { ModelError } from "./model-error.ts";

/** What one schema may hold, all its parts together. More is no form of an answer, and grammars grow with it. */
export const jsonSchemaLimits = {
  /** Schemas within each other, the outermost counted. */
  nesting: 8,
  /** Schemas in all. */
  schemas: 200,
  /** Names, enums and consts, UTF-16 units. */
  textLength: 20_000,
  items: 1_000,
  stringLength: 2_000,
} as const;

const keywords: Readonly<Record<string, readonly string[]>> = {
  object: ["properties", "required", "additionalProperties"],
  array: ["items", "minItems", "maxItems"],
  string: ["enum", "const", "minLength", "maxLength"],
  number: [],
  integer: [],
  boolean: [],
  null: [],
};

/**
 * `schema` as what providers can hold a model to (see `JsonSchema`).
 *
 * Throws `ModelError` "bad-request" for anything else. Its message names the place as a JSON pointer into the schema
 * ("/properties/a/oneOf") and what may stand there.
 */
export function checkJsonSchema(schema: unknown): JsonSchema {
  new SchemaCheck().visit(schema, "", 1);
  return schema as JsonSchema;
}

type Fields = Readonly<Record<string, unknown>>;

class SchemaCheck {
  #schemas = 0;
  #textLength = 0;

  visit(schema: unknown, path: string, nesting: number): void {
    if (!isFields(schema)) refuse(path, "a schema is an object");
    if (nesting > jsonSchemaLimits.nesting) {
      refuse(path, `schemas may stand at most ${jsonSchemaLimits.nesting} deep`);
    }
    if (++this.#schemas > jsonSchemaLimits.schemas) {
      refuse(path, `there may be at most ${jsonSchemaLimits.schemas} schemas in one`);
    }
    const { type } = schema;
    const own = typeof type === "string" && Object.hasOwn(keywords, type) ? keywords[type] : undefined;
    // Where the type is left out for a keyword of the wider language, the keyword is what to tell of.
    const known = own ?? Object.values(keywords).flat();
    const strange = Object.keys(schema).find((keyword) => keyword !== "type" && !known.includes(keyword));
    if (strange !== undefined) {
      const takes = own?.length ? ` (${own.join(", ")})` : "";
      refuse(
        at(path, strange),
        own
          ? `a schema of type ${type} takes its own keywords alone${takes}`
          : "no such keyword is supported",
      );
    }
    if (!own) refuse(at(path, "type"), `the type is one of ${Object.keys(keywords).join(", ")}`);
    if (type === "object") this.#object(schema, path, nesting);
    else if (type === "array") this.#array(schema, path, nesting);
    else if (type === "string") this.#string(schema, path);
  }

  #object({ properties, required = [], additionalProperties }: Fields, path: string, nesting: number): void {
    const place = at(path, "properties");
    if (!isFields(properties)) refuse(place, "an object's properties are an object of schemas");
    for (const [name, property] of Object.entries(properties)) {
      this.#text(name, place);
      this.visit(property, at(place, name), nesting + 1);
    }
    const requiredPlace = at(path, "required");
    const names = this.#texts(required, requiredPlace);
    const unknown = names.find((name) => !Object.hasOwn(properties, name));
    if (unknown !== undefined) refuse(requiredPlace, `${JSON.stringify(unknown)} is none of the properties`);
    if (additionalProperties !== false)
      refuse(at(path, "additionalProperties"), "it must be there and false");
  }

  #array({ items, minItems, maxItems }: Fields, path: string, nesting: number): void {
    bounds({ minItems, maxItems }, jsonSchemaLimits.items, path);
    this.visit(items, at(path, "items"), nesting + 1);
  }

  #string(schema: Fields, path: string): void {
    const { minLength, maxLength } = schema;
    const fixed = ["enum", "const"].filter((keyword) => Object.hasOwn(schema, keyword));
    const beside = Object.keys(schema).find((keyword) => keyword !== "type" && keyword !== fixed[0]);
    if (fixed[0] !== undefined && beside !== undefined) {
      refuse(at(path, beside), `${fixed[0]} says all there is to say of a string`);
    }
    if (fixed[0] === "const") this.#text(schema.const, at(path, "const"));
    if (fixed[0] === "enum") {
      const place = at(path, "enum");
      if (this.#texts(schema.enum, place).length === 0) refuse(place, "an enum needs a text");
    }
    bounds({ minLength, maxLength }, jsonSchemaLimits.stringLength, path);
  }

  /** A list of texts without repetitions. */
  #texts(list: unknown, path: string): readonly string[] {
    if (!Array.isArray(list)) refuse(path, "this is a list of texts");
    for (const [index, text] of list.entries()) this.#text(text, at(path, `${index}`));
    if (new Set(list).size < list.length) refuse(path, "a text stands there twice");
    return list;
  }

  #text(text: unknown, path: string): void {
    if (typeof text !== "string") refuse(path, "only a text is supported");
    this.#textLength += text.length;
    if (this.#textLength > jsonSchemaLimits.textLength) {
      refuse(path, `names, enums and consts may have ${jsonSchemaLimits.textLength} characters together`);
    }
  }
}

/** Checks a lower and an upper bound, in this order, each of which may be absent. */
function bounds(both: Fields, limit: number, path: string): void {
  let least = 0;
  for (const [keyword, bound] of Object.entries(both)) {
    if (bound === undefined) continue;
    const whole = typeof bound === "number" && Number.isInteger(bound) ? bound : -1;
    if (whole < least || whole > limit) refuse(at(path, keyword), `a whole number from ${least} to ${limit}`);
    least = whole;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A JSON pointer (RFC 6901) one step further. */
function at(path: string, key: string): string {
  return `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function refuse(path: string, why: string): never {
  const place = path === "" ? "at its root" : `at ${path.length > 200 ? `${path.slice(0, 200)}…` : path}`;
  throw new ModelError("bad-request", `the JSON schema is refused ${place}: ${why}`);
}
