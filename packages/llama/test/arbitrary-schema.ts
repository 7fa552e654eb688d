import { checkJsonSchema, type JsonSchema, type JsonSubschema, ModelError } from "@grok/model";
import fc from "fast-check";

const text = fc.string({ unit: "binary", maxLength: 8 });
const names = fc.uniqueArray(
  fc.oneof(text, fc.constantFrom("name", "names", "na", "__proto__", "1", 'a"\\/~')),
  {
    maxLength: 4,
  },
);

const strings: fc.Arbitrary<JsonSchema> = fc.oneof(
  bounds(12).map(([minLength, maxLength]): JsonSchema => ({ type: "string", minLength, maxLength })),
  fc
    .constantFrom("date", "time", "date-time", "duration", "email", "hostname", "uuid", "ipv4", "ipv6", "uri")
    .map((format): JsonSchema => ({ type: "string", format })),
  fc
    .constantFrom(
      "^[a-z0-9]{1,8}(?:-[a-z0-9]{1,4}){0,3}$",
      "^\\d{3}-\\d{4}$",
      '^[^"\\\\]{0,4}["\\\\\\n]$',
      "^(foo|bar|[A-F]{2,3})?$",
      "^\\S{1,5}\\s\\S$",
      "^a.b$|^x{2}$",
    )
    .map((pattern): JsonSchema => ({ type: "string", pattern })),
  // As zod writes them.
  fc.constantFrom<JsonSchema>(
    {
      type: "string",
      format: "date",
      pattern:
        "^(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))$",
    },
    {
      type: "string",
      format: "uuid",
      pattern: "^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-4[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12})$",
    },
    {
      type: "string",
      format: "duration",
      pattern:
        "^P(?:(\\d+W)|(?!.*W)(?=\\d|T\\d)(\\d+Y)?(\\d+M)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+([.,]\\d+)?S)?)?)$",
    },
    {
      type: "string",
      format: "hostname",
      pattern:
        "^(?=.{1,253}\\.?$)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[-0-9a-zA-Z]{0,61}[0-9a-zA-Z])?)*\\.?$",
    },
    {
      type: "string",
      format: "email",
      pattern:
        "^(?!\\.)(?!.*\\.\\.)([A-Za-z0-9_'+\\-\\.]*)[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9\\-]*\\.)+[A-Za-z]{2,}$",
    },
  ),
);

const near = fc.double({ min: -1e4, max: 1e4, noNaN: true }).map((value) => Number(value.toFixed(3)));
const numbers: fc.Arbitrary<JsonSchema> = fc.oneof(
  fc.constantFrom<JsonSchema>({ type: "number" }, { type: "integer" }, { type: "number", multipleOf: 0.01 }),
  fc
    .integer({ min: -200, max: 2000 })
    .chain((minimum) =>
      fc.nat(3000).map((more): JsonSchema => ({ type: "integer", minimum, maximum: minimum + more })),
    ),
  fc.tuple(near, near, fc.boolean()).map(([a, b, open]): JsonSchema => {
    const [low, high] = [Math.min(a, b), Math.max(a, b) + 1];
    return open
      ? { type: "number", exclusiveMinimum: low, exclusiveMaximum: high }
      : { type: "number", minimum: low, maximum: high };
  }),
  near.map((minimum): JsonSchema => ({ type: "number", minimum })),
  fc.constant<JsonSchema>({
    type: "integer",
    minimum: Number.MIN_SAFE_INTEGER,
    maximum: Number.MAX_SAFE_INTEGER,
  }),
  fc.tuple(fc.integer({ min: -99, max: 99 }), fc.constantFrom(3, 5, 0.25, 0.5)).map(
    ([minimum, multipleOf]): JsonSchema => ({
      type: "number",
      minimum,
      maximum: minimum + 40,
      multipleOf,
    }),
  ),
  fc.integer().map((exclusiveMaximum): JsonSchema => ({ type: "integer", exclusiveMaximum })),
);

const values = fc.jsonValue({ maxDepth: 1 });
const plain: fc.Arbitrary<JsonSchema> = fc.oneof(
  fc.constantFrom<JsonSchema>({ type: "boolean" }, { type: "null" }, { type: ["boolean", "null"] }),
  strings,
  numbers,
  strings.map((schema): JsonSchema => ({ ...schema, nullable: true })),
  fc.record({ const: values }),
  fc.record({ type: fc.constant("string" as const), const: text }),
  fc.record({ enum: fc.array(values, { minLength: 1, maxLength: 3 }) }),
  fc.record({
    type: fc.constant("string" as const),
    enum: fc.uniqueArray(text, { minLength: 1, maxLength: 3 }),
  }),
);

