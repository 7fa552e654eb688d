import assert from "node:assert/strict";
import { test } from "node:test";
import { checkJsonSchema } from "./check-json-schema.ts";
import type { JsonSchema } from "./json-schema.ts";
import { jsonSchemaLimits } from "./schema-limits.ts";

const object = (properties: Record<string, unknown>, more: object = {}) => ({
  type: "object",
  properties,
  additionalProperties: false,
  ...more,
});

test("what is supported passes as it is", () => {
  const schema: JsonSchema = {
    type: "object",
    properties: {
      questions: {
        type: "array",
        items: { type: "string", minLength: 1, maxLength: 80 },
        minItems: 2,
        maxItems: 3,
      },
      mood: { type: "string", enum: ["sober", "fun"] },
      version: { type: "string", const: "1" },
      share: { type: "number" },
      count: { type: "integer" },
      sure: { type: "boolean" },
      none: { type: "null" },
    },
    required: ["questions", "count"],
    additionalProperties: false,
  };
  assert.equal(checkJsonSchema(schema), schema);
});

test("what JSON Schema has beyond passes too, and annotations hold nothing", () => {
  checkJsonSchema({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "A person",
    description: "For people.",
    type: "object",
    properties: {
      name: { type: ["string", "null"], maxLength: 20, examples: ["Eva"], default: null },
      born: { type: "string", format: "date" },
      zip: { type: "string", pattern: "^[0-9]{5}$" },
      share: { type: "number", minimum: 0, exclusiveMaximum: 1 },
      kind: { enum: ["a", 1, null, { b: [] }] },
      friends: { type: "array", items: { $ref: "#" } },
      shape: {
        oneOf: [
          { type: "object", properties: { is: { const: "round" } }, required: ["is"] },
          {
            type: "object",
            properties: { is: { const: "square" }, side: { $ref: "#/$defs/length" } },
            required: ["is"],
          },
        ],
      },
      extra: { type: "object", additionalProperties: { type: "integer" }, minProperties: 1 },
      pair: { type: "array", prefixItems: [{ type: "string" }, {}], items: false, minItems: 2 },
    },
    required: ["name"],
    $defs: { length: { allOf: [{ type: "number" }, { minimum: 0 }] } },
  });
});

