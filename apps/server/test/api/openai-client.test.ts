// The official client of OpenAI's API against this server, as its users have it: nothing but another base address.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Embedder, GenerateRequest, ModelPart } from "@grok/model";
import OpenAI, { toFile } from "openai";
import { TestServer } from "../test-server.ts";

const server = await TestServer.start();
after(() => TestServer.disposeAll());
const client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "none-needed", maxRetries: 0 });
const usage = { promptTokens: 12, cachedTokens: 8, outputTokens: 5, reasoningTokens: 2 };
const question = [{ role: "user", content: "What is the answer?" }] as const;
const tool = {
  type: "function",
  function: {
    name: "get_weather",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
} as const;
const callsWeather: readonly ModelPart[] = [
  { type: "start", modelId: "small", promptTokens: 12, warnings: [] },
  { type: "reasoning-start", id: "r" },
  { type: "reasoning-delta", id: "r", text: "They want weather." },
  { type: "reasoning-end", id: "r" },
  { type: "tool-input-start", id: "call_1", name: "get_weather" },
  { type: "tool-input-delta", id: "call_1", text: '{"city":' },
  { type: "tool-input-delta", id: "call_1", text: '"Oslo"}' },
  { type: "tool-input-end", id: "call_1" },
  { type: "finish", reason: "tool-calls", usage },
];

/** What the model says in one test. */
async function withScript<T>(
  script: (request: GenerateRequest) => readonly ModelPart[],
  work: () => Promise<T>,
) {
  server.engine.script = script;
  try {
    return await work();
  } finally {
    server.engine.script = undefined;
  }
}

test("chat: a whole answer with usage, by the name that always stands for a model", async () => {
  const answer = await client.chat.completions.create({ model: "grok", messages: [...question] });
  assert.equal(answer.choices[0]?.message.content, "The answer is 42.");
  assert.equal(answer.choices[0]?.finish_reason, "stop");
  assert.equal(answer.model, "small");
  assert.equal(answer.usage?.total_tokens, answer.usage!.prompt_tokens + answer.usage!.completion_tokens);
});

test("chat: what the client sets reaches the model", async () => {
  await client.chat.completions.create({
    model: "small",
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: [{ type: "text", text: "One" }] },
      { role: "developer", content: "Be kind." },
      { role: "user", content: "Two" },
    ],
    temperature: 0.5,
    top_p: 0.9,
    seed: 7,
    stop: ["END"],
    max_completion_tokens: 99,
    reasoning_effort: "low",
    logprobs: true,
    top_logprobs: 3,
    prompt_cache_key: "thread",
  });
  const request = server.engine.requests.at(-1)!;
  assert.deepEqual(request.messages, [
    { role: "system", text: "Be brief.\n\nBe kind." },
    { role: "user", text: "One\n\nTwo" },
  ]);
  assert.deepEqual(request.sampling, { temperature: 0.5, topP: 0.9, seed: 7 });
  assert.deepEqual(request.stop, ["END"]);
  assert.equal(request.outputTokensMax, 99);
  assert.deepEqual([request.reasoning, request.reasoningTokensMax], ["on", 1024]);
  assert.deepEqual(request.logProbabilities, { top: 3 });
  assert.equal(request.affinity, "thread");
});

test("chat: a stream of deltas, with usage at its end where that is asked for", async () => {
  const stream = client.chat.completions.stream({
    model: "grok-mini",
    messages: [...question],
    stream_options: { include_usage: true },
  });
  const deltas: string[] = [];
  for await (const chunk of stream) deltas.push(chunk.choices[0]?.delta.content ?? "");
  assert.deepEqual(deltas.filter(Boolean), ["The ", "answer ", "is ", "42."]);
  const whole = await stream.finalChatCompletion();
  assert.equal(whole.choices[0]?.message.content, "The answer is 42.");
  assert.equal(whole.usage?.completion_tokens, 4);
});

