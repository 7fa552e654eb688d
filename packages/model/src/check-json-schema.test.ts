import assert from "node:assert/strict";
import { test } from "node:test";
import { checkJsonSchema, jsonSchemaLimits } from "./check-json-schema.ts";
import type { JsonSchema } from "./json-schema.ts";

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

const refused: [what: string, schema: unknown, message: RegExp][] = [
  ["no schema", "string", /at its root: a schema is an object/],
  ["a list", [], /at its root/],
  ["another keyword", object({ a: { type: "string", oneOf: [] } }), /at \/properties\/a\/oneOf:/],
  ["a keyword instead of a type", object({ a: { oneOf: [] } }), /at \/properties\/a\/oneOf: no such keyword/],
  ["a keyword of another type", { type: "string", items: {} }, /at \/items:.*string.*minLength/],
  ["no type", object({ a: {} }), /at \/properties\/a\/type:/],
  ["an unknown type", { type: "date" }, /at \/type:.*object, array/],
  ["a type that every object has", { type: "constructor" }, /at \/type:/],
  ["several types", { type: ["string", "null"] }, /at \/type:/],
  ["an object open to more", { type: "object", properties: {} }, /at \/additionalProperties:/],
  ["an object without properties", { type: "object", additionalProperties: false }, /at \/properties:/],
  ["a required name that is not there", object({}, { required: ["b"] }), /at \/required: "b"/],
  ["a required name that all objects have", object({}, { required: ["toString"] }), /at \/required/],
  [
    "a name required twice",
    object({ a: { type: "null" } }, { required: ["a", "a"] }),
    /at \/required:.*twice/,
  ],
  ["an array without items", { type: "array" }, /at \/items:/],
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
  ["an enum of numbers", { type: "string", enum: ["a", 1] }, /at \/enum\/1:/],
  ["a const of a number", { type: "string", const: 1 }, /at \/const:/],
  ["a bound beside an enum", { type: "string", enum: ["a"], maxLength: 1 }, /at \/maxLength: enum/],
  ["odd names in a pointer", object({ "a/b~": { type: "x" } }), /at \/properties\/a~1b~0\/type:/],
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
  assert.throws(() => checkJsonSchema({ type: "array", items: deep }), /\/items\/items.*at most 8 deep/);

  const names = Array.from({ length: jsonSchemaLimits.schemas }, (_, index) => [
    `p${index}`,
    { type: "null" },
  ]);
  assert.throws(() => checkJsonSchema(object(Object.fromEntries(names))), /at most 200 schemas/);
  assert.throws(() => checkJsonSchema({ type: "string", const: "x".repeat(30_000) }), /20000 characters/);

  const circle: { type: string; items?: unknown } = { type: "array" };
  circle.items = circle;
  assert.throws(() => checkJsonSchema(circle), { code: "bad-request" });
});
