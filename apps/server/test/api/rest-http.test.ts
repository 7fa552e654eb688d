// What the API promises on the wire, whatever client speaks: failures in both shapes, clients that leave, read slowly or
// come from a page, keys, deferred answers.
import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import http2 from "node:http2";
import { connect } from "node:net";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import OpenAI from "openai";
import { exampleBodies } from "../../../../packages/dialects/test/example-bodies.ts";
import { mutatedBody } from "../../../../packages/dialects/test/mutated-body.ts";
import { TestServer } from "../test-server.ts";

const server = await TestServer.start();
after(() => TestServer.disposeAll());
const chat = { model: "grok", messages: [{ role: "user", content: "What is the answer?" }] };

function ask(path: string, init: RequestInit & { json?: unknown } = {}): Promise<Response> {
  const { json, ...rest } = init;
  const asked: RequestInit =
    json === undefined
      ? rest
      : {
          method: "POST",
          body: JSON.stringify(json),
          ...rest,
          headers: { "content-type": "application/json", ...rest.headers },
        };
  return fetch(`${server.url}${path}`, asked);
}

interface Nested {
  error: { message: string; type: string; param: string | null; code: string | null };
}

/** Waits until nothing is under way any more; fails where something stays. */
async function idle(): Promise<void> {
  for (let i = 0; i < 3_000; i++) {
    if (server.engine.working === 0) return;
    await sleep(20);
  }
  assert.fail(`${server.engine.working} answers are still under way`);
}

/** Waits until an answer is under way. */
async function atWork(): Promise<void> {
  for (let i = 0; i < 3_000; i++) {
    if (server.engine.working > 0) return;
    await sleep(20);
  }
  assert.fail("no answer is under way");
}

const failures: [what: string, path: string, init: Parameters<typeof ask>[1], status: number, say: RegExp][] =
  [
    ["an unknown route", "/v1/nothing", {}, 404, /no GET \/v1\/nothing|no GET \/xai\/v1\/nothing/],
    ["the root", "/v1", {}, 404, /There is no GET/],
    ["a wrong method", "/v1/chat/completions", {}, 405, /POST can/],
    ["a body of another type", "/v1/responses", { method: "POST", body: "a=1" }, 415, /send JSON/],
    [
      "no JSON",
      "/v1/responses",
      { method: "POST", body: "{", headers: { "content-type": "application/json" } },
      400,
      /no JSON/,
    ],
    [
      "a missing field",
      "/v1/chat/completions",
      { json: { model: "grok" } },
      400,
      /"messages" cannot be taken: It is missing/,
    ],
    ["a field of another type", "/v1/responses", { json: { input: 1 } }, 400, /"input" cannot be taken/],
    [
      "a value out of range",
      "/v1/chat/completions",
      { json: { ...chat, temperature: 3 } },
      400,
      /"temperature"/,
    ],
    [
      "a body that stands too deep",
      "/v1/responses",
      { json: { input: "x", tools: JSON.parse("[".repeat(500) + "]".repeat(500)) } },
      400,
      /levels deep/,
    ],
    [
      "a prompt that does not fit",
      "/v1/chat/completions",
      { json: { messages: [{ role: "user", content: "x".repeat(400_000) }] } },
      400,
      /takes 8192/,
    ],
    ["an unknown response", "/v1/responses/resp_1", {}, 404, /no response "resp_1"/],
    ["an unknown deferred completion", "/v1/chat/deferred-completion/1", {}, 404, /no deferred completion/],
    ["an unknown file", "/v1/files/file-1/content", {}, 404, /no file/],
    [
      "a form without a file",
      "/v1/files",
      { method: "POST", body: new FormData() },
      400,
      /no field "file"|cannot be read/,
    ],
  ];
for (const [what, path, init, status, say] of failures)
  test(`${what} is told as ${status}, in OpenAI's shape and in xAI's`, async () => {
    const nested = await ask(path, init);
    const { error } = (await nested.json()) as Nested;
    assert.equal(nested.status, status);
    assert.match(error.message, say);
    assert.equal(error.type, "invalid_request_error");
    assert.match(nested.headers.get("x-request-id") ?? "", /^[0-9a-f-]{36}$/);
    const flat = await ask(`/xai${path}`, init);
    const body = (await flat.json()) as { code: string; error: string };
    assert.equal(typeof body.code, "string");
    assert.match(body.error, say);
    assert.ok(flat.status === status || (flat.status === 422 && status === 400), `${flat.status}`);
  });

