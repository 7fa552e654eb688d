import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, test } from "node:test";
import { listen } from "./listen.ts";
import { createWebApp } from "./web-app.ts";

const folder = mkdtempSync(join(tmpdir(), "grok-web-"));
const dist = join(folder, "dist");
mkdirSync(join(dist, "assets"), { recursive: true });
writeFileSync(join(folder, "secret.txt"), "secret");
writeFileSync(join(dist, ".hidden"), "hidden");
writeFileSync(join(dist, "index.html"), "<!doctype html><title>Grok</title>");
const script = `console.log(${JSON.stringify("a".repeat(4000))});`;
writeFileSync(join(dist, "assets", "app-3f2a.js"), script);
writeFileSync(join(dist, "assets", "ready-77aa.js"), script);
writeFileSync(join(dist, "assets", "ready-77aa.js.gz"), "made before");

const app = createWebApp(dist);
const listening = await listen("127.0.0.1", 0, (req, res) => void app.serve(req, res));
after(async () => {
  await listening.close(0);
  rmSync(folder, { recursive: true });
});

/** Not `fetch`, which tidies paths before it sends them. */
async function get(path: string, headers: Record<string, string> = {}, method = "GET") {
  const sent = request({ host: "127.0.0.1", port: listening.port, path, headers, method }).end();
  const [response] = await once(sent, "response");
  return { status: response.statusCode as number, headers: response.headers, body: await text(response) };
}

test("the front page comes with a tag and is asked for again each time", async () => {
  const first = await get("/");
  assert.equal(first.status, 200);
  assert.equal(first.headers["content-type"], "text/html; charset=utf-8");
  assert.equal(first.headers["cache-control"], "no-cache");
  assert.equal((await get("/", { "if-none-match": first.headers.etag })).status, 304);
});

test("paths of the app's own get the front page; files that are not there do not", async () => {
  assert.equal((await get("/c/01920000-0000-7000-8000-000000000001")).body, (await get("/")).body);
  assert.equal((await get("/assets/gone-1234.js")).status, 404);
  assert.equal((await get("/favicon.png")).status, 404);
});

test("files with a hash in their name are kept for good", async () => {
  const { headers } = await get("/assets/app-3f2a.js");
  assert.equal(headers["cache-control"], "public, max-age=31536000, immutable");
  assert.equal(headers["content-type"], "text/javascript; charset=utf-8");
});

test("files are compressed as the browser likes, and made-before ones are used", async () => {
  const answer = await fetch(`http://127.0.0.1:${listening.port}/assets/app-3f2a.js`, {
    headers: { "accept-encoding": "br" },
  });
  assert.equal(answer.headers.get("content-encoding"), "br");
  assert.equal(await answer.text(), script);
  assert.ok(Number(answer.headers.get("content-length")) < 500);
  const ready = await get("/assets/ready-77aa.js", { "accept-encoding": "gzip" });
  assert.deepEqual([ready.headers["content-encoding"], ready.body], ["gzip", "made before"]);
  assert.equal((await get("/assets/app-3f2a.js")).headers["content-encoding"], undefined);
});

test("nothing outside the folder and nothing hidden is served", async () => {
  const paths = [
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/assets/../../secret.txt",
    "/..%5csecret.txt",
    "/.hidden",
    "/%00",
    "/%zz.js",
    "//etc/passwd.txt",
  ];
  for (const path of paths) {
    const { status, body } = await get(path);
    assert.ok(status === 404 || body.startsWith("<!doctype html><title>Grok"), `${path}: ${status} ${body}`);
  }
});

test("HEAD has the headers without the body, and other methods are refused", async () => {
  const head = await get("/", {}, "HEAD");
  assert.deepEqual([head.status, head.body, head.headers["content-length"]], [200, "", "34"]);
  assert.equal((await get("/", {}, "POST")).status, 405);
});

test("without a built app a page says how to build it", async () => {
  const empty = createWebApp(join(folder, "nowhere"));
  assert.equal(await empty.built(), false);
  const server = await listen("127.0.0.1", 0, (req, res) => void empty.serve(req, res));
  const answer = await fetch(`http://127.0.0.1:${server.port}/`);
  assert.equal(answer.status, 503);
  assert.match(await answer.text(), /npm start/);
  await server.close(0);
});
