import assert from "node:assert/strict";
import { test } from "node:test";
import type { JsonSchema } from "./json-schema.ts";
import { matchesJsonSchema, schemaFault } from "./matches-json-schema.ts";

const card: JsonSchema = {
  type: "object",
  properties: {
    name: { type: "string", minLength: 2, maxLength: 3 },
    tags: { type: "array", items: { type: "string", enum: ["a", "b"] }, minItems: 1, maxItems: 2 },
    count: { type: "integer" },
  },
  required: ["name"],
  additionalProperties: false,
};

test("a value of the form asked for matches, optional properties there or not", () => {
  assert.ok(matchesJsonSchema({ name: "Eva" }, card));
  assert.ok(matchesJsonSchema({ name: "Eva", tags: ["b", "b"], count: -0 }, card));
});

test("the place of what does not match is told", () => {
  const faults: [unknown, RegExp][] = [
    [[], /^the whole is not an object/],
    [null, /^the whole is not an object/],
    [{}, /^\/name is missing/],
    [{ name: 1 }, /^\/name is not a string/],
    [{ name: "x" }, /^\/name has 1 characters/],
    [{ name: "long" }, /^\/name has 4 characters/],
    [{ name: "Eva", age: 3 }, /^\/age was not asked for/],
    [{ name: "Eva", toString: 3 }, /^\/toString was not asked for/],
    [{ name: "Eva", tags: {} }, /^\/tags is not an array/],
    [{ name: "Eva", tags: [] }, /^\/tags has 0 items/],
    [{ name: "Eva", tags: ["a", "a", "a"] }, /^\/tags has 3 items/],
    [{ name: "Eva", tags: ["a", "c"] }, /^\/tags\/1 is none of the values/],
    [{ name: "Eva", count: 1.5 }, /^\/count is not a whole number/],
  ];
  for (const [value, fault] of faults) assert.match(schemaFault(value, card) ?? "", fault);
});

test("lengths count code points", () => {
  assert.ok(matchesJsonSchema({ name: "👩‍🚀" }, card));
  assert.ok(!matchesJsonSchema({ name: "🙂" }, card));
});

test("scalars are told apart, and a number has an end", () => {
  const scalars = ["number", "integer", "boolean", "null"] as const;
  const matching = (value: unknown) => scalars.filter((type) => matchesJsonSchema(value, { type }));
  assert.deepEqual(matching(1), ["number", "integer"]);
  assert.deepEqual(matching(1.5), ["number"]);
  assert.deepEqual(matching(JSON.parse("1e999")), []);
  assert.deepEqual(matching(false), ["boolean"]);
  assert.deepEqual(matching(null), ["null"]);
  assert.deepEqual(matching("1"), []);
});

test("__proto__ is a name like any other", () => {
  const own: JsonSchema = JSON.parse(
    '{"type":"object","properties":{"__proto__":{"type":"null"}},"required":["__proto__"],"additionalProperties":false}',
  );
  assert.ok(matchesJsonSchema(JSON.parse('{"__proto__":null}'), own));
  assert.ok(!matchesJsonSchema({}, own));
});

test("what a schema combines is told apart", () => {
  const shape: JsonSchema = {
    anyOf: [{ $ref: "#/$defs/tree" }, { type: "string", pattern: "^(a+)+$" }],
    $defs: {
      tree: {
        type: "object",
        properties: { of: { anyOf: [{ $ref: "#/$defs/tree" }, { type: "null" }] } },
        required: ["of"],
      },
    },
  };
  assert.ok(matchesJsonSchema({ of: { of: null } }, shape));
  assert.match(schemaFault({ of: { of: 1 } }, shape) ?? "", /the whole is none of the alternatives/);
  // A backtracking engine would not come back from this.
  assert.ok(!matchesJsonSchema(`${"a".repeat(5_000)}!`, shape));
  assert.ok(matchesJsonSchema("a".repeat(5_000), shape));
});

test("formats, bounds and values are told", () => {
  const faults: [unknown, JsonSchema, RegExp][] = [
    ["2023-02-29", { type: "string", format: "date" }, /is no date/],
    [3, { type: "number", exclusiveMaximum: 3 }, /out of bounds/],
    [0.15, { type: "number", multipleOf: 0.1 }, /no multiple of 0.1/],
    [[1, 2], { const: [1, 3] }, /not the value asked for/],
    [{}, { type: ["string", "null"] }, /is not a string or null/],
    [1, { oneOf: [{ type: "integer" }, { type: "number" }] }, /not exactly one/],
  ];
  for (const [value, schema, fault] of faults) assert.match(schemaFault(value, schema) ?? "", fault);
  assert.ok(matchesJsonSchema(null, { type: "string", nullable: true }));
});