test("a body over 20 MiB is refused by its length, before it is read", async () => {
  const response = await ask("/v1/responses", { json: { input: "x".repeat(20 * 2 ** 20) } }).catch(
    () => null,
  );
  // A client may still be sending when it is answered.
  if (response !== null) assert.equal(response.status, 413);
  const told = await new Promise<string>((resolve) => {
    const socket = connect(server.port, "127.0.0.1");
    socket.end(
      `POST /v1/responses HTTP/1.1\r\nhost: localhost:${server.port}\r\ncontent-type: application/json\r\ncontent-length: 99999999\r\n\r\n`,
    );
    let text = "";
    socket.on("data", (data) => (text += data)).on("close", () => resolve(text));
  });
  assert.match(told, /^HTTP\/1.1 413 /);
});

test("a client that leaves ends the work, streamed or not", async () => {
  const asks = { "/v1/chat/completions": { ...chat, n: 3 }, "/v1/responses": { input: "Hi" } };
  for (const [path, body] of Object.entries(asks))
    for (const stream of [false, true]) {
      server.engine.holdBack();
      const leave = new AbortController();
      const json = { ...body, stream };
      const asked = ask(path, { json, signal: leave.signal }).then((response) => response.text());
      await atWork();
      leave.abort();
      await assert.rejects(asked);
      await idle();
    }
  server.engine.letGo();
  assert.equal((await ask("/v1/chat/completions", { json: chat })).status, 200);
});

test("a reader that takes nothing costs a bounded buffer, and not the whole answer", async () => {
  const words = server.engine.words;
  const many = 100_000;
  server.engine.words = new Array(many).fill("word ".repeat(20));
  const asked = httpRequest(`${server.url}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
  });
  try {
    asked.end(JSON.stringify({ ...chat, stream: true }));
    await new Promise((resolve) => asked.once("response", (response) => resolve(response.pause())));
    let before = -1;
    while (server.engine.said !== before) {
      before = server.engine.said;
      await sleep(300);
    }
    assert.ok(before < many, `${before} words were made for nobody`);
  } finally {
    asked.destroy();
    server.engine.words = words;
  }
  await idle();
});

test("an answer that breaks off in the middle of a stream says so in it", async () => {
  const broken = async (path: string) => {
    server.engine.holdBack();
    const response = ask(path, { json: { ...chat, input: "Hi", stream: true } });
    await atWork();
    server.engine.release(1);
    await response;
    server.engine.die();
    return (await response).text();
  };
  assert.match(
    await broken("/v1/chat/completions"),
    /data: {"error":{"message":"the engine went away","type":"server_error"[^\n]*\n\n$/,
  );
  assert.match(
    await broken("/v1/responses"),
    /event: response.failed\n.*"status":"failed".*the engine went away/,
  );
  server.engine.letGo();
});

test("a deferred answer is fetched later, once", async () => {
  server.engine.holdBack();
  const { request_id: id } = (await (
    await ask("/v1/chat/completions", { json: { ...chat, deferred: true } })
  ).json()) as {
    request_id: string;
  };
  const fetched = () => ask(`/v1/chat/deferred-completion/${id}`);
  assert.equal((await fetched()).status, 202);
  server.engine.letGo();
  let answer = await fetched();
  for (let i = 0; i < 3_000 && answer.status === 202; i++) {
    await sleep(20);
    answer = await fetched();
  }
  const { choices } = (await answer.json()) as OpenAI.ChatCompletion;
  assert.equal(choices[0]?.message.content, "The answer is 42.");
  assert.equal((await fetched()).status, 404);
});

test("a reader besides follows a response while it is made", async () => {
  server.engine.holdBack();
  const asked = await ask("/v1/responses", { json: { input: "Hi", stream: true } });
  const reader = asked.body!.getReader();
  let text = "";
  server.engine.release(1);
  while (!text.includes('"delta"')) text += new TextDecoder().decode((await reader.read()).value);
  const id = /"id":"(resp_\w+)"/.exec(text)![1]!;
  const state = (await (await ask(`/v1/responses/${id}`)).json()) as { status: string };
  assert.equal(state.status, "in_progress");
  const besides = ask(`/v1/responses/${id}?stream=true&starting_after=1`).then((response) => response.text());
  await sleep(50);
  server.engine.letGo();
  const followed = await besides;
  assert.match(followed, /"sequence_number":2,/);
  assert.doesNotMatch(followed, /"sequence_number":1,/);
  assert.match(followed, /event: response.completed/);
  await reader.cancel();
  await idle();
});

test("tokens, keys and models in xAI's forms", async () => {
  const tokens = (await (
    await ask("/v1/tokenize-text", { json: { model: "grok", text: "one two" } })
  ).json()) as {
    token_ids: { string_token: string }[];
  };
  assert.deepEqual(
    tokens.token_ids.map(({ string_token }) => string_token),
    ["one ", "two"],
  );
  const key = (await (await ask("/v1/api-key")).json()) as { acls: string[]; api_key_blocked: boolean };
  assert.deepEqual(key.acls, ["api-key:model:*", "api-key:endpoint:*"]);
  assert.equal((await ask("/v1/me")).status, 200);
  const { models } = (await (await ask("/v1/language-models")).json()) as { models: { aliases: string[] }[] };
  assert.deepEqual(models[0]?.aliases, ["grok", "grok-mini"]);
  assert.equal((await ask("/v1/language-models/grok-mini")).status, 200);
  assert.equal((await ask("/v1/models", { method: "HEAD" })).status, 200);
});

test("pages of other sites are kept out, whatever they send", async () => {
  const page = { origin: "https://evil.example", authorization: "Bearer guessed" };
  const response = await ask("/v1/chat/completions", { json: chat, headers: page });
  assert.equal(response.status, 403);
  assert.equal(response.headers.get("access-control-allow-origin"), null);
  assert.equal((await ask("/v1/chat/completions", { method: "OPTIONS", headers: page })).status, 403);
});

test("a slow reader holds no turn once the model is done: others are answered", async () => {
  const asks = Array.from({ length: 5 }, () => {
    const asked = httpRequest(`${server.url}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
    });
    asked.end(JSON.stringify({ ...chat, stream: true }));
    return new Promise<typeof asked>((resolve) =>
      asked.once("response", (response) => {
        response.pause();
        resolve(asked);
      }),
    );
  });
  const readers = await Promise.all(asks);
  assert.equal((await ask("/v1/chat/completions", { json: chat })).status, 200);
  for (const reader of readers) reader.destroy();
  await idle();
});

