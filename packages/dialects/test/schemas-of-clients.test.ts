// Schemas as the tools write them that most clients make theirs with, taken as they are.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { matchesJsonSchema } from "@grok/model";
import { z } from "zod";
import { DialectError, readChat } from "../src/index.ts";

const messages = [{ role: "user", content: "a" }];
const asForm = (schema: unknown) =>
  readChat({ messages, response_format: { type: "json_schema", json_schema: { schema, strict: true } } }).ask
    .request.jsonSchema!;
const asTool = (parameters: unknown, strict?: boolean) =>
  readChat({ messages, tools: [{ type: "function", function: { name: "f", parameters, strict } }] }).ask
    .request.tools![0]!.parameters;

const ofZod: Readonly<Record<string, [z.ZodType, right: unknown, wrong: unknown]>> = {
  int: [z.int(), 7, 7.5],
  "number().int()": [z.number().int().min(1), 7, 0],
  int32: [z.int32(), -3, 2 ** 40],
  positive: [z.number().positive(), 0.5, 0],
  step: [z.number().min(0).max(100).multipleOf(5), 35, 36],
  email: [z.email(), "a@b.example", "a"],
  uuid: [z.uuid(), "123e4567-e89b-42d3-a456-426614174000", "123"],
  uuidv4: [z.uuidv4(), "123e4567-e89b-42d3-a456-426614174000", "123e4567-e89b-12d3-a456-426614174000"],
  datetime: [z.iso.datetime(), "2026-11-28T12:00:00Z", "2026-11-28"],
  date: [z.iso.date(), "2024-02-29", "2026-02-29"],
  duration: [z.iso.duration(), "PT5M", "5 minutes"],
  ipv4: [z.ipv4(), "127.0.0.1", "256.0.0.1"],
  ipv6: [z.ipv6(), "::1", "1"],
  hostname: [z.hostname(), "a.example", "-"],
  url: [z.url(), "https://a.example/b", "b"],
  starts: [z.string().startsWith("a"), "abc", "bc"],
  includes: [z.string().includes("q"), "aqa", "a"],
  nanoid: [z.nanoid(), "V1StGXR8_Z5jdHi6B-myT", "V1"],
  base64: [z.base64(), "YQ==", "Y"],
  record: [z.record(z.string(), z.number()), { a: 1 }, { a: "1" }],
  "record of names": [z.record(z.enum(["a", "b"]), z.number()), { a: 1, b: 2 }, { a: 1, b: 2, c: 3 }],
  "some of names": [z.partialRecord(z.enum(["a", "b"]), z.number()), { a: 1 }, { c: 3 }],
  tuple: [z.tuple([z.string(), z.int()]), ["a", 1], [1, "a"]],
  union: [
    z.discriminatedUnion("k", [z.object({ k: z.literal("a") }), z.object({ k: z.literal("b"), v: z.int() })]),
    { k: "b", v: 1 },
    { k: "b" },
  ],
  optional: [
    z.object({ a: z.string().optional(), b: z.string().nullable() }),
    { b: null },
    { a: null, b: "" },
  ],
};

describe("what zod makes is taken strictly", () => {
  for (const [name, [type, right, wrong]] of Object.entries(ofZod))
    for (const target of ["draft-2020-12", "draft-7"] as const)
      test(`${name} (${target})`, () => {
        const schema = z.toJSONSchema(z.object({ value: type }), { target });
        const form = asForm(schema);
        assert.ok(matchesJsonSchema({ value: right }, form), "right");
        assert.ok(!matchesJsonSchema({ value: wrong }, form), "wrong");
        assert.ok(matchesJsonSchema({ value: right }, asTool(schema)));
      });
});

/** As pydantic 2 writes them. */
const ofPydantic: readonly object[] = [
  { type: "string", format: "uri", minLength: 1, maxLength: 2083 },
  { type: "string", format: "uuid4" },
  { anyOf: [{ type: "integer" }, { type: "null" }], default: null, title: "Age" },
  { type: "object", additionalProperties: { type: "integer" }, title: "Counts" },
  { type: "array", prefixItems: [{ type: "string" }, { type: "integer" }], minItems: 2, maxItems: 2 },
  { type: "string", format: "date-time", title: "When" },
  {
    discriminator: { mapping: { cat: "#/$defs/Cat", dog: "#/$defs/Dog" }, propertyName: "kind" },
    oneOf: [{ $ref: "#/$defs/Cat" }, { $ref: "#/$defs/Dog" }],
  },
];
const $defs = {
  Cat: { type: "object", properties: { kind: { const: "cat", type: "string" } }, required: ["kind"] },
  Dog: {
    type: "object",
    properties: { kind: { const: "dog", type: "string" }, age: { type: "integer" } },
    required: ["kind", "age"],
  },
};

test("what pydantic makes is taken strictly", () => {
  for (const value of ofPydantic)
    asForm({ type: "object", properties: { value }, required: ["value"], title: "Model", $defs });
});

test("tools of older drafts and with words of their own are taken, as far as they can be held to", () => {
  const parameters = {
    $schema: "http://json-schema.org/draft-04/schema#",
    type: "object",
    properties: {
      count: { type: "integer", minimum: 0, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false },
      pair: { type: "array", items: [{ type: "string" }, { type: "integer" }], additionalItems: false },
      // A property of the name of a keyword is none.
      items: { type: "array", items: { type: "string" }, uniqueItems: true },
      colour: { type: "string", "x-order": 1, markdownDescription: "**red**" },
    },
    patternProperties: { "^x": { type: "string" } },
    additionalProperties: false,
  };
  assert.deepEqual(asTool(parameters).properties, {
    count: { type: "integer", maximum: 9, exclusiveMinimum: 0 },
    pair: { type: "array", prefixItems: [{ type: "string" }, { type: "integer" }], items: false },
    items: { type: "array", items: { type: "string" } },
    colour: { type: "string", "x-order": 1 },
  });
  assert.throws(
    () => asTool(parameters, true),
    (error: unknown) =>
      error instanceof DialectError &&
      /uniqueItems|markdownDescription|patternProperties/.test(error.message),
  );
});