const composed: fc.Arbitrary<JsonSchema> = fc.letrec<{ schema: JsonSchema }>((tie) => {
  const schema = tie("schema");
  const objects = names.chain((all) =>
    fc
      .tuple(fc.subarray(all), fc.option(fc.nat(all.length), { nil: undefined }), ...all.map(() => schema))
      .map(
        ([required, fewer, ...schemas]): JsonSchema => ({
          type: "object",
          properties: Object.fromEntries(all.map((name, index) => [name, schemas[index] as JsonSchema])),
          required,
          additionalProperties: false,
          ...(fewer !== undefined && {
            minProperties: Math.min(fewer, all.length),
            maxProperties: Math.max(fewer, required.length),
          }),
        }),
      ),
  );
  const open = fc.tuple(names, schema, schema, fc.integer({ min: 1, max: 3 })).map(
    ([all, inner, more, maximum]): JsonSchema => ({
      type: "object",
      properties: Object.fromEntries(all.slice(0, 2).map((name) => [name, inner])),
      additionalProperties: more,
      maxProperties: all.length + maximum,
    }),
  );
  const listed = fc.tuple(names, schema).map(
    ([all, more]): JsonSchema => ({
      type: "object",
      propertyNames: { type: "string", enum: [...all, "other"] },
      additionalProperties: more,
      required: all.slice(0, 1),
    }),
  );
  return {
    schema: fc.oneof(
      { maxDepth: 3, depthIdentifier: "schema", withCrossShrink: true },
      plain,
      fc
        .tuple(schema, bounds(3))
        .map(([items, [minItems, maxItems]]): JsonSchema => ({ type: "array", items, minItems, maxItems })),
      fc.tuple(fc.array(schema, { minLength: 1, maxLength: 2 }), schema, bounds(3)).map(
        ([prefixItems, items, [minItems, maxItems]]): JsonSchema => ({
          type: "array",
          prefixItems,
          items,
          minItems,
          maxItems,
        }),
      ),
      objects,
      open,
      listed,
      fc.array(schema, { minLength: 1, maxLength: 3 }).map((anyOf): JsonSchema => ({ anyOf })),
      fc
        .tuple(schema, schema)
        .map(
          ([one, other]): JsonSchema => ({ oneOf: [tagged("a", one), tagged("b", other), { type: "null" }] }),
        ),
      fc.tuple(objects, names, schema).map(
        ([one, all, inner]): JsonSchema => ({
          allOf: [
            { ...one, additionalProperties: undefined },
            { type: "object", properties: Object.fromEntries(all.map((name) => [name, inner] as const)) },
          ],
        }),
      ),
    ),
  };
}).schema;

const closed = { additionalProperties: false } as const;
const next: JsonSubschema = { anyOf: [{ $ref: "#/$defs/list" }, { type: "null" }] };

/** Schemas of any supported form, bounded so that every answer in them comes to its end. */
export const boundedSchema: fc.Arbitrary<JsonSchema> = composed.filter(isSupported);

/** The same, and some that refer to themselves and have no such bound. */
export const arbitrarySchema: fc.Arbitrary<JsonSchema> = fc.oneof(
  { weight: 9, arbitrary: boundedSchema },
  {
    weight: 1,
    arbitrary: boundedSchema.map(
      (leaf): JsonSchema => ({
        $ref: "#/$defs/list",
        $defs: { list: { type: "object", properties: { leaf, next }, required: ["leaf"], ...closed } },
      }),
    ),
  },
);

/** Not so are two schemas together that exclude each other, or that cannot be put together. */
function isSupported(schema: JsonSchema): boolean {
  try {
    checkJsonSchema(schema);
    return true;
  } catch (error) {
    if (error instanceof ModelError && error.code === "bad-request") return false;
    throw error;
  }
}

function tagged(kind: string, value: JsonSchema): JsonSchema {
  return {
    type: "object",
    properties: { kind: { const: kind }, value },
    required: ["kind", "value"],
    ...closed,
  };
}

function bounds(limit: number): fc.Arbitrary<[number, number]> {
  return fc
    .tuple(fc.nat(limit), fc.nat(limit))
    .map(([one, other]) => [Math.min(one, other), Math.max(one, other)]);
}
