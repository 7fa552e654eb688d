// When the list of models is asked for, kept, shared and given up.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { collect, providerAt, question } from "./ask-provider.ts";
import { type Handler, hello, sendChunks, sendJson, sendModels, withFakeServer } from "./fake-server.ts";

const answerHello: Handler = (_, response) => sendChunks(response, hello);
const ids = (models: readonly { id: string }[]) => models.map((model) => model.id);

test("a list is kept for half a minute", async () => {
  await withFakeServer(answerHello, async (server) => {
    let nowMs = 0;
    const provider = providerAt(server, { now: () => nowMs });
    assert.deepEqual(ids(await provider.list()), ["m"]);
    nowMs = 29_999;
    await provider.list();
    await collect(provider.generate(question()));
    assert.equal(server.requests.filter((request) => request.method === "GET").length, 1);
    nowMs = 30_000;
    await provider.list();
    assert.equal(server.requests.filter((request) => request.method === "GET").length, 2);
  });
});

test("a model that was not there is looked for again, but not at every call", async () => {
  let listed = "old";
  await withFakeServer(
    answerHello,
    async (server) => {
      let nowMs = 0;
      const provider = providerAt(server, { now: () => nowMs });
      await provider.list();
      await assert.rejects(provider.countTokens("m", []), {
        code: "model-missing",
        message: /It offers old\./,
      });
      assert.equal(server.requests.length, 1);
      listed = "m";
      nowMs = 3_000;
      assert.ok((await provider.countTokens("m", [])).tokens > 0);
      assert.equal(server.requests.length, 2);
    },
    (_, response) => sendJson(response, 200, { data: [{ id: listed }] }),
  );
});

test("many who wait share one request, and one who leaves does not end it", async () => {
  await withFakeServer(
    answerHello,
    async (server) => {
      const provider = providerAt(server);
      const abort = new AbortController();
      const leaving = provider.list(abort.signal);
      const staying = [provider.list(), provider.list(new AbortController().signal)];
      abort.abort();
      await assert.rejects(leaving, { name: "ModelError", code: "cancelled" });
      for (const list of staying) assert.deepEqual(ids(await list), ["m"]);
      assert.equal(server.requests.length, 1);
    },
    async (_, response) => {
      await sleep(20);
      sendJson(response, 200, { data: [{ id: "m" }] });
    },
  );
});

test("a failure is not kept", async () => {
  let healthy = false;
  await withFakeServer(
    answerHello,
    async (server) => {
      const provider = providerAt(server);
      await assert.rejects(provider.list(), { code: "engine-lost", message: /loading/ });
      healthy = true;
      assert.deepEqual(ids(await provider.list()), ["m"]);
    },
    (request, response) =>
      healthy ? sendModels()(request, response) : sendJson(response, 503, { error: { message: "loading" } }),
  );
});

test("a server without a list is usable when its models are named", async () => {
  const none: Handler = (_, response) => sendJson(response, 404, {});
  await withFakeServer(
    answerHello,
    async (server) => {
      await assert.rejects(providerAt(server).list(), { code: "bad-answer", message: /has no \/models/ });
      const provider = providerAt(server, { models: ["m"] });
      assert.deepEqual(ids(await provider.list()), ["m"]);
      assert.equal((await collect(provider.generate(question()))).text, "Hello");
    },
    none,
  );
});

test("a key that may not list models can still ask those that are named", async () => {
  await withFakeServer(
    answerHello,
    async (server) => {
      await assert.rejects(providerAt(server).list(), { code: "unauthorized" });
      const answer = await collect(providerAt(server, { models: ["m"] }).generate(question()));
      assert.equal(answer.text, "Hello");
    },
    (_, response) => sendJson(response, 403, { error: { message: "Missing scopes: api.model.read" } }),
  );
});

test("a model outside the filter is missing", async () => {
  await withFakeServer(answerHello, async (server) => {
    const provider = providerAt(server, { models: ["x"] });
    assert.deepEqual(await provider.list(), []);
    const answer = await collect(provider.generate(question()));
    assert.equal(answer.error?.code, "model-missing");
    assert.equal(server.asked().length, 0);
  });
});

test("a wrong key, a page and silence are told apart", async () => {
  const lists: [models: Handler, code: string, connectTimeoutMs: number][] = [
    [
      (_, response) => sendJson(response, 401, { error: { message: "Invalid API Key" } }),
      "unauthorized",
      10_000,
    ],
    [(_, response) => response.end("<html></html>"), "bad-answer", 10_000],
    [() => {}, "unreachable", 50],
  ];
  for (const [models, code, connectTimeoutMs] of lists)
    await withFakeServer(
      answerHello,
      (server) =>
        assert.rejects(providerAt(server, { connectTimeoutMs }).list(), { name: "ModelError", code }),
      models,
    );
});

test("a list that never ends is given up", async () => {
  await withFakeServer(
    answerHello,
    (server) => assert.rejects(providerAt(server, { connectTimeoutMs: 40 }).list(), { code: "unreachable" }),
    (_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"data":[');
    },
  );
});
