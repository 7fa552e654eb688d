import assert from "node:assert/strict";
import { test } from "node:test";
import { type SiteHeaders, type SiteRules, siteRefusal } from "./same-site.ts";

const loopback: SiteRules = { host: "127.0.0.1", names: [] };
const everywhere: SiteRules = { host: "0.0.0.0", names: ["grok.example.org"] };
const request = (headers: Partial<SiteHeaders>): SiteHeaders => ({
  method: "POST",
  host: "localhost:4242",
  origin: undefined,
  fetchSite: undefined,
  ...headers,
});
const allowed = (headers: Partial<SiteHeaders>, rules = loopback) =>
  siteRefusal(request(headers), rules) === null;

test("this machine's own names and addresses are let in, with any port", () => {
  for (const host of [
    "localhost",
    "localhost:4242",
    "LOCALHOST:1",
    "127.0.0.1:4242",
    "127.1.2.3",
    "[::1]:4242",
    "grok.localhost",
    "localhost.",
  ])
    assert.ok(allowed({ host }), host);
});

test("a name that is not the server's is refused, although it may point here (DNS rebinding)", () => {
  for (const host of [
    "evil.example",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "192.168.1.5",
    "[fe80::1]",
    "",
    "a@localhost",
    "localhost/x",
    undefined,
  ])
    assert.ok(!allowed({ host }), String(host));
});

test("a server on all addresses is reached by address and by its given names alone", () => {
  for (const host of ["192.168.1.5:4242", "[fe80::1]:4242", "grok.example.org", "localhost"])
    assert.ok(allowed({ host }, everywhere), host);
  assert.ok(!allowed({ host: "evil.example" }, everywhere));
});

test("a server on one address is reached by that address", () => {
  assert.ok(allowed({ host: "192.168.1.5:4242" }, { host: "192.168.1.5", names: [] }));
  assert.ok(!allowed({ host: "192.168.1.6:4242" }, { host: "192.168.1.5", names: [] }));
});

test("a page may use the server only from the same host and port", () => {
  assert.ok(allowed({ origin: "http://localhost:4242" }));
  assert.ok(allowed({ host: "grok.example.org", origin: "https://grok.example.org" }, everywhere));
  for (const origin of [
    "http://evil.example",
    "http://localhost:3000",
    "https://localhost",
    "null",
    "",
    "file://",
  ])
    assert.ok(!allowed({ origin }), origin);
});

test("a request without Origin that a browser marks as another site's may read pages and nothing else", () => {
  assert.ok(!allowed({ fetchSite: "cross-site" }));
  assert.ok(!allowed({ fetchSite: "same-site" }));
  assert.ok(allowed({ fetchSite: "cross-site", method: "GET" }));
  assert.ok(allowed({ fetchSite: "same-origin" }));
  assert.ok(allowed({ fetchSite: "none" }));
});

test("the refusal names what was wrong and the way on", () => {
  assert.match(siteRefusal(request({ host: "grok.lan" }), loopback)!, /"grok\.lan".*--names/);
  assert.match(siteRefusal(request({ origin: "http://evil.example" }), loopback)!, /http:\/\/evil\.example/);
});
