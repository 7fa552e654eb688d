// However the network cuts the bytes of an answer, the parts are the same.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { ModelPart } from "@grok/model";
import fc from "fast-check";
import { createOpenAiProvider } from "../src/index.ts";
import { question } from "./ask-provider.ts";
import { chunk, counts, eventsOf, modelsBody } from "./fake-server.ts";

/** Everything that can be cut badly: comments, each line end, characters of one to four bytes, half surrogates. */
const stream = [
  ": ping\r\n\r\n",
  eventsOf([chunk({ role: "assistant", content: "" }), chunk({ reasoning_content: "Hm, né 🤔" })], ""),
  `data: ${JSON.stringify(chunk({ content: "naïve 日本語 " }))}\r\n\r\n: ping\n`,
  `id: 7\nevent: message\ndata: ${JSON.stringify(chunk({ content: "👩‍🚀 and ST" }))}\r\r`,
  'data: {"choices":[{"index":0,"delta":{"content":"x\\ud83d"}}]}\n\n',
  'data: {"choices":[{"index":0,"delta":{"content":"\\ude42y"}}]}\n\n',
  eventsOf([
    chunk({ tool_calls: [{ index: 0, id: "call", function: { name: "f", arguments: '{"q":"é' } }] }),
    chunk({ tool_calls: [{ index: 0, function: { arguments: '"}' } }] }, "tool_calls"),
    counts(10, 7, { prompt_tokens_details: { cached_tokens: 4 } }),
  ]),
].join("");
const bytes = new TextEncoder().encode(stream);

async function partsOf(chunks: readonly Uint8Array[]): Promise<ModelPart[]> {
  const provider = createOpenAiProvider({
    baseUrl: "http://models.example",
    fetch: async (url) => {
      if (String(url).endsWith("/models")) return Response.json(modelsBody());
      const headers = { "content-type": "text/event-stream; charset=utf-8" };
      return new Response(ReadableStream.from(chunks), { headers });
    },
  });
  return Array.fromAsync(provider.generate(question({ stop: ["STOP"] })));
}

test("an answer cut at any byte, at every byte, or anywhere, has the same parts", async () => {
  const whole = await partsOf([bytes]);
  const text = whole.map((part) => (part.type === "text-delta" ? part.text : "")).join("");
  assert.equal(text, "naïve 日本語 👩‍🚀 and STx🙂y");
  assert.equal(whole.at(-1)?.type, "finish");

  for (let at = 1; at < bytes.length; at++)
    assert.deepEqual(await partsOf([bytes.subarray(0, at), bytes.subarray(at)]), whole, `cut at byte ${at}`);
  assert.deepEqual(await partsOf(Array.from(bytes, (byte) => Uint8Array.of(byte))), whole);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 30 }), async (cuts) => {
      const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
      const chunks = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
      assert.deepEqual(await partsOf(chunks), whole);
    }),
  );
});

test("an answer that ends at any byte is an error or whole, never an exception and never silently short", async () => {
  for (let length = 0; length < bytes.length; length++) {
    const last = (await partsOf([bytes.subarray(0, length)])).at(-1);
    const finished = stream.indexOf('"tool_calls"}') + '"tool_calls"}'.length;
    if (last?.type === "finish") assert.ok(length >= finished, `finished after ${length} bytes`);
    else assert.equal(last?.type === "error" && last.error.code, "engine-lost", `after ${length} bytes`);
  }
});