const refused: [what: string, schema: unknown, message: RegExp][] = [
  ["no schema", "string", /at its root: a schema is an object/],
  ["a list", [], /at its root/],
  ["a schema that is a number", object({ a: 1 }), /at \/properties\/a: a schema/],
  ["another keyword", object({ a: { type: "string", not: {} } }), /at \/properties\/a\/not: no such keyword/],
  ["items that must differ", { type: "array", items: {}, uniqueItems: true }, /at \/uniqueItems:/],
  ["an unknown type", { type: "date" }, /at \/type:.*object, array/],
  ["a type that every object has", { type: "constructor" }, /at \/type:/],
  ["no type of a list", { type: [] }, /at \/type:/],
  ["a required name that is not there", object({}, { required: ["b"] }), /at \/required: "b"/],
  ["a required name that all objects have", object({}, { required: ["toString"] }), /at \/required/],
  [
    "a name required twice",
    object({ a: { type: "null" } }, { required: ["a", "a"] }),
    /at \/required:.*twice/,
  ],
  [
    "bounds the wrong way round",
    { type: "array", items: { type: "null" }, minItems: 2, maxItems: 1 },
    /\/maxItems:.*2 to/,
  ],
  ["a broken bound", { type: "string", maxLength: 1.5 }, /at \/maxLength:/],
  ["a negative bound", { type: "string", minLength: -1 }, /at \/minLength:/],
  [
    "a bound over the limit",
    { type: "string", maxLength: jsonSchemaLimits.stringLength + 1 },
    /at \/maxLength:/,
  ],
  ["an empty enum", { type: "string", enum: [] }, /at \/enum:/],
  ["an enum of another type", { type: "string", enum: [1] }, /at \/enum: none of the values/],
  ["odd names in a pointer", object({ "a/b~": { type: "x" } }), /at \/properties\/a~1b~0\/type:/],
  ["a reference elsewhere", { $ref: "https://example.org/a" }, /at \/\$ref: a reference is/],
  ["a reference to nothing", { $ref: "#/$defs/a" }, /at \/\$ref: there is nothing/],
  ["a reference to itself", { $ref: "#/$defs/a", $defs: { a: { $ref: "#/$defs/a" } } }, /refers to itself/],
  [
    "a choice of itself",
    { $ref: "#/$defs/a", $defs: { a: { anyOf: [{ $ref: "#/$defs/a" }, {}] } } },
    /\$defs\/a.*refers to itself/,
  ],
  [
    "alternatives that may both hold",
    { oneOf: [{ type: "string" }, { maxLength: 2 }] },
    /at \/oneOf:.*anyOf/,
  ],
  ["what cannot be", { allOf: [{ type: "string" }, { type: "null" }] }, /nothing satisfies it/],
  ["steps of a number", { type: "number", multipleOf: 7 }, /at \/multipleOf:.*0\.1/],
  ["bounds too near", { type: "number", minimum: 1, maximum: 1.0000001 }, /too near/],
  ["an unknown format", { type: "string", format: "iban" }, /at \/format:.*date-time/],
  ["a pattern that looks ahead", { type: "string", pattern: "^(?=a)" }, /at \/pattern:.*not supported/],
  ["a pattern that refers back", { type: "string", pattern: "(a)\\1" }, /at \/pattern:.*not supported/],
  ["a broken pattern", { type: "string", pattern: "(" }, /at \/pattern:/],
  ["a pattern of endless size", { type: "string", pattern: "(a{900}){900}" }, /at \/pattern:.*4000/],
  ["a length beside a pattern", { type: "string", pattern: "^a*$", maxLength: 3 }, /in the pattern/],
  ["more properties than there are names", object({}, { minProperties: 1 }), /at \/minProperties:/],
];
for (const [what, schema, message] of refused) {
  test(`${what}: refused with the place`, () => {
    assert.throws(() => checkJsonSchema(schema), { name: "ModelError", code: "bad-request", message });
  });
}

test("what goes too deep, too far or round in circles is refused", () => {
  let deep: unknown = { type: "null" };
  for (let level = 1; level < jsonSchemaLimits.nesting; level++) deep = { type: "array", items: deep };
  checkJsonSchema(deep);
  assert.throws(() => checkJsonSchema({ type: "array", items: deep }), /\/items\/items.*at most 12 deep/);

  const names = Array.from({ length: jsonSchemaLimits.schemas }, (_, index) => [
    `p${index}`,
    { type: "null" },
  ]);
  assert.throws(() => checkJsonSchema(object(Object.fromEntries(names))), /at most 500 schemas/);
  assert.throws(() => checkJsonSchema({ type: "string", const: "x".repeat(60_000) }), /50000 characters/);

  const numbered = Object.fromEntries(names.slice(0, 300));
  assert.throws(() => checkJsonSchema(object(numbered, { maxProperties: 20 })), /cannot be counted/);
  const long = Object.fromEntries(
    names.slice(0, 300).map(([name]) => [`${name}`.repeat(5), { type: "null" }]),
  );
  assert.throws(
    () => checkJsonSchema({ type: "object", properties: long, additionalProperties: true }),
    /told apart/,
  );
  const addresses = Object.fromEntries(
    names.slice(0, 300).map(([name]) => [name, { type: "string", format: "uri" }]),
  );
  assert.throws(() => checkJsonSchema(object(addresses)), /60000 characters together/);

  const circle: { type: string; items?: unknown } = { type: "array" };
  circle.items = circle;
  assert.throws(() => checkJsonSchema(circle), { code: "bad-request" });
  const many = { anyOf: Array.from({ length: 60 }, (_, length) => ({ type: "string", minLength: length })) };
  assert.throws(() => checkJsonSchema({ allOf: [many, many] }), /too many alternatives/);
});
