// Answers in a JSON schema, from servers that know schemas, that know JSON alone, and that know neither.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { JsonSchema } from "@grok/model";
import { collect, providerAt, question } from "./ask-provider.ts";
import {
  chunk,
  counts,
  type FakeServer,
  type Handler,
  onlyAsked,
  sendChunks,
  sendJson,
  sendModels,
  withFakeServer,
} from "./fake-server.ts";

const jsonSchema: JsonSchema = {
  type: "object",
  properties: { questions: { type: "array", items: { type: "string" }, maxItems: 3 } },
  required: ["questions"],
  additionalProperties: false,
};
const good = '{"questions": ["Why?", "How?"]}';

/** Says `text` in three pieces. */
function saying(text: string, finish = "stop"): Handler {
  const pieces = [text.slice(0, 3), text.slice(3, 9), text.slice(9)];
  return (_, response) =>
    sendChunks(response, [...pieces.map((content) => chunk({ content })), chunk({}, finish), counts(9, 12)]);
}

/** A server that refuses `response_format` of the given types with `body`. */
function refusing(types: readonly string[], body: (type: string) => unknown, status = 400): Handler {
  return (request, response) => {
    const form = request.body.response_format as { type: string } | undefined;
    if (form && types.includes(form.type)) sendJson(response, status, body(form.type));
    else return saying(good)(request, response);
  };
}

const ask = (server: FakeServer, more = {}) =>
  collect(providerAt(server).generate(question({ jsonSchema, ...more })));
const formsAsked = (server: FakeServer) =>
  server.asked().map(({ body }) => (body.response_format as { type: string } | undefined)?.type);

test("the schema is sent strictly, and JSON that satisfies it passes", async () => {
  await withFakeServer(saying(good), async (server) => {
    const answer = await ask(server);
    assert.equal(answer.text, good);
    assert.equal(answer.finish?.reason, "stop");
    assert.deepEqual(answer.start?.warnings, []);
    assert.deepEqual(onlyAsked(server).body.response_format, {
      type: "json_schema",
      json_schema: { name: "answer", schema: jsonSchema, strict: true },
    });
  });
});

test("without a schema no form is asked for", async () => {
  await withFakeServer(saying("Hello there, you"), async (server) => {
    await collect(providerAt(server).generate(question()));
    assert.ok(!("response_format" in onlyAsked(server).body));
  });
});

test("a server that drops the field without a word is found out by what it says", async () => {
  for (const text of [
    "Sure! Here are some questions.",
    '{"questions": "Why?"}',
    '{"questions": ["Why',
    `[${good}]`,
  ]) {
    await withFakeServer(saying(text), async (server) => {
      const answer = await ask(server);
      assert.equal(answer.text, text);
      assert.equal(answer.error?.code, "bad-answer", text);
      assert.equal(answer.parts.at(-2)?.type, "text-end");
    });
  }
});

test("an answer that is cut keeps its reason, whole or not", async () => {
  await withFakeServer(saying('{"questions": ["Wh', "length"), async (server) => {
    const answer = await ask(server);
    assert.equal(answer.error, undefined);
    assert.equal(answer.finish?.reason, "length");
  });
});

const refusals: [who: string, body: (type: string) => unknown, status?: number][] = [
  [
    "OpenAI",
    (type) => ({
      error: {
        message: `Invalid parameter: 'response_format' of type '${type}' is not supported with this model.`,
        type: "invalid_request_error",
        param: "response_format",
        code: null,
      },
    }),
  ],
  ["DeepSeek", () => ({ error: { message: "This response_format type is unavailable now" } })],
  [
    "FastAPI",
    (type) => ({
      detail: [
        {
          loc: ["body", "response_format", "type"],
          msg: `Input should be 'text', not '${type}': unsupported`,
        },
      ],
    }),
    422,
  ],
  ["a gateway", (type) => ({ error: `Unsupported structured output: ${type}` })],
];
for (const [who, body, status] of refusals) {
  test(`a refusal as by ${who} is met with JSON of any form, then with none, and remembered`, async () => {
    await withFakeServer(refusing(["json_schema"], body, status), async (server) => {
      const provider = providerAt(server);
      const first = await collect(provider.generate(question({ jsonSchema })));
      assert.equal(first.finish?.reason, "stop", first.error?.message);
      assert.match(
        first.start!.warnings.join(),
        /refused jsonSchema \(.*\); only "json_object" was asked for/,
      );
      const second = await collect(provider.generate(question({ jsonSchema })));
      assert.match(second.start!.warnings.join(), /does not take jsonSchema.*only "json_object"/);
      assert.deepEqual(formsAsked(server), ["json_schema", "json_object", "json_object"]);
    });
    await withFakeServer(refusing(["json_schema", "json_object"], body, status), async (server) => {
      const provider = providerAt(server);
      const first = await collect(provider.generate(question({ jsonSchema })));
      assert.equal(first.finish?.reason, "stop", first.error?.message);
      assert.match(first.start!.warnings.join(), /it was left out/);
      const second = await collect(provider.generate(question({ jsonSchema })));
      assert.match(second.start!.warnings.join(), /does not take jsonSchema.*it was left out/);
      assert.deepEqual(formsAsked(server), ["json_schema", "json_object", undefined, undefined]);
    });
  });
}

test("a server that refuses this one schema is asked for the next one again", async () => {
  const body = () => ({
    error: { message: "Invalid schema for response_format 'answer': 'required' must name every property." },
  });
  await withFakeServer(refusing(["json_schema"], body), async (server) => {
    const provider = providerAt(server);
    await collect(provider.generate(question({ jsonSchema })));
    await collect(provider.generate(question({ jsonSchema })));
    assert.deepEqual(formsAsked(server), ["json_schema", "json_object", "json_schema", "json_object"]);
  });
});

test("a refusal of another field leaves the schema in place", async () => {
  await withFakeServer(
    (request, response) =>
      "top_k" in request.body
        ? sendJson(response, 400, { error: { message: "Unknown parameter: 'top_k'." } })
        : saying(good)(request, response),
    async (server) => {
      const answer = await ask(server, { sampling: { topK: 5 } });
      assert.equal(answer.finish?.reason, "stop");
      assert.deepEqual(formsAsked(server), ["json_schema", "json_schema"]);
    },
    sendModels({ owned_by: "vllm" }),
  );
});

test("reasoning is off beside a schema, and who asked for it is told", async () => {
  await withFakeServer(
    saying(good),
    async (server) => {
      const answer = await ask(server, { reasoning: "on" });
      assert.match(answer.start!.warnings.join(), /without reasoning/);
      assert.deepEqual(onlyAsked(server).body.chat_template_kwargs, { enable_thinking: false });
    },
    sendModels({ owned_by: "sglang" }),
  );
});

test("what is no supported schema never leaves", async () => {
  await withFakeServer(saying(good), async (server) => {
    const answer = await ask(server, { jsonSchema: { type: "object", anyOf: [] } });
    assert.equal(answer.error?.code, "bad-request");
    assert.match(answer.error.message, /\/anyOf/);
    assert.equal(server.requests.length, 0);
  });
});
