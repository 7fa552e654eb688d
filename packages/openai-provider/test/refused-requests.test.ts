// Servers that refuse a part of the request, and what is then done without it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { collect, providerAt, question } from "./ask-provider.ts";
import {
  chunk,
  eventsOf,
  hello,
  onlyAsked,
  openStream,
  sendChunks,
  sendJson,
  sendModels,
  withFakeServer,
} from "./fake-server.ts";

test("a field that the server refuses is left out, with a warning, and not sent again", async () => {
  await withFakeServer(
    ({ body }, response) => {
      if ("top_k" in body) sendJson(response, 400, { error: { message: "Unknown parameter: 'top_k'." } });
      else sendChunks(response, hello);
    },
    async (server) => {
      const provider = providerAt(server);
      const ask = () => collect(provider.generate(question({ sampling: { topK: 5, temperature: 0.1 } })));
      const first = await ask();
      assert.equal(first.text, "Hello");
      assert.match(
        first.start!.warnings.join(),
        /refused topK \(Unknown parameter: 'top_k'\.\); it was left out/,
      );
      const second = await ask();
      assert.match(second.start!.warnings.join(), /does not take topK/);
      assert.equal(server.asked().length, 3);
      assert.equal(server.asked()[2]?.body.temperature, 0.1);
    },
    sendModels({ owned_by: "vllm" }),
  );
});

test("a server that does not take stream_options is asked without, and its counts are estimates", async () => {
  await withFakeServer(
    ({ body }, response) => {
      if ("stream_options" in body)
        sendJson(response, 422, {
          detail: [{ loc: ["body", "stream_options"], msg: "extra fields not permitted" }],
        });
      else sendChunks(response, hello.slice(0, -1));
    },
    async (server) => {
      const answer = await collect(providerAt(server).generate(question()));
      assert.match(answer.start!.warnings.join(), /stream_options.*estimates/);
      assert.ok(answer.finish!.usage.promptTokens > 0 && answer.finish!.usage.outputTokens > 0);
    },
  );
});

test("one complaint after the other is met, but not without end", async () => {
  const complaints = ["temperature", "stop", "seed", "presence_penalty", "frequency_penalty"];
  await withFakeServer(
    ({ body }, response) => {
      const refused = complaints.find((name) => name in body);
      if (refused) sendJson(response, 400, { error: { message: `Unsupported parameter: '${refused}'` } });
      else sendChunks(response, hello);
    },
    async (server) => {
      const provider = providerAt(server);
      const few = await collect(provider.generate(question({ stop: ["x"], sampling: { seed: 1 } })));
      assert.equal(few.text, "Hello");
      const sampling = { seed: 1, presencePenalty: 1, frequencyPenalty: 1 };
      const again = await collect(provider.generate(question({ sampling })));
      assert.equal(again.start?.warnings.length, 3);
      const fresh = await collect(providerAt(server).generate(question({ stop: ["x"], sampling })));
      assert.equal(fresh.error?.code, "bad-request");
    },
  );
});

test("a stop text that the server does not take is applied here, and the rest is not waited for", async () => {
  await withFakeServer(
    ({ body }, response) => {
      if ("stop" in body) sendJson(response, 400, { error: { message: "Unknown parameter: 'stop'" } });
      else {
        openStream(response);
        response.write(eventsOf([chunk({ content: "one tw" }), chunk({ content: "o three" })], ""));
      }
    },
    async (server) => {
      const answer = await collect(providerAt(server).generate(question({ stop: ["two"] })));
      assert.equal(answer.text, "one ");
      assert.equal(answer.finish?.reason, "stop");
      await server.hungUp;
    },
  );
});

test("a limit over the context is left to the server, as vLLM refuses it", async () => {
  await withFakeServer(
    ({ body }, response) => {
      const message =
        "This model's maximum context length is 8192 tokens. However, you requested 8204 tokens.";
      if ("max_tokens" in body) sendJson(response, 400, { object: "error", message, code: 400 });
      else sendChunks(response, hello);
    },
    async (server) => {
      const answer = await collect(providerAt(server).generate(question({ outputTokensMax: 8192 })));
      assert.equal(answer.text, "Hello");
      assert.deepEqual(answer.start?.warnings, []);
    },
  );
});

test("writing on asks a server that can, and is refused without a request elsewhere", async () => {
  const request = question({
    continueLast: true,
    messages: [
      { role: "user", text: "Hello" },
      { role: "assistant", text: "Hel" },
    ],
  });
  await withFakeServer(
    (_, response) => sendChunks(response, hello),
    async (server) => {
      await collect(providerAt(server).generate(request));
      assert.equal(onlyAsked(server).body.continue_final_message, true);
    },
    sendModels({ owned_by: "sglang" }),
  );
  await withFakeServer(
    (_, response) => sendChunks(response, hello),
    async (server) => {
      const answer = await collect(providerAt(server).generate(request));
      assert.equal(answer.error?.code, "bad-request");
      assert.equal(server.asked().length, 0);
      await collect(providerAt(server, { server: "vllm" }).generate(request));
      assert.equal(onlyAsked(server).body.add_generation_prompt, false);
    },
  );
});

test("a server that refuses to write on is not asked to answer anew", async () => {
  await withFakeServer(
    (_, response) =>
      sendJson(response, 400, { error: { message: "Unknown parameter: 'continue_final_message'" } }),
    async (server) => {
      const messages = [{ role: "assistant" as const, text: "Hel" }];
      const answer = await collect(providerAt(server).generate(question({ continueLast: true, messages })));
      assert.equal(answer.error?.code, "bad-request");
      assert.equal(server.asked().length, 1);
    },
    sendModels({ owned_by: "vllm" }),
  );
});
