import assert from "node:assert/strict";
import { test } from "node:test";
import { Validator } from "@cfworker/json-schema";
import { type JsonSchema, schemaFault } from "@grok/model";
import fc from "fast-check";
import { arbitrarySchema } from "../../test/arbitrary-schema.ts";
import { GrammarTexts } from "../../test/grammar-texts.ts";
import { jsonGrammar } from "./json-grammar.ts";

test("every text that a grammar can produce satisfies its schema, here and in a validator of others", () => {
  fc.assert(
    fc.property(arbitrarySchema, fc.infiniteStream(fc.nat()), (schema, random) => {
      const plain = JSON.parse(JSON.stringify(schema));
      const validator = nullable(plain) ? undefined : new Validator(structuredClone(plain), "2020-12");
      const texts = new GrammarTexts(jsonGrammar(schema));
      for (let count = 0; count < 6; count++) {
        const text = texts.one((below) => random.next().value % below);
        const value = JSON.parse(text);
        assert.equal(schemaFault(value, schema), undefined, text);
        if (validator) assert.ok(validator.validate(value).valid, text);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("values at random satisfy a schema here if they do in a validator of others", () => {
  fc.assert(
    fc.property(arbitrarySchema, fc.jsonValue({ maxDepth: 2 }), (schema, value) => {
      const plain = JSON.parse(JSON.stringify(schema));
      if (nullable(plain)) return;
      const { valid } = new Validator(structuredClone(plain), "2020-12").validate(value);
      assert.equal(schemaFault(value, schema) === undefined, valid);
    }),
    { numRuns: 500 },
  );
});

/** OpenAPI's word, which is none of JSON Schema's. */
function nullable(schema: object): boolean {
  return JSON.stringify(schema).includes('"nullable"');
}

/** All texts of a grammar up to chance: many picks. */
function textsOf(schema: JsonSchema, count = 300): Set<string> {
  const texts = new GrammarTexts(jsonGrammar(schema));
  let state = 1;
  const pick = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
  return new Set(Array.from({ length: count }, () => texts.one(pick)));
}

test("numbers reach both of their bounds", () => {
  assert.deepEqual([...textsOf({ type: "integer", minimum: -2, exclusiveMaximum: 3 })].toSorted(), [
    "-1",
    "-2",
    "0",
    "1",
    "2",
  ]);
  const shares = [...textsOf({ type: "number", minimum: 0, maximum: 1, multipleOf: 0.1 }, 2_000)].map(Number);
  assert.deepEqual([...new Set(shares)].toSorted(), [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
});

test("properties that were not named are written where they were asked for, and never spell one that was named", () => {
  const schema: JsonSchema = {
    type: "object",
    properties: { a: { type: "integer" }, ab: { type: "integer" } },
    additionalProperties: { type: "null" },
  };
  const texts = [...textsOf(schema)];
  assert.ok(texts.some((text) => Object.values(JSON.parse(text)).includes(null)));
  const silent = [...textsOf({ ...schema, additionalProperties: undefined })];
  assert.ok(
    silent.every((text) => Object.keys(JSON.parse(text)).every((name) => name === "a" || name === "ab")),
  );
});

test("any value is written where anything is allowed", () => {
  const kinds = new Set([...textsOf({})].map((text) => typeof JSON.parse(text)));
  assert.deepEqual([...kinds].toSorted(), ["boolean", "number", "object", "string"]);
});

test("long texts are bounded without a rule for each length", () => {
  const grammar = jsonGrammar({ type: "string", minLength: 1_500, maxLength: 20_000 });
  assert.ok(grammar.length < 2_000);
  assert.ok(
    !/\{\d*,?([2-9]\d{3}|\d{5,})\}/.test(grammar),
    "llama.cpp takes more than 2000 repetitions for endless",
  );
});
