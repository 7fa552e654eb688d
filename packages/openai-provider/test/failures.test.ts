// What callers see when the server, the network or the address is at fault, over real connections.

import assert from "node:assert/strict";
import { createServer } from "node:net";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import type { ModelErrorCode } from "@grok/model";
import { createOpenAiProvider, type OpenAiProviderOptions } from "../src/index.ts";
import { collect, key, providerAt, question } from "./ask-provider.ts";
import {
  chunk,
  eventsOf,
  type Handler,
  hello,
  openStream,
  sendChunks,
  sendJson,
  startFakeServer,
  withFakeServer,
} from "./fake-server.ts";

/** Asks a server that answers so, and checks the error, that it names the address, and that it hides the key. */
async function failsWith(
  code: ModelErrorCode,
  chat: Handler,
  options: Partial<OpenAiProviderOptions> = {},
): Promise<{ message: string; text: string; retryAfterMs: number | undefined }> {
  let seen = { message: "", text: "", retryAfterMs: undefined as number | undefined };
  await withFakeServer(chat, async (server) => {
    const answer = await collect(providerAt(server, options).generate(question()));
    assert.equal(answer.error?.code, code, answer.error?.message);
    assert.ok(answer.error.message.includes(server.url), answer.error.message);
    assert.ok(!inspect(answer.error, { depth: 9 }).includes(key));
    seen = {
      message: answer.error.message,
      text: answer.text,
      retryAfterMs: answer.error.retryAfterMs,
    };
  });
  return seen;
}

const echo = { error: { message: `Incorrect key ${key} given`, type: "x" } };
for (const [status, code] of [
  [400, "bad-request"],
  [401, "unauthorized"],
  [403, "unauthorized"],
  [404, "bad-answer"],
  [429, "rate-limited"],
  [500, "engine-lost"],
  [503, "engine-lost"],
] as const)
  test(`a refusal with ${status} is ${code}, even if it quotes the key`, async () => {
    const { message } = await failsWith(code, (_, response) => sendJson(response, status, echo));
    assert.match(message, /Incorrect key \[key\] given/);
  });

test("rate-limited tells when to come back", async () => {
  const { retryAfterMs } = await failsWith("rate-limited", (_, response) =>
    sendJson(response, 429, {}, { "retry-after": "3" }),
  );
  assert.equal(retryAfterMs, 3000);
});

test("a prompt over the context is context-full", async () => {
  await failsWith("context-full", (_, response) =>
    sendJson(response, 400, { error: { message: "too long", code: "context_length_exceeded" } }),
  );
});

test("a model that the server has lost since it was listed is model-missing", async () => {
  const { message } = await failsWith("model-missing", (_, response) =>
    sendJson(response, 404, { error: { message: "The model `m` does not exist" } }),
  );
  assert.match(message, /has no model m/);
});

test("a connection that closes before the answer ends is engine-lost, and the text stands", async () => {
  const { text, message } = await failsWith("engine-lost", (_, response) => {
    openStream(response);
    response.end(eventsOf([chunk({ content: "Hel" })], ""));
  });
  assert.equal(text, "Hel");
  assert.match(message, /mid-answer/);
});

test("a connection that breaks in mid-answer is engine-lost", async () => {
  const { text } = await failsWith("engine-lost", async (_, response) => {
    openStream(response);
    response.write(eventsOf([chunk({ content: "Hel" })], 'data: {"cho'));
    await sleep(20);
    response.destroy();
  });
  assert.equal(text, "Hel");
});

test("a connection that breaks before any answer is engine-lost", async () => {
  await failsWith("engine-lost", (_, response) => response.destroy());
});

test("an error within the stream is what it says", async () => {
  const late = (error: unknown, name = "") =>
    failsWith("engine-lost", (_, response) => {
      openStream(response);
      response.end(eventsOf([chunk({ content: "Hel" })], `${name}data: ${JSON.stringify({ error })}\n\n`));
    });
  assert.match((await late({ message: "CUDA out of memory", code: 500 })).message, /CUDA out of memory/);
  assert.match((await late("it broke", "event: error\n")).message, /it broke/);
});

