// How answers are asked for and how they come.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { createOpenAiProvider } from "../src/index.ts";
import { collect, key, providerAt, question } from "./ask-provider.ts";
import {
  chunk,
  eventsOf,
  hello,
  modelsBody,
  onlyAsked,
  openStream,
  sendChunks,
  sendModels,
  withFakeServer,
} from "./fake-server.ts";

test("an answer is asked for once, with the key, and streamed", async () => {
  await withFakeServer(
    (_, response) => sendChunks(response, hello),
    async (server) => {
      const answer = await collect(providerAt(server).generate(question({ outputTokensMax: 5 })));
      assert.equal(answer.text, "Hello");
      assert.deepEqual(answer.start, { type: "start", modelId: "m", warnings: [] });
      assert.deepEqual(answer.finish?.usage, {
        promptTokens: 9,
        cachedTokens: 0,
        outputTokens: 2,
        reasoningTokens: 0,
      });
      const asked = onlyAsked(server);
      assert.equal(asked.headers.authorization, `Bearer ${key}`);
      assert.equal(asked.body.model, "m");
      assert.equal(asked.body.max_tokens, 5);
    },
  );
});

test("without a key no authorization is sent", async () => {
  await withFakeServer(
    (_, response) => sendChunks(response, hello),
    async (server) => {
      const { apiKey: _, ...none } = { apiKey: undefined, baseUrl: server.url };
      await collect(providerAt(server, { ...none, apiKey: "" }).generate(question()));
      for (const request of server.requests) assert.ok(!("authorization" in request.headers));
    },
  );
});

test("the context is told where the server stated it", async () => {
  await withFakeServer(
    (_, response) => sendChunks(response, hello),
    async (server) => {
      const answer = await collect(providerAt(server).generate(question()));
      assert.equal(answer.start?.contextTokens, 2048);
    },
    sendModels({ owned_by: "vllm", max_model_len: 2048 }),
  );
});

test("an answer may end by its finish reason alone, or by [DONE] alone", async () => {
  for (const text of [
    eventsOf([chunk({ content: "Hi" }), chunk({}, "stop")], ""),
    eventsOf([chunk({ content: "Hi" })]),
    eventsOf([chunk({ content: "Hi" })], "data: [DONE]"),
  ])
    await withFakeServer(
      (_, response) => {
        openStream(response);
        response.end(text);
      },
      async (server) => {
        const answer = await collect(providerAt(server).generate(question()));
        assert.equal(answer.finish?.reason, "stop");
        assert.equal(answer.text, "Hi");
      },
    );
});

test("a server that says its finish reason and then nothing is not waited for long", async () => {
  await withFakeServer(
    (_, response) => {
      openStream(response);
      response.write(eventsOf([chunk({ content: "Hi" }, "stop")], ""));
    },
    async (server) => {
      const answer = await collect(providerAt(server, { idleTimeoutMs: 50 }).generate(question()));
      assert.equal(answer.finish?.reason, "stop");
    },
  );
});

test("a server that does not count is told of, late the first time and at the start from then on", async () => {
  await withFakeServer(
    (_, response) => sendChunks(response, hello.slice(0, -1)),
    async (server) => {
      const late: string[] = [];
      const provider = providerAt(server, { onLateWarning: (warning) => late.push(warning) });
      const first = await collect(provider.generate(question()));
      assert.deepEqual(first.start?.warnings, []);
      assert.match(late.join(), /did not count/);
      const second = await collect(provider.generate(question()));
      assert.match(second.start!.warnings.join(), /estimates/);
    },
  );
});

test("an answer that runs into a loop is ended, and its connection closed", async () => {
  await withFakeServer(
    (_, response) => {
      openStream(response);
      const again = Array.from({ length: 9 }, () => chunk({ content: "and so on " }));
      response.write(eventsOf([chunk({ content: "Well. " }), ...again], ""));
    },
    async (server) => {
      const late: string[] = [];
      const provider = providerAt(server, { onLateWarning: (warning) => late.push(warning) });
      const answer = await collect(provider.generate(question()));
      assert.equal(answer.finish?.reason, "loop");
      assert.equal(answer.text.slice(0, answer.finish.rewindTo), "Well.");
      assert.deepEqual(late, []);
      await server.hungUp;
    },
  );
});

test("an answer that a content filter ended is finished, and told of", async () => {
  await withFakeServer(
    (_, response) => sendChunks(response, [chunk({ content: "Well" }), chunk({}, "content_filter")]),
    async (server) => {
      const late: string[] = [];
      const provider = providerAt(server, { onLateWarning: (warning) => late.push(warning) });
      const answer = await collect(provider.generate(question()));
      assert.equal(answer.finish?.reason, "stop");
      assert.match(late.join(), /content filter/);
    },
  );
});

test("comments keep a slow answer alive, and silence does not", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const encoder = new TextEncoder();
  let wire!: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      wire = controller;
    },
  });
  const provider = createOpenAiProvider({
    baseUrl: "http://models.example",
    idleTimeoutMs: 1000,
    firstByteTimeoutMs: 1000,
    fetch: async (url) =>
      String(url).endsWith("/models") ? Response.json(modelsBody()) : new Response(body),
  });
  const pending = collect(provider.generate(question()));
  /** Lets everything happen that needs no time. */
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await setImmediate();
  };
  await settle();
  for (let beat = 0; beat < 5; beat++) {
    wire.enqueue(encoder.encode(": processing\n\n"));
    await settle();
    context.mock.timers.tick(999);
  }
  wire.enqueue(encoder.encode(eventsOf([chunk({ content: "Hel" })], "")));
  await settle();
  context.mock.timers.tick(1000);
  const answer = await pending;
  assert.equal(answer.text, "Hel");
  assert.match(answer.error?.message ?? "", /sent nothing for 1 s/);
});
