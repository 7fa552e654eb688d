import assert from "node:assert/strict";
import { test } from "node:test";
import {
  DialectError,
  readChat,
  readCompletion,
  readEmbeddings,
  readResponse,
  readTokenize,
} from "@grok/dialects";
import { checkJsonSchema } from "@grok/model";
import fc from "fast-check";
import { exampleBodies } from "./example-bodies.ts";
import { mutatedBody } from "./mutated-body.ts";

const readers: Record<keyof typeof exampleBodies, (body: unknown) => unknown> = {
  chat: (body) => readChat(body),
  responses: (body) => readResponse(body).ask([]),
  completions: (body) => readCompletion(body),
  tokenize: readTokenize,
  embeddings: readEmbeddings,
};

for (const [name, read] of Object.entries(readers) as [
  keyof typeof exampleBodies,
  (body: unknown) => unknown,
][]) {
  test(`${name}: the example is taken`, () => {
    read(exampleBodies[name]);
  });

  test(`${name}: whatever comes is taken or refused with its place, and nothing else is thrown`, () => {
    const body = fc.oneof({ weight: 9, arbitrary: mutatedBody(exampleBodies[name]) }, fc.jsonValue());
    fc.assert(
      fc.property(body, (value) => {
        try {
          read(value);
        } catch (error) {
          assert.ok(error instanceof DialectError, String(error));
          assert.ok(error.message.length > 10 && error.message.length < 1_000, error.message);
        }
      }),
      { numRuns: 400 },
    );
  });
}

test("chat: what is read keeps the contract of models", () => {
  fc.assert(
    fc.property(mutatedBody(exampleBodies.chat), (value) => {
      let ask: ReturnType<typeof readChat>["ask"];
      try {
        ({ ask } = readChat(value));
      } catch {
        return;
      }
      const { messages, tools, jsonSchema, stop } = ask.request;
      assert.ok(messages.every(({ role }, at) => role !== "system" || at === 0));
      assert.ok(messages.some(({ role }) => role !== "system"));
      for (const { parameters } of tools ?? []) checkJsonSchema(parameters);
      if (jsonSchema !== undefined) checkJsonSchema(jsonSchema);
      assert.ok((stop?.length ?? 0) <= 4);
    }),
    { numRuns: 400 },
  );
});

const formOf = (schema: unknown, strict?: boolean) =>
  readChat({
    messages: [{ role: "user", content: "a" }],
    response_format: { type: "json_schema", json_schema: { schema, strict } },
  }).ask.request.jsonSchema;
const unheld = {
  type: "object",
  properties: { not: { type: "string", pattern: "(?=a)b" }, list: { type: "array", uniqueItems: true } },
  patternProperties: {},
};

test("a schema that models cannot be held to is refused with its place, or let go where nobody asked for strictness", () => {
  const held = { type: "object", properties: { a: { type: "string", format: "date" } }, required: ["a"] };
  assert.deepEqual(formOf(held), held);
  for (const strict of [undefined, true])
    assert.throws(() => formOf(unheld, strict), {
      code: "bad-request",
      param: "response_format.json_schema.schema",
      message: /\/patternProperties|\/properties\//,
    });
  assert.deepEqual(formOf(unheld, false), {
    type: "object",
    properties: { not: { type: "string" }, list: { type: "array" } },
  });
});

test("a JSON object without a schema is one of any form", () => {
  const { ask } = readChat({
    messages: [{ role: "user", content: "a" }],
    response_format: { type: "json_object" },
  });
  assert.deepEqual(ask.request.jsonSchema, { type: "object" });
  const schema = { type: "object", properties: { a: { type: "integer" } }, required: ["a"] };
  const beside = readChat({
    messages: [{ role: "user", content: "a" }],
    response_format: { type: "json_object", schema },
  });
  assert.deepEqual(beside.ask.request.jsonSchema, schema);
});

test("a schema that would be tried for ever is told at once", () => {
  const $defs: Record<string, unknown> = { d19: { type: "nothing" } };
  for (let at = 0; at < 19; at++)
    $defs[`d${at}`] = { anyOf: new Array(9).fill({ $ref: `#/$defs/d${at + 1}` }) };
  assert.throws(() => formOf({ $defs, $ref: "#/$defs/d0" }, false), { code: "bad-request" });
});
