import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { listen } from "../http/listen.ts";
import { createAttemptLimit } from "./attempt-limit.ts";
import { tokenOf } from "./credentials.ts";
import { demandPassword } from "./demand-password.ts";
import { createGuard } from "./guard.ts";
import { openPasswordFile } from "./password-file.ts";

const folder = mkdtempSync(join(tmpdir(), "grok-auth-"));
let nowMs = 1_700_000_000_000;
const now = () => nowMs;
const passwords = openPasswordFile(folder, now);
await passwords.setPassword("correct horse");
const guard = createGuard(passwords, () => {}, now);
const listening = await listen("127.0.0.1", 0, async (request, response) => {
  if (await guard.serve(request, response)) return;
  if (!(await guard.admits(request))) return guard.turnAway(request, response);
  response.end("inside");
});
after(async () => {
  await listening.close(0);
  rmSync(folder, { recursive: true });
});

const address = `http://127.0.0.1:${listening.port}`;
const signIn = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${address}/sign-in`, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers,
    redirect: "manual",
  });

test("a page's visitor is sent to sign in and comes back to where they wanted to go", async () => {
  const away = await fetch(`${address}/c/1?x=2`, { headers: { accept: "text/html" }, redirect: "manual" });
  assert.deepEqual([away.status, away.headers.get("location")], [303, "/sign-in?next=%2Fc%2F1%3Fx%3D2"]);
  const page = await (await fetch(`${address}/sign-in?next=%2Fc%2F1%3Fx%3D2`)).text();
  assert.match(page, /name="next" value="\/c\/1\?x=2"/);
  const back = await signIn({ password: "correct horse", next: "/c/1?x=2" });
  assert.deepEqual([back.status, back.headers.get("location")], [303, "/c/1?x=2"]);
  const cookie = back.headers.get("set-cookie")!;
  assert.match(cookie, /^grok_session=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict$/);
  const inside = await fetch(address, { headers: { cookie: cookie.split(";")[0]! } });
  assert.equal(await inside.text(), "inside");
});

test("programs without a token are told what they lack", async () => {
  const answer = await fetch(`${address}/grok.v1.SystemService/GetStatus`, { method: "POST" });
  assert.deepEqual([answer.status, answer.headers.get("grok-error-code")], [401, "not-signed-in"]);
  assert.equal(((await answer.json()) as { code: string }).code, "unauthenticated");
});

test("a token from signing in, or the one in the home, opens as a bearer", async () => {
  const answer = await signIn({ password: "correct horse" }, { accept: "application/json" });
  const { token } = (await answer.json()) as { token: string };
  for (const bearer of [token, guard.localToken]) {
    const inside = await fetch(address, { headers: { authorization: `Bearer ${bearer}` } });
    assert.equal(inside.status, 200);
  }
  assert.equal((await fetch(address, { headers: { authorization: "Bearer nonsense" } })).status, 401);
});

test("a program may send the password itself as a bearer, and wrong ones are limited as on the page", async () => {
  nowMs += 60_000;
  const ask = (bearer: string) => fetch(address, { headers: { authorization: `Bearer ${bearer}` } });
  for (let i = 0; i < 3; i++) assert.equal((await ask("correct horse")).status, 200);
  for (let i = 0; i < 5; i++) assert.equal((await ask("wrong")).status, 401);
  assert.equal((await signIn({ password: "correct horse" })).status, 429);
  assert.equal((await ask("correct horse")).status, 200);
  const cookie = await fetch(address, { headers: { cookie: "grok_session=correct horse" } });
  assert.equal(cookie.status, 401);
  nowMs += 60_000;
});

test("signing out ends the session", async () => {
  const cookie = (await signIn({ password: "correct horse" })).headers.get("set-cookie")!.split(";")[0]!;
  const out = await fetch(`${address}/sign-out`, { method: "POST", headers: { cookie }, redirect: "manual" });
  assert.match(out.headers.get("set-cookie")!, /^grok_session=; Path=\/; Max-Age=0/);
  assert.equal((await fetch(address, { headers: { cookie } })).status, 401);
});

test("addresses of elsewhere are not gone on to", async () => {
  for (const next of [
    "//evil.example",
    "https://evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "/a\r\nset-cookie: x=1",
  ])
    assert.equal((await signIn({ password: "correct horse", next })).headers.get("location"), "/");
});

test("what is shown again on the page cannot become part of it", async () => {
  const page = await (await signIn({ password: "wrong", next: '/"><script>alert(1)</script>' })).text();
  assert.ok(!page.includes("<script"));
  nowMs += 60_000;
});

test("wrong passwords are refused, and after five in a minute the next has to wait", async () => {
  nowMs += 60_000;
  for (let i = 0; i < 5; i++) assert.equal((await signIn({ password: "wrong" })).status, 403);
  const wait = await signIn({ password: "correct horse" });
  assert.deepEqual([wait.status, wait.headers.get("retry-after")], [429, "60"]);
  assert.match(await wait.text(), /in 60 seconds/);
  nowMs += 60_000;
  assert.equal((await signIn({ password: "correct horse" })).status, 303);
});

test("a body that is too long or no form is a wrong password", async () => {
  nowMs += 60_000;
  assert.equal((await signIn({ password: "x".repeat(10_000) })).status, 400);
  const headers = { "content-type": "application/json" };
  assert.equal((await fetch(`${address}/sign-in`, { method: "POST", body: "{", headers })).status, 400);
});

test("the page speaks Chinese to browsers that prefer it", async () => {
  const page = await (
    await fetch(`${address}/sign-in`, { headers: { "accept-language": "zh-CN,zh;q=0.9" } })
  ).text();
  assert.match(page, /<html lang="zh">/);
  assert.match(page, /密码/);
});

test("the file is closed to others, holds no password and outlives a restart; sessions end after 30 days", () => {
  const path = join(folder, "auth.json");
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.ok(!readFileSync(path, "utf8").includes("correct horse"));
  const { token } = passwords.newSession();
  assert.ok(!readFileSync(path, "utf8").includes(token));
  const reopened = openPasswordFile(folder, now);
  assert.ok(reopened.isSet && reopened.hasSession(token));
  nowMs += 30 * 24 * 3600 * 1000;
  assert.ok(!reopened.hasSession(token));
});

test("a damaged file lets nobody in", () => {
  const other = mkdtempSync(join(tmpdir(), "grok-auth-"));
  writeFileSync(join(other, "auth.json"), '{"salt":""}');
  assert.throws(() => openPasswordFile(other, now), { code: "home-unwritable", message: /GROK_PASSWORD/ });
  rmSync(other, { recursive: true });
});

test("tries of all addresses together are limited too", () => {
  const limit = createAttemptLimit(now);
  for (let i = 0; i < 50; i++) assert.equal(limit.take(`10.0.0.${i}`), 0);
  assert.equal(limit.take("10.0.1.1"), 60_000);
});

test("tokens are read from the header first, then from the cookie", () => {
  assert.equal(tokenOf({ authorization: "Bearer abc", cookie: "grok_session=def" }), "abc");
  assert.equal(tokenOf({ cookie: "a=b; grok_session=def" }), "def");
  assert.equal(tokenOf({ authorization: "Basic abc", cookie: "grok_session=" }), null);
});

test("an address that others reach demands a password; this machine's own does not", () => {
  for (const host of ["127.0.0.1", "localhost", "::1"]) demandPassword({ host, names: [] }, false);
  for (const config of [
    { host: "0.0.0.0", names: [] },
    { host: "127.0.0.1", names: ["grok.example.org"] },
  ]) {
    assert.throws(() => demandPassword(config, false), { code: "password-needed", message: /GROK_PASSWORD/ });
    demandPassword(config, true);
  }
});