test("chat: several answers at once, each at its place", async () => {
  const whole = await client.chat.completions.create({ model: "grok", messages: [...question], n: 3 });
  assert.deepEqual(
    whole.choices.map(({ index, message }) => [index, message.content]),
    [0, 1, 2].map((at) => [at, "The answer is 42."]),
  );
  const texts = ["", "", ""];
  const stream = await client.chat.completions.create({
    model: "grok",
    messages: [...question],
    n: 3,
    stream: true,
  });
  for await (const { choices } of stream)
    for (const { index, delta } of choices) texts[index] += delta.content ?? "";
  assert.deepEqual(texts, new Array(3).fill("The answer is 42."));
});

test("chat: tools are called, streamed too, and their results come back", async () => {
  await withScript(
    () => callsWeather,
    async () => {
      const whole = await client.chat.completions.create({
        model: "grok",
        messages: [...question],
        tools: [tool],
      });
      const { message, finish_reason } = whole.choices[0]!;
      assert.equal(finish_reason, "tool_calls");
      assert.equal(message.content, null);
      assert.deepEqual(message.tool_calls, [
        { id: "call_1", type: "function", function: { name: "get_weather", arguments: '{"city":"Oslo"}' } },
      ]);
      assert.equal((message as { reasoning_content?: string }).reasoning_content, "They want weather.");
      const stream = client.chat.completions.stream({
        model: "grok",
        messages: [...question],
        tools: [tool],
      });
      const streamed = (await stream.finalChatCompletion()).choices[0]!.message.tool_calls!;
      assert.equal(streamed[0]?.type === "function" && streamed[0].function.arguments, '{"city":"Oslo"}');
      await client.chat.completions.create({
        model: "grok",
        tools: [tool],
        tool_choice: { type: "function", function: { name: "get_weather" } },
        messages: [...question, message, { role: "tool", tool_call_id: "call_1", content: "Rain" }],
      });
    },
  );
  const { messages, toolChoice } = server.engine.requests.at(-1)!;
  assert.deepEqual(toolChoice, { name: "get_weather" });
  assert.deepEqual(messages.slice(1), [
    {
      role: "assistant",
      text: "",
      toolCalls: [{ id: "call_1", name: "get_weather", input: '{"city":"Oslo"}' }],
    },
    { role: "tool", text: "Rain", toolCallId: "call_1" },
  ]);
});

test("chat: a JSON schema is handed to the model, one it cannot be held to is refused with its place", async () => {
  const form = (schema: Record<string, unknown>) =>
    client.chat.completions.create({
      model: "grok",
      messages: [...question],
      response_format: { type: "json_schema", json_schema: { name: "a", strict: true, schema } },
    });
  const held = { type: "object", properties: { a: { type: ["integer", "null"] } }, required: ["a"] };
  await form(held);
  assert.deepEqual(server.engine.requests.at(-1)?.jsonSchema, held);
  await assert.rejects(form({ type: "object", properties: { a: { not: { type: "string" } } } }), {
    status: 400,
    param: "response_format.json_schema.schema",
    message: /\/properties\/a\/not/,
  });
});

test("completions: echo and log-probabilities, whole and streamed", async () => {
  const answer = await client.completions.create({
    model: "grok",
    prompt: "Once ",
    echo: true,
    logprobs: 1,
    max_tokens: 2,
  });
  const { text, logprobs, finish_reason } = answer.choices[0]!;
  assert.equal(text, "Once The answer ");
  assert.equal(finish_reason, "length");
  assert.deepEqual(logprobs?.tokens, ["Once ", "The ", "answer "]);
  assert.deepEqual(logprobs?.token_logprobs, [null, -0.5, -0.5]);
  assert.deepEqual(logprobs?.text_offset, [0, 5, 9]);
  let streamed = "";
  for await (const chunk of await client.completions.create({
    model: "grok",
    prompt: ["a", "b"],
    stream: true,
  }))
    if (chunk.choices[0]?.index === 1) streamed += chunk.choices[0].text;
  assert.equal(streamed, "The answer is 42.");
});

