import type { JsonSchema, ObjectSchema } from "@grok/model";
import fc from "fast-check";

const text = fc.string({ unit: "binary", maxLength: 8 });
const names = fc.uniqueArray(fc.oneof(text, fc.constantFrom("name", "__proto__", "1", 'a"\\/~')), {
  maxLength: 4,
});

/** Schemas of any supported form, bounded so that every answer in them comes to its end. */
export const arbitrarySchema: fc.Arbitrary<JsonSchema> = fc.letrec<{ schema: JsonSchema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, depthIdentifier: "schema", withCrossShrink: true },
    fc.constantFrom<JsonSchema>(
      { type: "number" },
      { type: "integer" },
      { type: "boolean" },
      { type: "null" },
    ),
    fc.record({ type: fc.constant("string"), const: text }),
    fc.record({
      type: fc.constant("string"),
      enum: fc.uniqueArray(text, { minLength: 1, maxLength: 3 }),
    }),
    bounds(12).map(([minLength, maxLength]): JsonSchema => ({ type: "string", minLength, maxLength })),
    fc
      .tuple(tie("schema"), bounds(3))
      .map(([items, [minItems, maxItems]]): JsonSchema => ({ type: "array", items, minItems, maxItems })),
    names.chain((all) =>
      fc.tuple(fc.subarray(all), ...all.map(() => tie("schema"))).map(
        ([required, ...schemas]): ObjectSchema => ({
          type: "object",
          properties: Object.fromEntries(all.map((name, index) => [name, schemas[index] as JsonSchema])),
          required,
          additionalProperties: false,
        }),
      ),
    ),
  ),
})).schema;

function bounds(limit: number): fc.Arbitrary<[number, number]> {
  return fc
    .tuple(fc.nat(limit), fc.nat(limit))
    .map(([one, other]) => [Math.min(one, other), Math.max(one, other)]);
}
