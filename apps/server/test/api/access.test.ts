// Keys, budgets and turns as clients of the API meet them, over HTTP.
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { TestServer } from "../test-server.ts";

after(() => TestServer.disposeAll());

interface Asked {
  readonly key?: string | undefined;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
  readonly said?: string;
  readonly stream?: boolean;
}

function ask(server: TestServer, { key, headers = {}, signal, said = "Hello", stream = false }: Asked = {}) {
  return fetch(`${server.url}/v1/chat/completions`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...headers,
    },
    body: JSON.stringify({
      model: "grok",
      stream,
      max_tokens: 10,
      messages: [{ role: "user", content: said }],
    }),
    ...(signal && { signal }),
  });
}

async function newKey(server: TestServer, userId: string, tokensAMonth = 0): Promise<string> {
  const limits = { tokens: { month: BigInt(tokensAMonth) } };
  return (await server.clients().keys.createKey({ name: "test", userId, limits })).secret;
}

async function until(met: () => boolean): Promise<void> {
  while (!met()) await sleep(5);
}

test("no key is needed here before the first one, and always through a proxy", async () => {
  const server = await TestServer.start();
  assert.equal((await ask(server)).status, 200);
  assert.equal((await ask(server, { key: "anything" })).status, 200);
  for (const header of ["x-forwarded-for", "forwarded", "via"])
    assert.equal((await ask(server, { headers: { [header]: "10.0.0.7" } })).status, 401, header);
  const key = await newKey(server, "ada");
  assert.equal((await ask(server)).status, 401);
  assert.equal((await ask(server, { key })).status, 200);
  assert.equal((await ask(server, { key, headers: { "x-forwarded-for": "10.0.0.7" } })).status, 200);
  await server.close();
});

test("over a budget the answer is 429 and tells when; a restart gives nothing back", async () => {
  const first = await TestServer.start();
  const key = await newKey(first, "ada", 30);
  const answer = await ask(first, { key });
  assert.equal(answer.headers.get("x-ratelimit-limit-tokens"), "30");
  const { usage } = (await answer.json()) as { usage: { total_tokens: number } };
  while ((await ask(first, { key })).status === 200);
  await first.close();

  const server = await TestServer.start({ after: first });
  const refused = await ask(server, { key });
  assert.equal(refused.status, 429);
  const now = new Date();
  const monthEnds = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1);
  const seconds = Number(refused.headers.get("retry-after"));
  assert.ok(Math.abs(seconds - (monthEnds - Date.now()) / 1000) < 60, String(seconds));
  assert.match(await refused.text(), /30 tokens a month of this key/);
  const [listed] = (await server.clients().keys.listKeys({})).keys;
  const left = listed!.budgets.find(({ limit }) => limit === 30n)!.remaining;
  assert.equal((30 - Number(left)) % usage.total_tokens, 0);
  await server.close();
});

test("one who asks forty times does not keep another waiting for more than a round", async () => {
  const server = await TestServer.start();
  const [greedy, modest] = [await newKey(server, "greedy"), await newKey(server, "modest")];
  server.engine.holdBack();
  const before = server.engine.requests.length;
  const many = Array.from({ length: 40 }, (_, n) => ask(server, { key: greedy, said: `greedy ${n}` }));
  await until(() => server.engine.requests.length === before + 4);
  const one = ask(server, { key: modest, said: "modest" });
  const metrics = async () => (await fetch(`${server.url}/metrics`)).text();
  while (!/^grok_api_waiting 37$/m.test(await metrics())) await sleep(5);
  server.engine.letGo();
  assert.equal((await one).status, 200);
  for (const each of await Promise.all(many)) assert.equal(each.status, 200);
  const order = server.engine.requests.slice(before).map(({ messages }) => messages.at(-1)!.text);
  assert.ok(order.indexOf("modest") < 6, `served as number ${order.indexOf("modest")}`);
  await server.close();
});

test("a client that leaves stops its work, or gives up its place", async () => {
  const server = await TestServer.start();
  const key = await newKey(server, "ada");
  const { engine } = server;
  engine.holdBack();
  const gone = new AbortController();
  const left = [0, 1, 2, 3, 4, 5].map((n) =>
    ask(server, { key, signal: gone.signal, stream: n % 2 === 0 }).then(
      (response) => response.text(),
      () => "",
    ),
  );
  await until(() => engine.working === 4);
  gone.abort();
  await Promise.allSettled(left);
  await until(() => engine.working === 0);
  engine.letGo();
  assert.equal((await ask(server, { key })).status, 200);
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  assert.match(metrics, /^grok_api_waiting 0$/m);
  assert.match(metrics, /^grok_api_working 0$/m);
  await server.close();
});

test("a reader that takes nothing is held in bounded memory, and stops its work when it goes", async () => {
  const server = await TestServer.start();
  const { engine } = server;
  const word = "x".repeat(64 * 1024);
  engine.words = Array.from({ length: 2_000 }, () => word);
  const body = JSON.stringify({
    model: "grok",
    stream: true,
    messages: [{ role: "user", content: "Go on" }],
  });
  const socket = connect(server.port, "127.0.0.1");
  await once(socket, "connect");
  socket.pause();
  socket.write(
    `POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:${server.port}\r\ncontent-length: ${body.length}\r\ncontent-type: application/json\r\n\r\n${body}`,
  );
  await until(() => engine.working === 1);
  const before = process.memoryUsage();
  await sleep(400);
  const { arrayBuffers, external } = process.memoryUsage();
  // All of it would be 125 MiB; what is held is what fits into the buffers of the connection.
  assert.ok(arrayBuffers + external - before.arrayBuffers - before.external < 24 * 2 ** 20);
  assert.equal(engine.working, 1);
  socket.destroy();
  await until(() => engine.working === 0);
  await server.close();
});
