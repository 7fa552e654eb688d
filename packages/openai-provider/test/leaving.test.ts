// Callers that leave an answer before its end: the connection closes with them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { collect, providerAt, question } from "./ask-provider.ts";
import { chunk, eventsOf, openStream, withFakeServer } from "./fake-server.ts";

test("an abort closes the connection and finishes as cancelled", async () => {
  await withFakeServer(
    (_, response) => {
      openStream(response);
      response.write(eventsOf([chunk({ content: "Hel" })], ""));
    },
    async (server) => {
      const abort = new AbortController();
      const answer = await collect(
        providerAt(server).generate(question({ signal: abort.signal })),
        (part) => {
          if (part.type === "text-delta") abort.abort();
        },
      );
      assert.equal(answer.finish?.reason, "cancelled");
      assert.equal(answer.text, "Hel");
      assert.ok(answer.finish.usage.outputTokens > 0);
      await server.hungUp;
    },
  );
});

test("an abort before the first byte closes the connection too", async () => {
  const abort = new AbortController();
  await withFakeServer(
    () => abort.abort(),
    async (server) => {
      const answer = await collect(providerAt(server).generate(question({ signal: abort.signal })));
      assert.equal(answer.parts.length, 1);
      assert.equal(answer.finish?.reason, "cancelled");
      await server.hungUp;
    },
  );
});

test("leaving the loop closes the connection", async () => {
  await withFakeServer(
    (_, response) => {
      openStream(response);
      response.write(eventsOf([chunk({ content: "Hel" })], ""));
    },
    async (server) => {
      for await (const part of providerAt(server).generate(question())) if (part.type === "text-delta") break;
      await server.hungUp;
    },
  );
});

test("return does not wait for the next chunk", async () => {
  await withFakeServer(
    (_, response) => {
      openStream(response);
      response.write(eventsOf([chunk({ content: "Hel" })], ""));
    },
    async (server) => {
      const parts = providerAt(server).generate(question())[Symbol.asyncIterator]();
      for (let count = 0; count < 3; count++) await parts.next();
      const pending = parts.next();
      await parts.return?.();
      assert.ok((await pending).done === false);
      await server.hungUp;
    },
  );
});

test("dispose ends an answer that waits for its first byte", async () => {
  await withFakeServer(
    () => {},
    async (server) => {
      const provider = providerAt(server);
      const pending = collect(provider.generate(question()));
      while (server.asked().length === 0) await sleep(2);
      await provider.dispose();
      assert.equal((await pending).finish?.reason, "cancelled");
      await assert.rejects(provider.list(), { code: "engine-lost" });
      await server.hungUp;
    },
  );
});