test("over clear-text HTTP/2 as over HTTP/1.1", async () => {
  const session = http2.connect(server.url);
  try {
    const asked = session.request({
      ":method": "POST",
      ":path": "/v1/chat/completions",
      "content-type": "application/json",
    });
    asked.end(JSON.stringify({ ...chat, stream: true }));
    const text = (await asked.setEncoding("utf8").toArray()).join("");
    assert.match(text, /"content":"42\."/);
    assert.match(text, /data: \[DONE\]\n\n$/);
    server.engine.holdBack();
    const left = session.request({
      ":method": "POST",
      ":path": "/v1/responses",
      "content-type": "application/json",
    });
    left.end(JSON.stringify({ input: "Hi" }));
    left.on("error", () => {});
    await atWork();
    left.close(http2.constants.NGHTTP2_CANCEL);
    await idle();
  } finally {
    server.engine.letGo();
    session.close();
  }
});

test("whatever a body holds, it is answered or refused, and never a fault of the server", async () => {
  const paths = {
    chat: "/v1/chat/completions",
    responses: "/v1/responses",
    completions: "/xai/v1/completions",
  };
  for (const [name, path] of Object.entries(paths) as [keyof typeof paths, string][])
    await fc.assert(
      fc.asyncProperty(mutatedBody(exampleBodies[name]), async (body) => {
        const response = await ask(path, { json: body });
        const text = await response.text();
        assert.ok(response.status < 500, `${response.status}: ${text}`);
        if (response.status >= 400) assert.ok((JSON.parse(text) as { error: unknown }).error);
      }),
      { numRuns: 60 },
    );
  await idle();
  assert.deepEqual(
    server.log.filter(({ level }) => level === "error"),
    [],
  );
});

