import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createLlamaProvider } from "@grok/llama";
import { type JsonSchema, matchesJsonSchema, type Sampling } from "@grok/model";
import fc from "fast-check";
import { boundedSchema } from "./arbitrary-schema.ts";
import { type Answer, ask } from "./ask.ts";
import { tinyModel } from "./tiny-model/tiny-model.ts";

const folder = await mkdtemp(join(tmpdir(), "grok-json-"));
const model = await tinyModel(folder);
const provider = createLlamaProvider({ models: () => [model], contextTokens: 4096, sequences: 3 });
after(async () => {
  await provider.dispose();
  await rm(folder, { recursive: true, force: true });
});

const messages = [{ role: "user" as const, text: "Say it in JSON." }];

/** Random weights at rest, at ease, in a fever, and under every kind of penalty. */
const samplings = fc.constantFrom<Sampling>(
  { temperature: 0 },
  { temperature: 1, seed: 7 },
  { temperature: 30, seed: 8 },
  { temperature: 0, dry: { multiplier: 5, base: 1.75, allowedLength: 1, lastTokens: 64 } },
  { temperature: 2, seed: 9, topK: 5, topP: 0.5, repeatPenalty: 3, presencePenalty: 2, frequencyPenalty: 2 },
);

function assertHolds(answer: Answer, schema: JsonSchema): void {
  assert.equal(answer.finish?.reason, "stop", `${answer.error?.message}: ${answer.text}`);
  assert.ok(matchesJsonSchema(JSON.parse(answer.text), schema), answer.text);
}

test("random weights write JSON of any bounded schema, whatever the sampling", async () => {
  await fc.assert(
    fc.asyncProperty(boundedSchema, samplings, async (schema, sampling) => {
      assertHolds(await ask(provider, { messages, jsonSchema: schema, sampling }), schema);
    }),
    { numRuns: 120 },
  );
});

test("the same holds for models with a window and with recurrent layers", async () => {
  for (const shape of ["sliding-window", "hybrid"] as const) {
    const other = await tinyModel(folder, shape);
    const shaped = createLlamaProvider({ models: () => [other], contextTokens: 4096, sequences: 1 });
    try {
      await fc.assert(
        fc.asyncProperty(boundedSchema, samplings, async (schema, sampling) => {
          assertHolds(await ask(shaped, { messages, jsonSchema: schema, sampling }), schema);
        }),
        { numRuns: 8 },
      );
    } finally {
      await shaped.dispose();
    }
  }
});

/** What is asked at once: a schema or none, read to its end or aborted after some text. */
const crowds = fc.array(
  fc.record({
    schema: fc.option(boundedSchema, { nil: undefined }),
    sampling: samplings,
    abortAfter: fc.option(fc.nat(8)),
  }),
  { minLength: 2, maxLength: 6 },
);

test("answers at once keep to their own schema or to none, whoever of them is aborted", async () => {
  const limit = { outputTokensMax: 12 };
  const plain = await ask(provider, { messages, sampling: { temperature: 0 }, ...limit });
  await fc.assert(
    fc.asyncProperty(crowds, async (crowd) => {
      await Promise.all(
        crowd.map(async ({ schema, sampling, abortAfter }) => {
          const abort = new AbortController();
          let deltas = 0;
          const answer = await ask(
            provider,
            {
              messages,
              signal: abort.signal,
              ...(schema ? { jsonSchema: schema, sampling } : { sampling: { temperature: 0 }, ...limit }),
            },
            () => {
              if (abortAfter !== null && ++deltas > abortAfter) abort.abort();
            },
          );
          if (answer.finish?.reason === "cancelled") assert.notEqual(abortAfter, null);
          else if (schema) assertHolds(answer, schema);
          else assert.ok(answer.text.length > 0 && !/["[{]/.test(answer.text), answer.text);
        }),
      );
    }),
    { numRuns: 15 },
  );
  assert.equal((await ask(provider, { messages, sampling: { temperature: 0 }, ...limit })).text, plain.text);
});

const endless: JsonSchema = { type: "array", items: { type: "string" }, minItems: 900 };

test("an answer without an end is cut by its limit or by the context, and says so", async () => {
  const short = await ask(provider, { messages, jsonSchema: endless, outputTokensMax: 20 });
  assert.equal(short.finish?.reason, "length");
  const narrow = createLlamaProvider({ models: () => [model], contextTokens: 256, sequences: 1 });
  try {
    const full = await ask(narrow, { messages, jsonSchema: endless });
    assert.equal(full.finish?.reason, "context-full");
  } finally {
    await narrow.dispose();
  }
});

test("what repeats in JSON is no loop", async () => {
  const jsonSchema: JsonSchema = {
    type: "array",
    items: { type: "string", const: "again and again" },
    minItems: 20,
    maxItems: 20,
  };
  assertHolds(await ask(provider, { messages, jsonSchema }), jsonSchema);
});

test("what a control token is called can be said in a string, letter by letter", async () => {
  const jsonSchema: JsonSchema = { type: "string", const: "<|im_end|>[THINK]<|im_start|>" };
  assertHolds(await ask(provider, { messages, jsonSchema, sampling: { temperature: 30 } }), jsonSchema);
});

test("a model that thinks writes its JSON at once, even where its template has opened the reasoning", async () => {
  const opening =
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}" +
    "{% if add_generation_prompt %}<|im_start|>assistant\n[THINK]{% endif %}";
  const thinking = {
    ...(await tinyModel(await mkdtemp(join(folder, "thinking-")), "dense", opening)),
    reasoning: "always" as const,
  };
  const thinker = createLlamaProvider({ models: () => [thinking], contextTokens: 512, sequences: 1 });
  try {
    const jsonSchema: JsonSchema = { type: "string", maxLength: 20 };
    const answer = await ask(thinker, { messages, jsonSchema, reasoning: "on" });
    assertHolds(answer, jsonSchema);
    assert.match(answer.start?.warnings.join() ?? "", /without reasoning/);
    const plain = await ask(thinker, { messages, sampling: { temperature: 0 }, outputTokensMax: 4 });
    assert.equal(plain.text, "", "without a schema it would still be thinking");
  } finally {
    await thinker.dispose();
  }
});

test("more schemas than are kept parsed, one after the other and again", async () => {
  const numbered = (index: number): JsonSchema => ({ type: "string", const: `${index}` });
  for (const index of [...Array(40).keys(), 0, 1, 39]) {
    const answer = await ask(provider, { messages, jsonSchema: numbered(index) });
    assert.equal(answer.text, `"${index}"`);
  }
});
