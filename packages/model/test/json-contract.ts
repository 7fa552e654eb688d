// What the contract says of answers in a JSON schema. A part of `modelContract`.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type GenerateRequest, type JsonSchema, type ModelPart, matchesJsonSchema } from "@grok/model";
import { collectParts, reasonOf } from "./collect-parts.ts";

/** Every form there is, none of them without end. */
const card: JsonSchema = {
  type: "object",
  properties: {
    title: { type: "string", minLength: 1, maxLength: 12 },
    kind: { type: "string", enum: ["story", "poem"] },
    version: { type: "string", const: 'one "1"' },
    tags: { type: "array", items: { type: "string", maxLength: 6 }, minItems: 1, maxItems: 2 },
    place: {
      type: "object",
      properties: { depth: { type: "number" }, known: { type: "boolean" }, owner: { type: "null" } },
      required: ["known", "owner"],
      additionalProperties: false,
    },
    count: { type: "integer" },
  },
  required: ["title", "kind", "version", "tags", "place"],
  additionalProperties: false,
};
const longList: JsonSchema = {
  type: "array",
  items: { type: "string", minLength: 20, maxLength: 40 },
  minItems: 50,
  maxItems: 60,
};

/** Registers the tests. `ask` answers `LONG_PROMPT` with a small limit of tokens unless told otherwise. */
export function jsonContract(ask: (request: Partial<GenerateRequest>) => AsyncIterable<ModelPart>): void {
  test("an answer in a schema is one JSON text that satisfies it", async () => {
    const answer = await collectParts(ask({ jsonSchema: card, outputTokensMax: 400 }));
    assert.equal(reasonOf(answer), "stop");
    assert.ok(matchesJsonSchema(JSON.parse(answer.text), card), answer.text);
    assert.equal(answer.reasoning, "");
  });

  test("answers at once are each held to their own schema, or to none", async () => {
    const schemas: (JsonSchema | undefined)[] = [
      { type: "string", const: "sea" },
      undefined,
      { type: "array", items: { type: "boolean" }, minItems: 2, maxItems: 2 },
      card,
    ];
    await Promise.all(
      schemas.map(async (schema) => {
        const answer = await collectParts(ask(schema ? { jsonSchema: schema, outputTokensMax: 400 } : {}));
        if (!schema) assert.throws(() => JSON.parse(answer.text));
        else assert.ok(matchesJsonSchema(JSON.parse(answer.text), schema), answer.text);
      }),
    );
  });

  test("a schema with what is not supported is refused by its place, before anything is written", async () => {
    const schema = { ...card, properties: { a: { not: { type: "string" } } } } as unknown as JsonSchema;
    const { error, parts } = await collectParts(ask({ jsonSchema: schema }));
    assert.equal(error?.code, "bad-request");
    assert.match(error.message, /\/properties\/a\/not/);
    assert.equal(parts.length, 1);
  });

  test("continueLast beside a schema is refused as bad-request", async () => {
    const messages = [{ role: "assistant", text: '{"title":' }] as const;
    const { error } = await collectParts(ask({ jsonSchema: card, messages, continueLast: true }));
    assert.equal(error?.code, "bad-request");
  });

  test("an answer in a schema that is cut says so, and passes for no whole one", async () => {
    const answer = await collectParts(ask({ jsonSchema: longList, outputTokensMax: 6 }));
    assert.equal(reasonOf(answer), "length");
  });

  test("a stop text holds in a schema too, and what it leaves unfinished is bad-answer", async () => {
    const jsonSchema: JsonSchema = { type: "string", const: "sea" };
    const stopped = await collectParts(ask({ jsonSchema, stop: ["e"] }));
    assert.equal(stopped.text, '"s');
    assert.equal(stopped.error?.code, "bad-answer");
    const whole = await collectParts(ask({ jsonSchema, stop: ["e\u0001", "\n\n"] }));
    assert.equal(reasonOf(whole), "stop");
    assert.equal(whole.text, '"sea"');
  });

  test("an answer in a schema is cancelled like any other, and the next one is free of it", async () => {
    const abort = new AbortController();
    const request = { jsonSchema: longList, signal: abort.signal, outputTokensMax: 1_000 };
    const answer = await collectParts(ask(request), (part) => {
      if (part.type === "text-delta") abort.abort();
    });
    assert.equal(reasonOf(answer), "cancelled");
    const plain = await collectParts(ask({}));
    reasonOf(plain);
    assert.ok(!plain.text.startsWith("["));
  });
}
