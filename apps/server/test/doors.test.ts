// Who may come in: other sites' pages, rebound names, strangers; and what every answer forbids the page itself.
import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { after, test } from "node:test";
import { Code } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport } from "@connectrpc/connect-node";
import { readServerNote } from "@grok/server";
import { TestServer } from "./test-server.ts";

const server = await TestServer.start();
const locked = await TestServer.start({ config: { password: "correct horse" } });
after(() => TestServer.disposeAll());

/** Not `fetch`, which forbids these headers. */
async function send(port: number, method: string, path: string, headers: Record<string, string>) {
  const body = method === "POST" ? "{}" : "";
  const sent = request({
    host: "127.0.0.1",
    port,
    path,
    method,
    headers: { "content-type": "application/json", ...headers },
  });
  sent.end(body);
  const [response] = await once(sent, "response");
  response.resume();
  return { status: response.statusCode as number, headers: response.headers };
}
const status = "/grok.v1.SystemService/GetStatus";

test("a page of another site cannot drive the server, by any method", async () => {
  const evil = { origin: "https://evil.example" };
  for (const [method, path] of [
    ["POST", status],
    ["POST", "/grok.v1.RunService/Subscribe"],
    ["GET", "/metrics"],
    ["OPTIONS", status],
  ] as const) {
    const answer = await send(server.port, method, path, evil);
    assert.deepEqual([answer.status, answer.headers["grok-error-code"]], [403, "wrong-site"], path);
    assert.equal(answer.headers["access-control-allow-origin"], undefined);
  }
  assert.equal((await send(server.port, "POST", status, { "sec-fetch-site": "cross-site" })).status, 403);
});

test("a name that was made to point here is refused, pages included", async () => {
  for (const path of ["/", status, "/healthz"])
    assert.equal((await send(server.port, "GET", path, { host: "rebound.example" })).status, 403, path);
});

test("the server's own page may call it", async () => {
  const own = { origin: server.url, "sec-fetch-site": "same-origin" };
  assert.equal((await send(server.port, "POST", status, own)).status, 200);
});

test("every answer tells the page what it may not do", async () => {
  for (const path of ["/", "/healthz", "/nothing.js"]) {
    const { headers } = await send(server.port, "GET", path, {});
    assert.match(
      String(headers["content-security-policy"]),
      /default-src 'none'.*script-src 'self';.*frame-ancestors 'none'/,
    );
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.equal(headers["referrer-policy"], "same-origin");
  }
});

test("with a password nothing but health and the sign-in page is told to strangers", async () => {
  assert.equal((await send(locked.port, "POST", status, {})).status, 401);
  assert.equal((await send(locked.port, "GET", "/metrics", {})).status, 401);
  assert.equal((await send(locked.port, "GET", "/assets/app.js", {})).status, 401);
  const page = await send(locked.port, "GET", "/c/1", { accept: "text/html" });
  assert.deepEqual([page.status, page.headers.location], [303, "/sign-in?next=%2Fc%2F1"]);
  for (const path of ["/healthz", "/readyz", "/sign-in"])
    assert.equal((await send(locked.port, "GET", path, {})).status, 200, path);
  for (const transport of [
    createConnectTransport({ baseUrl: locked.url, httpVersion: "1.1" }),
    createGrpcTransport({ baseUrl: locked.url }),
  ])
    await assert.rejects(locked.clients(transport).system.getStatus({}), { code: Code.Unauthenticated });
});

test("the password, a session and the token in the home each open the door", async () => {
  const signedIn = await fetch(`${locked.url}/sign-in`, {
    method: "POST",
    body: new URLSearchParams({ password: "correct horse" }),
    redirect: "manual",
  });
  const cookie = signedIn.headers.get("set-cookie")!.split(";")[0]!;
  assert.equal((await send(locked.port, "POST", status, { cookie })).status, 200);
  const note = readServerNote(locked.config.home)!;
  assert.equal(note.url, locked.url);
  for (const token of [note.token, "correct horse"])
    assert.equal((await send(locked.port, "POST", status, { authorization: `Bearer ${token}` })).status, 200);
});

test("an address that others reach is not served without a password, and with one it is", async () => {
  await assert.rejects(TestServer.start({ config: { host: "0.0.0.0" } }), {
    code: "password-needed",
    message: /GROK_PASSWORD/,
  });
  await assert.rejects(TestServer.start({ config: { names: ["grok.example.org"] } }), {
    code: "password-needed",
  });
  const proxied = await TestServer.start({
    config: { names: ["grok.example.org"], password: "correct horse" },
  });
  const answer = await send(proxied.port, "GET", "/sign-in", { host: "grok.example.org" });
  assert.equal(answer.status, 200);
});
