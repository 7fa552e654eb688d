import assert from "node:assert/strict";
import { test } from "node:test";
import { type JsonSchema, schemaFault } from "@grok/model";
import fc from "fast-check";
import { boundedSchema } from "../../test/arbitrary-schema.ts";
import { GrammarTexts } from "../../test/grammar-texts.ts";
import { ParametersReader } from "../tools/parameters-reader.ts";
import { parametersGrammar, textParameters } from "./parameters-grammar.ts";

/** Qwen3.5's, as it is read from the template. */
const format = { open: "<parameter=", afterName: ">\n", close: "\n</parameter>\n" };
const end = "</function>\n</tool_call>";
const words: JsonSchema = { type: "string" };
const kinds: JsonSchema = { enum: ["a b", "c"] };

function read(text: string, schema: JsonSchema, cuts: readonly number[] = []): unknown {
  const reader = new ParametersReader(format, end, textParameters(schema));
  let json = "";
  let from = 0;
  for (const cut of [...cuts.map((cut) => cut % (text.length + 1)).toSorted((a, b) => a - b), text.length]) {
    const { text: piece, done } = reader.push(text.slice(from, cut));
    from = cut;
    json += piece;
    if (done) return JSON.parse(json);
  }
  return assert.fail(`no end of ${text}`);
}

test("every text of arguments one by one is read as JSON that satisfies the schema, however it is cut", () => {
  const name = fc.constantFrom("place", "max_days", "a-b", "é");
  const schemas = fc.uniqueArray(fc.tuple(name, fc.oneof(boundedSchema, fc.constantFrom(words, kinds))), {
    selector: ([one]) => one,
    maxLength: 3,
  });
  fc.assert(
    fc.property(
      schemas,
      fc.infiniteStream(fc.nat()),
      fc.array(fc.nat(), { maxLength: 5 }),
      (all, random, cuts) => {
        const schema: JsonSchema = {
          type: "object",
          properties: Object.fromEntries(all),
          required: all.slice(1).map(([one]) => one),
        };
        const texts = new GrammarTexts(parametersGrammar(schema, format, end));
        for (let count = 0; count < 4; count++) {
          const text = texts.one((below) => random.next().value % below);
          assert.equal(schemaFault(read(text, schema, cuts), schema), undefined, text);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test("a text may hold anything but the end of an argument", () => {
  const schema: JsonSchema = {
    type: "object",
    properties: { code: words, n: { type: "integer" } },
    required: ["code"],
  };
  const code = 'if (a < b) {\n\n  say("</parameter>");\n</p>\n}\\';
  const text = `${format.open}code${format.afterName}${code}${format.close}${format.open}n${format.afterName}-3${format.close}${end}`;
  assert.deepEqual(read(text, schema, [3, 20, 30, 45, 60]), { code, n: -3 });
  assert.deepEqual(read(end, schema), {});
  const held: JsonSchema = {
    type: "object",
    properties: { list: { type: "array", items: { type: "string" } } },
  };
  const list = ["</arg_value>", 'a"]'];
  const other = { open: "<arg_key>", afterName: "</arg_key><arg_value>", close: "</arg_value>" };
  const reader = new ParametersReader(other, "</tool_call>", textParameters(held));
  const written = `<arg_key>list</arg_key><arg_value>${JSON.stringify(list)}</arg_value></tool_call>`;
  assert.deepEqual(JSON.parse([...written].map((letter) => reader.push(letter).text).join("")), { list });
});
