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

test("a schema that would be tried for ever is refused at once", () => {
  const $defs: Record<string, unknown> = { d19: { type: "nothing" } };
  for (let at = 0; at < 19; at++)
    $defs[`d${at}`] = { anyOf: new Array(9).fill({ $ref: `#/$defs/d${at + 1}` }) };
  const tools = [{ type: "function", function: { name: "a", parameters: { $defs, $ref: "#/$defs/d0" } } }];
  assert.throws(() => readChat({ ...exampleBodies.chat, tools, tool_choice: "auto" }), {
    code: "bad-request",
  });
});

const strict = (schema: unknown) =>
  readChat({
    messages: [{ role: "user", content: "a" }],
    response_format: { type: "json_schema", json_schema: { schema } },
  }).ask.request.jsonSchema;

test("schemas are narrowed to what models can be held to, and never widened", () => {
  assert.deepEqual(
    strict({ properties: { a: { const: "b" }, c: { oneOf: [{ type: "string" }, { type: "integer" }] } } }),
    {
      type: "object",
      properties: { a: { type: "string", const: "b" }, c: { type: "string" } },
      additionalProperties: false,
    },
  );
  for (const schema of [
    { type: "number", minimum: 1 },
    { type: "string", pattern: "a" },
    { type: "string", format: "date" },
    { type: "array", items: { type: "string" }, uniqueItems: true },
    { allOf: [{ type: "string" }, { type: "string" }] },
    { type: "object", properties: {}, patternProperties: {} },
    {},
  ])
    assert.throws(() => strict(schema), { code: "bad-request", param: "response_format.json_schema.schema" });
});
