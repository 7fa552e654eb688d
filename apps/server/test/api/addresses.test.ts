// Raw texts and tokens of a model behind an address, through the API and its provider to a server's wire.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createOpenAiProvider } from "@grok/openai-provider";
import OpenAI from "openai";
import {
  counts,
  listsOf,
  sendChunks,
  sendModels,
  startFakeServer,
  written,
} from "../../../../packages/openai-provider/test/fake-server.ts";
import { TestServer } from "../test-server.ts";

const away = await startFakeServer(
  (_, response) =>
    sendChunks(response, [
      written(" is calm", { logprobs: listsOf([[" is calm", -0.5]]) }),
      written("", { finish_reason: "stop" }),
      counts(2, 1),
    ]),
  sendModels(),
);
const baseUrl = away.url;
const server = await TestServer.start({ providers: { [baseUrl]: createOpenAiProvider({ baseUrl }) } });
after(async () => {
  await TestServer.disposeAll();
  await away.close();
});
const client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "none-needed", maxRetries: 0 });
await server.clients().models.addProvider({ name: "box", baseUrl, apiKey: "" });

test("a raw text is written on by a model behind an address", async () => {
  const ask = { model: "box/m", prompt: "The sea", echo: true, logprobs: 1, max_tokens: 4 };
  const { choices, usage } = await client.completions.create(ask);
  assert.equal(choices[0]?.text, "The sea is calm");
  assert.equal(choices[0].finish_reason, "stop");
  assert.deepEqual(choices[0].logprobs?.tokens, [" is calm"]);
  assert.deepEqual(choices[0].logprobs.text_offset, [7]);
  assert.equal(usage?.completion_tokens, 1);
  let streamed = "";
  for await (const chunk of await client.completions.create({ ...ask, stream: true }))
    streamed += chunk.choices[0]?.text ?? "";
  assert.equal(streamed, "The sea is calm");
});

test("tokens that the address does not tell are refused in words", async () => {
  const response = await fetch(`${server.url}/v1/tokenize-text`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "box/m", text: "The sea" }),
  });
  assert.equal(response.status, 400);
  assert.match(await response.text(), /does not tell the exact tokens/);
});