test("responses: whole, kept, followed, listed and deleted", async () => {
  const first = await client.responses.create({
    model: "grok",
    input: "What is the answer?",
    instructions: "Be brief.",
  });
  assert.equal(first.output_text, "The answer is 42.");
  assert.equal(first.status, "completed");
  const second = await client.responses.create({
    model: "grok",
    input: "Sure?",
    previous_response_id: first.id,
  });
  assert.deepEqual(server.engine.requests.at(-1)?.messages, [
    { role: "user", text: "What is the answer?" },
    { role: "assistant", text: "The answer is 42." },
    { role: "user", text: "Sure?" },
  ]);
  assert.deepEqual(await client.responses.retrieve(second.id), {
    ...second,
    output_text: "The answer is 42.",
  });
  const items = await client.responses.inputItems.list(second.id);
  assert.equal((items.data[0] as { content?: unknown }).content, "Sure?");
  await client.responses.delete(first.id);
  await assert.rejects(client.responses.retrieve(first.id), { status: 404 });
  await assert.rejects(
    client.responses.create({ model: "grok", input: "And?", previous_response_id: second.id }),
    { status: 404, param: "previous_response_id" },
  );
  const unkept = await client.responses.create({ model: "grok", input: "Hello", store: false });
  await assert.rejects(client.responses.retrieve(unkept.id), { status: 404 });
});

test("responses: a stream, its events numbered, and once more from any of them", async () => {
  const stream = client.responses.stream({ model: "grok", input: "What is the answer?" });
  const numbers: number[] = [];
  const types: string[] = [];
  for await (const event of stream) {
    numbers.push(event.sequence_number);
    types.push(event.type);
  }
  const whole = await stream.finalResponse();
  assert.equal(whole.output_text, "The answer is 42.");
  assert.deepEqual(numbers, [...numbers.keys()]);
  assert.deepEqual([types[0], types.at(-1)], ["response.created", "response.completed"]);
  const again: string[] = [];
  for await (const event of await client.responses.retrieve(whole.id, { stream: true, starting_after: 3 }))
    again.push(event.type);
  assert.deepEqual(again, types.slice(4));
});

test("responses: a function is called, and its output answered", async () => {
  const fn = { type: "function", strict: false, ...tool.function } as const;
  const first = await withScript(
    () => callsWeather,
    async () => {
      const stream = client.responses.stream({
        model: "grok",
        input: "Weather?",
        tools: [fn],
        include: ["reasoning.encrypted_content"],
        store: false,
      });
      return stream.finalResponse();
    },
  );
  const [reasoning, call] = first.output;
  assert.equal(reasoning?.type === "reasoning" && reasoning.content?.[0]?.text, "They want weather.");
  assert.equal(call?.type === "function_call" && call.arguments, '{"city":"Oslo"}');
  assert.equal(first.usage?.input_tokens_details.cached_tokens, 8);
  const output = { type: "function_call_output", call_id: "call_1", output: "Rain" } as const;
  const input = [{ role: "user" as const, content: "Weather?" }, ...first.output, output] as never;
  const second = await client.responses.create({ model: "grok", input, tools: [fn], store: false });
  assert.equal(second.output_text, "The answer is 42.");
  assert.deepEqual(server.engine.requests.at(-1)?.messages.at(-1), {
    role: "tool",
    text: "Rain",
    toolCallId: "call_1",
  });
  const forged = { ...reasoning, encrypted_content: "Zm9yZ2Vk" } as never;
  await assert.rejects(
    client.responses.create({ model: "grok", input: [forged, ...question], store: false }),
    {
      status: 400,
      param: "input[0].encrypted_content",
    },
  );
});

