import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { sendFile, startServer } from "../../test/file-server.ts";
import { someBytes } from "../../test/hub-under-test.ts";
import { mayGoAnywherePublic } from "./follow-redirects.ts";
import { httpSource } from "./http-source.ts";

const options = { fetch, name: "it", stallMs: 5_000, gatedMessage: "closed", mayGoTo: mayGoAnywherePublic };
const signal = new AbortController().signal;

test("a body that is read late is whole, whatever the garbage collector did in between", async (t) => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const bytes = someBytes(300_000);
  const server = await startServer(t, (...args) => sendFile(...args, bytes));
  const source = httpSource({ ...options, url: new URL(`${server.origin}/file`) });
  const replies = [];
  for (let index = 0; index < 5; index += 1) replies.push(await source.open(0, undefined, signal));
  for (let round = 0; round < 3; round += 1) {
    collect();
    await wait(10);
  }
  for (const reply of replies) {
    assert.ok(reply.kind === "bytes");
    let count = 0;
    for await (const chunk of reply.body) count += chunk.length;
    assert.equal(count, bytes.length);
  }
});

test("a range that starts elsewhere than asked is refused", async (t) => {
  const server = await startServer(
    t,
    (_request, response) =>
      void response.writeHead(206, { "content-range": "bytes 0-9/10" }).end("0123456789"),
  );
  const source = httpSource({ ...options, url: new URL(`${server.origin}/file`) });
  await assert.rejects(source.open(5, undefined, signal), { code: "no-source", message: /other bytes/ });
});

test("a position behind the end is told as the end, with the size", async (t) => {
  const server = await startServer(t, (...args) => sendFile(...args, someBytes(10)));
  const source = httpSource({ ...options, url: new URL(`${server.origin}/file`) });
  assert.deepEqual(await source.open(10, undefined, signal), { kind: "end", totalBytes: 10 });
});

test("weak tags are not kept, because they do not promise the same bytes", async (t) => {
  const server = await startServer(t, (...args) => sendFile(...args, someBytes(10), { etag: 'W/"x"' }));
  const source = httpSource({ ...options, url: new URL(`${server.origin}/file`) });
  const reply = await source.open(0, undefined, signal);
  assert.ok(reply.kind === "bytes");
  assert.equal(reply.etag, undefined);
});

test("a redirect may change the host only by HTTPS and never leads from outside to the inside", () => {
  const may = (next: string, first = "https://hub.test/x") =>
    mayGoAnywherePublic(new URL(next), new URL(first));
  assert.equal(may("https://cdn.test/x"), true);
  assert.equal(may("https://hub.test/y"), true);
  assert.equal(may("http://cdn.test/x"), false);
  for (const inside of [
    "127.0.0.1",
    "localhost",
    "10.1.2.3",
    "192.168.0.1",
    "172.20.0.1",
    "169.254.169.254",
    "[::1]",
    "[fd00::1]",
    "x.local",
    "[::ffff:127.0.0.1]",
  ]) {
    assert.equal(may(`https://${inside}/x`), false, inside);
    assert.equal(may(`https://${inside}/x`, "https://10.0.0.1/"), true, inside);
  }
  assert.equal(may("https://172.32.0.1/x"), true);
});
