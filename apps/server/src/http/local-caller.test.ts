import assert from "node:assert/strict";
import { test } from "node:test";
import { isLocalCaller } from "./local-caller.ts";

const local = (headers: Record<string, string>, remoteAddress: string | undefined = "127.0.0.1") =>
  isLocalCaller({ headers: { host: "localhost:4242", ...headers }, socket: { remoteAddress } });

test("whoever asks this machine by its own name, from it, sits at it", () => {
  assert.ok(local({}));
  assert.ok(local({}, "::1"));
  assert.ok(local({}, "::ffff:127.0.0.1"));
  assert.ok(local({ host: "[::1]:4242" }, "::1"));
  assert.ok(isLocalCaller({ headers: { ":authority": "127.0.0.1:1" }, socket: { remoteAddress: "::1" } }));
});

test("other machines do not, nor does a connection that is gone", () => {
  assert.ok(!local({}, "192.168.1.5"));
  assert.ok(!local({}, "::ffff:10.0.0.1"));
  assert.ok(!isLocalCaller({ headers: { host: "localhost" }, socket: {} }));
});

test("what a proxy passes on comes from elsewhere, although the proxy is here", () => {
  for (const header of ["forwarded", "via", "x-forwarded-for", "x-forwarded-proto", "x-real-ip", "cf-ray"])
    assert.ok(!local({ [header]: "1" }), header);
  assert.ok(!local({ host: "grok.example.org" }));
  assert.ok(!local({ host: "" }));
});