test("with a key: without it nothing, with it everything, from a page too; limits are told, and kept", async () => {
  const { keys } = server.clients();
  const { secret, key } = await keys.createKey({
    name: "test",
    limits: { requests: { minute: 2n } },
  } as never);
  const withKey = { authorization: `Bearer ${secret}` };
  const refused = await ask("/v1/models");
  assert.equal(refused.status, 401);
  assert.equal(((await refused.json()) as Nested).error.code, "invalid_api_key");
  const page = { ...withKey, origin: "https://app.example" };
  const first = await ask("/v1/chat/completions", { json: chat, headers: page });
  assert.equal(first.status, 200);
  assert.equal(first.headers.get("x-ratelimit-limit-requests"), "2");
  assert.equal(first.headers.get("x-ratelimit-remaining-requests"), "1");
  const facts = (await (await ask("/v1/api-key", { headers: withKey })).json()) as {
    name: string;
    api_key_id: string;
  };
  assert.deepEqual([facts.name, facts.api_key_id], ["test", key!.id]);
  await ask("/v1/chat/completions", { json: chat, headers: withKey });
  const over = await ask("/v1/chat/completions", { json: chat, headers: withKey });
  assert.equal(over.status, 429);
  assert.ok(Number(over.headers.get("retry-after")) > 0);
  assert.equal(over.headers.get("x-ratelimit-remaining-requests"), "0");
  const narrow = await keys.createKey({
    name: "narrow",
    acls: ["api-key:endpoint:chat", "api-key:model:*"],
  } as never);
  for (const path of ["/v1/files", "/v1/responses/resp_1"]) {
    const kept = await ask(path, { headers: { authorization: `Bearer ${narrow.secret}` } });
    assert.equal(kept.status, 403, path);
  }
  // Responses of one tenant are no other's.
  const mine = await keys.createKey({ name: "mine", userId: "mira" } as never);
  const theirs = await keys.createKey({ name: "theirs", userId: "tom" } as never);
  const client = (apiKey: string) => new OpenAI({ baseURL: `${server.url}/v1`, apiKey, maxRetries: 0 });
  const kept = await client(mine.secret).responses.create({ model: "grok", input: "Hi" });
  assert.equal((await client(mine.secret).responses.retrieve(kept.id)).id, kept.id);
  await assert.rejects(client(theirs.secret).responses.retrieve(kept.id), { status: 404 });
  await assert.rejects(client(theirs.secret).responses.delete(kept.id), { status: 404 });
});

test("a client that is over its budget comes again by itself when it may", async () => {
  const { keys } = server.clients();
  const { secret } = await keys.createKey({
    name: "patient",
    limits: { tokens: { minute: 6_000n } },
  } as never);
  const client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: secret, maxRetries: 3 });
  server.engine.holdBack();
  const large = client.chat.completions.create({ ...chat, max_completion_tokens: 5_900 } as never);
  await atWork();
  const small = client.chat.completions.create({ ...chat, max_completion_tokens: 200 } as never);
  await sleep(100);
  assert.equal(server.engine.working, 1, "the second one is not let in yet");
  server.engine.letGo();
  const answers = (await Promise.all([large, small])) as OpenAI.ChatCompletion[];
  assert.deepEqual(
    answers.map(({ choices }) => choices[0]?.message.content),
    ["The answer is 42.", "The answer is 42."],
  );
});

test("a server that goes down says so: no cut answer passes for a whole one", async () => {
  const down = await TestServer.start();
  down.engine.holdBack();
  const asks: [path: string, body: object][] = [
    ["/v1/chat/completions", chat],
    ["/v1/chat/completions", { ...chat, stream: true }],
    ["/v1/responses", { input: "Hi" }],
    ["/v1/responses", { input: "Hi", stream: true }],
  ];
  const told = asks.map(async ([path, body]) => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${down.url}${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  });
  while (down.engine.working < asks.length) await sleep(5);
  down.engine.release(1);
  await sleep(50);
  await down.close();
  for (const [at, { status, text }] of (await Promise.all(told)).entries()) {
    assert.equal(status, at % 2 === 0 ? 503 : 200);
    assert.match(text, /The server is going down/);
    assert.doesNotMatch(text, /\[DONE\]|response\.completed/);
  }
  const next = await TestServer.start({ after: down });
  next.engine.letGo();
});

test("where a password is set, the API asks for a key, and never for the password", async () => {
  const closed = await TestServer.start({ config: { password: "correct horse" } });
  const response = await fetch(`${closed.url}/v1/models`, {
    headers: { accept: "text/html" },
    redirect: "manual",
  });
  assert.equal(response.status, 401);
  assert.equal(((await response.json()) as Nested).error.code, "invalid_api_key");
});
