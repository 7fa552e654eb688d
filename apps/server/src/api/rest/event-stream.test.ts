import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { afterEach, mock, test } from "node:test";
import type { Response } from "../../http/handler.ts";
import type { ApiCall } from "./api-call.ts";
import { EventStream } from "./event-stream.ts";

afterEach(() => mock.timers.reset());

/** A call whose client takes `room` bytes before it has to be read from. */
function scene(room: number) {
  mock.timers.enable({ apis: ["setInterval", "setTimeout"] });
  const client = new PassThrough({ highWaterMark: room });
  const response = Object.assign(client, {
    writeHead: () => client,
    headersSent: true,
    statusCode: 200,
    setHeader() {},
  });
  const gone = new AbortController();
  const call = {
    response: response as unknown as Response,
    gone: gone.signal,
    signal: gone.signal,
    abort: (reason: unknown) => gone.abort(reason),
  } as ApiCall;
  return { client, gone, events: new EventStream(call, {}), read: () => String(client.read() ?? "") };
}

test("events are told as they come, and the last one ends the stream", async () => {
  const { client, events } = scene(10_000);
  await events.send({ a: 1 }, "one");
  await events.send("[DONE]");
  events.end({ data: { b: 2 } });
  const told = (await client.setEncoding("utf8").toArray()).join("");
  assert.equal(told, ': served\n\nevent: one\ndata: {"a":1}\n\ndata: [DONE]\n\ndata: {"b":2}\n\n');
});

test("no silence lasts 15 seconds, and none is filled that is not there", async () => {
  const { events, read } = scene(10_000);
  read();
  for (let at = 0; at < 4; at++) {
    await events.send("x");
    mock.timers.tick(7_000);
  }
  assert.equal(read(), "data: x\n\n".repeat(4));
  mock.timers.tick(7_000);
  assert.equal(read(), ": ping\n\n");
  mock.timers.tick(14_000);
  assert.equal(read(), ": ping\n\n: ping\n\n");
  events.end();
  mock.timers.tick(30_000);
  assert.equal(read(), "");
});

test("whoever writes waits for a slow reader, and for a minute alone for one that takes nothing", async () => {
  const slow = scene(30);
  let isSent = false;
  const sending = slow.events.send("x".repeat(100)).then(() => (isSent = true));
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(isSent, false);
  slow.client.resume();
  await sending;
  mock.timers.reset();

  const stuck = scene(30);
  stuck.client.on("error", () => {});
  const given = stuck.events.send("x".repeat(100));
  mock.timers.tick(60_000);
  await assert.rejects(given, /the reader took nothing for 60 s/);
  assert.equal(stuck.client.destroyed, true);
  await assert.rejects(stuck.events.send("more"), /took nothing/);
});