test("a server that gives up by its finish reason is engine-lost", async () => {
  await failsWith("engine-lost", (_, response) => sendChunks(response, [chunk({ content: "x" }, "abort")]));
});

test("an error in a body with status 200 is what it says", async () => {
  const { message } = await failsWith("engine-lost", (_, response) =>
    sendJson(response, 200, { error: "no slot available" }),
  );
  assert.match(message, /no slot available/);
});

test("a page instead of a stream is a bad answer", async () => {
  const { message } = await failsWith("bad-answer", (_, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end("<html>Log in</html>");
  });
  assert.match(message, /text\/html/);
});

test("events that are not the protocol are a bad answer", async () => {
  const raw = (text: string) => (_: unknown, response: Parameters<Handler>[1]) => {
    openStream(response);
    response.end(text);
  };
  await failsWith("bad-answer", raw("data: hello\n\n"));
  await failsWith("bad-answer", raw("data: 7\n\n"));
  await failsWith("bad-answer", raw(`data: ${"x".repeat(2_000_000)}\n\n`));
});

test("a server that never answers is unreachable after a while", async () => {
  const { message } = await failsWith("unreachable", () => {}, { firstByteTimeoutMs: 50 });
  assert.match(message, /within 0\.05 s/);
});

test("a server that falls silent is given up", async () => {
  const { text, message } = await failsWith(
    "engine-lost",
    (_, response) => {
      openStream(response);
      response.write(eventsOf([chunk({ content: "Hel" })], ""));
    },
    { idleTimeoutMs: 50 },
  );
  assert.equal(text, "Hel");
  assert.match(message, /sent nothing for 0\.05 s/);
});

test("a redirect is not followed, so the key goes nowhere else", async () => {
  const other = await startFakeServer((_, response) => sendChunks(response, hello));
  try {
    for (const status of [301, 302, 307, 308]) {
      const { message } = await failsWith("bad-answer", (_, response) => {
        response.writeHead(status, { location: `${other.url}/v1/chat/completions` });
        response.end();
      });
      assert.ok(message.includes(other.url));
    }
    assert.equal(other.requests.length, 0);
  } finally {
    await other.close();
  }
});

test("an address where nothing listens is unreachable, for a list and for an answer", async () => {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  const provider = createOpenAiProvider({ baseUrl: `http://127.0.0.1:${port}`, apiKey: key });
  const expected = {
    code: "unreachable",
    message: new RegExp(`127\\.0\\.0\\.1:${port}/v1 \\(ECONNREFUSED\\)`),
  };
  await assert.rejects(provider.list(), expected);
  await assert.rejects(provider.countTokens("m", []), expected);
  const answer = await collect(provider.generate(question()));
  assert.equal(answer.error?.code, "unreachable");
  assert.match(answer.error.message, /nothing listens there/);
});

test("a host that does not exist is unreachable", async () => {
  const provider = createOpenAiProvider({
    baseUrl: "http://models.example",
    // What Node's fetch throws; asking a real name server would depend on the machine.
    fetch: async () => {
      throw new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code: "ENOTFOUND" }) });
    },
  });
  await assert.rejects(provider.list(), { code: "unreachable", message: /no such host/ });
});

test("a fetch that throws the key does not get it into an error", async () => {
  const provider = createOpenAiProvider({
    baseUrl: "http://models.example",
    apiKey: key,
    fetch: async () => {
      throw new Error(`Bearer ${key}`, { cause: new Error(key) });
    },
  });
  await assert.rejects(provider.list(), (error: Error) => !inspect(error, { depth: 9 }).includes(key));
  assert.ok(!inspect(provider, { depth: 9, showHidden: true }).includes(key));
});
