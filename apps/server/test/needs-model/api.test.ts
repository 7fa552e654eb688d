// The API over the smallest real model, as a process of its own: what only an engine can get right or wrong.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import OpenAI from "openai";
import { zodResponseFormat } from "openai/helpers/zod";
import { z } from "zod";
import { ServerProcess } from "./server-process.ts";

const server = new ServerProcess();
let client: OpenAI;
before(async () => {
  await server.start();
  await server.ready();
  client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "none-needed", maxRetries: 0 });
});
after(() => server.dispose());
const messages = [{ role: "user", content: "Name three colours of the rainbow." }] as const;

test("chat: the same seed says the same, streamed or whole, and the second time from the cache", async () => {
  const asked = {
    model: "grok",
    messages: [...messages],
    max_completion_tokens: 24,
    temperature: 0,
    seed: 1,
  };
  const whole = await client.chat.completions.create(asked);
  const { content } = whole.choices[0]!.message;
  assert.ok(content!.length > 10);
  let text = "";
  let cached = 0;
  const stream = await client.chat.completions.create({
    ...asked,
    stream: true,
    stream_options: { include_usage: true },
  });
  for await (const { choices, usage } of stream) {
    text += choices[0]?.delta.content ?? "";
    cached = usage?.prompt_tokens_details?.cached_tokens ?? cached;
  }
  assert.equal(text, content);
  assert.ok(cached > 0 && cached <= whole.usage!.prompt_tokens, `${cached} tokens came from the cache`);
});

test("chat: log-probabilities belong to the text, and a schema holds", async () => {
  const answer = await client.chat.completions.create({
    model: "grok",
    messages: [...messages],
    max_completion_tokens: 8,
    logprobs: true,
    top_logprobs: 2,
  });
  const { message, logprobs } = answer.choices[0]!;
  assert.equal(logprobs!.content!.map(({ token }) => token).join(""), message.content);
  for (const { logprob, top_logprobs } of logprobs!.content!) {
    assert.ok(logprob <= 0);
    assert.equal(top_logprobs.length, 2);
  }
  const schema = {
    type: "object",
    properties: { colours: { type: "array", items: { type: "string", maxLength: 9 }, maxItems: 3 } },
    required: ["colours"],
  };
  const formed = await client.responses.create({
    model: "grok-mini",
    input: messages[0].content,
    text: { format: { type: "json_schema", name: "colours", schema } },
  });
  assert.ok(Array.isArray((JSON.parse(formed.output_text) as { colours: unknown }).colours));
});

test("chat: a form that OpenAI's own client makes with zod comes back parsed", async () => {
  const form = z.object({
    name: z.string().max(20),
    age: z.number().int().positive().max(120),
    born: z.iso.date(),
    id: z.uuid(),
    pets: z.array(z.enum(["cat", "dog"])).max(2),
  });
  const answer = await client.chat.completions.parse({
    model: "grok",
    messages: [{ role: "user", content: "Make up a person." }],
    response_format: zodResponseFormat(form, "person"),
    max_completion_tokens: 300,
  });
  const { age, born } = answer.choices[0]!.message.parsed!;
  assert.ok(Number.isInteger(age) && !Number.isNaN(Date.parse(born)));
});

test("completions: the prompt comes back with its tokens, as tokenize-text splits it", async () => {
  const prompt = "The capital of France is";
  const answer = await client.completions.create({
    model: "grok",
    prompt,
    echo: true,
    logprobs: 1,
    max_tokens: 1,
    temperature: 0,
  });
  const { text, logprobs } = answer.choices[0]!;
  assert.ok(text.startsWith(prompt));
  assert.equal(logprobs!.tokens!.join(""), text);
  assert.equal(logprobs!.token_logprobs![0], null);
  const response = await fetch(`${server.url}/v1/tokenize-text`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "grok", text: prompt }),
  });
  const { token_ids: tokens } = (await response.json()) as { token_ids: { string_token: string }[] };
  assert.deepEqual(
    tokens.map(({ string_token }) => string_token),
    logprobs!.tokens!.slice(0, tokens.length),
  );
});

test("responses: a follow-up knows what went before, and what it does not evaluate again", async () => {
  const first = await client.responses.create({
    model: "grok",
    input: messages[0].content,
    max_output_tokens: 24,
  });
  const second = await client.responses.create({
    model: "grok",
    input: "And one more?",
    previous_response_id: first.id,
    max_output_tokens: 1,
  });
  assert.ok(second.usage!.input_tokens > first.usage!.input_tokens);
  assert.ok(second.usage!.input_tokens_details.cached_tokens > 0);
  // One token, because processors differ in how soon the smallest model is done.
  assert.equal(second.status, "incomplete");
  assert.equal(second.incomplete_details?.reason, "max_output_tokens");
});
