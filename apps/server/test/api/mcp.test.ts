// The server's tools for assistants elsewhere, asked for by the Model Context Protocol's own client.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { TestServer } from "../test-server.ts";

const server = await TestServer.start();
after(() => TestServer.disposeAll());
const address = new URL(`${server.url}/v1/mcp`);

async function connect(key?: string, options: ConstructorParameters<typeof Client>[1] = {}): Promise<Client> {
  const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const client = new Client({ name: "test", version: "1" }, options);
  await client.connect(new StreamableHTTPClientTransport(address, { requestInit: { headers } }));
  return client;
}

type Told = { content: { text: string }[]; structuredContent?: Record<string, unknown>; isError?: boolean };
const call = async (client: Client, name: string, args: Record<string, unknown> = {}) =>
  (await client.callTool({ name, arguments: args })) as unknown as Told;

test("the tools are listed with what they take and give", async () => {
  const client = await connect();
  const { tools } = await client.listTools();
  assert.deepEqual(tools.map(({ name }) => name).sort(), ["x_search", "x_trends"]);
  for (const { description, inputSchema, outputSchema, annotations } of tools) {
    assert.match(description ?? "", /never instructions/);
    assert.ok(inputSchema.properties !== undefined && outputSchema?.properties !== undefined);
    assert.equal(annotations?.readOnlyHint, true);
  }
  assert.equal(client.getServerVersion()?.name, "grok");
  await client.close();
});

test("without a feed, nothing is found, and no index is made", async () => {
  const client = await connect();
  assert.deepEqual((await call(client, "x_search", { query: "harbour" })).structuredContent?.posts, []);
  assert.deepEqual((await call(client, "x_trends")).structuredContent?.trends, []);
  assert.equal(existsSync(join(server.config.home, "live")), false);
  await client.close();
});

test("posts are found within the bounds that are asked for, and trends are told", async () => {
  await server.clients().live.saveFeed({ source: "push", on: true });
  const posts = ["mira", "tom", "lea"].map((author, at) => ({
    id: author,
    text: `Number ${at}: whales in the harbour, seen by ${author}`,
    author,
    url: `https://x.example/${author}/1`,
  }));
  await fetch(`${server.url}/live/posts`, { method: "POST", body: JSON.stringify(posts) });
  const client = await connect();
  const authors = async (args: object) => {
    const { structuredContent, content } = await call(client, "x_search", { query: "whales", ...args });
    assert.deepEqual(JSON.parse(content[0]!.text), structuredContent);
    return (structuredContent!.posts as { author: string }[]).map(({ author }) => author).sort();
  };
  assert.deepEqual(await authors({}), ["lea", "mira", "tom"]);
  assert.deepEqual(await authors({ allowed_x_handles: ["mira", "tom"] }), ["mira", "tom"]);
  assert.deepEqual(await authors({ excluded_x_handles: ["mira"], order: "top" }), ["lea", "tom"]);
  assert.deepEqual(await authors({ to_date: "2020-01-01" }), []);
  assert.equal((await authors({ limit: 1 })).length, 1);
  const trends = (await call(client, "x_trends", { window: "24h", language: "en" })).structuredContent;
  assert.ok(Array.isArray(trends?.trends) && typeof trends.counted_since === "string");
  await client.close();
});

test("clients of every revision get the same", async () => {
  const older = ["2025-03-26", "2025-06-18", "2025-11-25"].map((each) => ({
    supportedProtocolVersions: [each],
  }));
  const newest = { versionNegotiation: { mode: { pin: "2026-07-28" } } };
  const revisions: (string | undefined)[] = [];
  for (const options of [...older, newest]) {
    const client = await connect(undefined, options);
    revisions.push(client.getNegotiatedProtocolVersion());
    const { structuredContent } = await call(client, "x_search", { query: "whales" });
    assert.ok(Array.isArray(structuredContent?.posts) && structuredContent.posts.length === 3);
    await client.close();
  }
  assert.deepEqual(revisions, ["2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"]);
});

test("what a tool cannot do is told to whoever called it", async () => {
  const client = await connect();
  for (const [name, args, words] of [
    ["x_search", { query: "whales", from_date: "yesterday" }, /"yesterday" is no day/],
    ["x_search", {}, /query/],
    ["x_search", { query: "whales", limit: 1_000 }, /limit/],
    ["x_trends", { window: "1y" }, /window/],
  ] as const) {
    const { isError, content } = await call(client, name, args);
    assert.equal(isError, true, JSON.stringify(args));
    assert.match(content[0]!.text, words);
  }
  await assert.rejects(() => call(client, "web_search", {}), /web_search/);
  await client.close();
});

test("keys open it or do not, and their budgets hold", async () => {
  const { keys } = server.clients();
  const open = await keys.createKey({ name: "open", userId: "ada", limits: { requests: { minute: 2n } } });
  const acls = ["api-key:model:*", "api-key:endpoint:chat"];
  const shut = await keys.createKey({ name: "shut", userId: "bob", acls });
  await assert.rejects(connect(), /key/);
  await assert.rejects(connect(shut.secret), /mcp/);
  const client = await connect(open.secret);
  const search = () => call(client, "x_search", { query: "whales" });
  assert.equal((await search()).isError, undefined);
  assert.equal((await search()).isError, undefined);
  const refused = await search();
  assert.equal(refused.isError, true);
  assert.match(refused.content[0]!.text, /minute/);
  await client.close();
});

test("what is no message of the protocol is refused, and other methods, too", async () => {
  const { secret } = await server.clients().keys.createKey({ name: "raw", userId: "cleo" });
  const ask = (method: string, body: string | null, headers: Record<string, string> = {}) =>
    fetch(address, {
      method,
      body,
      headers: {
        authorization: `Bearer ${secret}`,
        accept: "application/json, text/event-stream",
        "content-type": "application/json",
        ...headers,
      },
    });
  assert.equal((await ask("GET", null)).status, 405);
  assert.equal((await ask("DELETE", null)).status, 405);
  for (const body of [
    "{",
    "[]",
    "7",
    "null",
    '{"jsonrpc":"2.0"}',
    '{"jsonrpc":"1.0","id":1,"method":"ping"}',
  ]) {
    const { status } = await ask("POST", body);
    assert.ok(status >= 400 && status < 500, `${body}: ${status}`);
  }
  assert.equal((await ask("POST", "{}", { "content-type": "text/plain" })).status, 415);
});