test("models: the names that always stand for one, and real ones", async () => {
  const ids = (await Array.fromAsync(await client.models.list())).map(({ id }) => id);
  assert.deepEqual(ids.slice(0, 3), ["grok", "grok-mini", "small"]);
  assert.equal((await client.models.retrieve("grok")).id, "grok");
  await assert.rejects(client.models.retrieve("gpt-9"), { status: 404, code: "model_not_found" });
  await assert.rejects(client.chat.completions.create({ model: "gpt-9", messages: [...question] }), {
    status: 404,
    code: "model_not_found",
    param: "model",
  });
});

test("embeddings: numbers or bytes, whole or shortened", async () => {
  const model = { id: "tiny", title: "Tiny", dimensions: 4, tokensMax: 9, reranks: false, languages: [] };
  const embedder: Embedder = {
    name: "scripted",
    list: async () => [model],
    embed: async ({ texts }) => ({
      vectors: texts.map((text) => Float32Array.of(text.length, 0, 0, 0).map((value) => value / text.length)),
      promptTokens: texts.length,
      cut: [],
    }),
    rerank: async () => ({ scores: [], promptTokens: 0 }),
    dispose: async () => {},
  };
  const { url } = await TestServer.start({ embedder });
  const own = new OpenAI({ baseURL: `${url}/v1`, apiKey: "none-needed", maxRetries: 0 });
  const base64 = await own.embeddings.create({ model: "grok-embedding", input: ["one", "two"] });
  assert.deepEqual(
    base64.data.map(({ index, embedding }) => [index, embedding]),
    [
      [0, [1, 0, 0, 0]],
      [1, [1, 0, 0, 0]],
    ],
  );
  const short = await own.embeddings.create({
    model: "tiny",
    input: "one",
    dimensions: 2,
    encoding_format: "float",
  });
  assert.deepEqual(short.data[0]?.embedding, [1, 0]);
  assert.deepEqual(short.usage, { prompt_tokens: 1, total_tokens: 1 });
  await assert.rejects(own.embeddings.create({ model: "tiny", input: "one", dimensions: 9 }), {
    param: "dimensions",
  });
  const ids = (await Array.fromAsync(await own.models.list())).map(({ id }) => id);
  assert.ok(ids.includes("grok-embedding") && ids.includes("tiny"));
  assert.equal((await own.models.retrieve("grok-embedding")).id, "grok-embedding");
});

test("files: uploaded, listed, read and deleted", async () => {
  const bytes = Buffer.alloc(3 * 2 ** 20, "grok ");
  const file = await client.files.create({
    file: await toFile(bytes, "grök.txt"),
    purpose: "user_data",
    expires_after: { anchor: "created_at", seconds: 3600 },
  });
  assert.deepEqual([file.bytes, file.filename], [bytes.length, "grök.txt"]);
  assert.equal(file.expires_at! - file.created_at, 3600);
  assert.deepEqual(
    (await Array.fromAsync(await client.files.list())).map(({ id }) => id),
    [file.id],
  );
  const content = await client.files.content(file.id);
  assert.ok(Buffer.from(await content.arrayBuffer()).equals(bytes));
  await client.files.delete(file.id);
  await assert.rejects(client.files.retrieve(file.id), { status: 404 });
});

test("what the model cannot do is told with its place", async () => {
  const image = { type: "image_url", image_url: { url: "data:image/png;base64,AA==" } } as const;
  await assert.rejects(
    client.chat.completions.create({ model: "grok", messages: [{ role: "user", content: [image] }] }),
    { status: 400, param: "messages[0].content[0]", message: /cannot see images/ },
  );
  await assert.rejects(
    client.responses.create({ model: "grok", input: "Hi", tools: [{ type: "web_search" }] }),
    { status: 400, param: "tools[0].type", message: /"web_search" is not part of this server yet/ },
  );
  await assert.rejects(client.responses.create({ model: "grok", input: "Hi", background: true }), {
    status: 400,
    param: "background",
  });
  await assert.rejects(client.embeddings.create({ model: "grok-embedding", input: "Hi" }), { status: 404 });
});
