import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readEvents, type StreamEvent } from "./event-stream.ts";

const encoder = new TextEncoder();

async function eventsIn(chunks: readonly Uint8Array[]): Promise<StreamEvent[]> {
  const rest = [...chunks];
  return Array.fromAsync(readEvents(async () => rest.shift(), "http://models.example/v1"));
}

const data = async (text: string) => (await eventsIn([encoder.encode(text)])).map((event) => event.data);

test("events are separated by empty lines, with any of the three line ends", async () => {
  assert.deepEqual(await data('data: {"a":1}\n\ndata: {"b":2}\n\n'), ['{"a":1}', '{"b":2}']);
  assert.deepEqual(await data('data: {"a":1}\r\n\r\ndata: {"b":2}\r\n\r\n'), ['{"a":1}', '{"b":2}']);
  assert.deepEqual(await data('data: {"a":1}\r\rdata: {"b":2}\r\r'), ['{"a":1}', '{"b":2}']);
});

test("comments, other fields and a byte order mark are not events", async () => {
  assert.deepEqual(await data(": ping\n\n\ufeffid: 3\nretry: 5\n: ping\ndata:1\n\n:\n\n"), ["1"]);
});

test("an event's name is kept and its data lines are joined", async () => {
  assert.deepEqual(await eventsIn([encoder.encode("event: error\ndata: {\ndata: }\n\n")]), [
    { name: "error", data: "{\n}" },
  ]);
});

test("a last event without an empty line counts where it is whole", async () => {
  assert.deepEqual(await data("data: 1\n\ndata: [DONE]"), ["1", "[DONE]"]);
  assert.deepEqual(await data('data: {"a":1}\n'), ['{"a":1}']);
  assert.deepEqual(await data('data: {"a":'), []);
});

test("an event over the limit is refused, in one chunk or in many", async () => {
  const huge = encoder.encode(`data: ${"x".repeat(3 * 1024 * 1024)}\n\n`);
  const many = Array.from({ length: 300 }, (_, index) => huge.subarray(index * 10_000, (index + 1) * 10_000));
  const lines = encoder.encode("data: 0123456789\n".repeat(200_000));
  for (const chunks of [[huge], many, [lines]])
    await assert.rejects(eventsIn(chunks), { name: "ModelError", code: "bad-answer", message: /1048576/ });
});

test("a huge line that is no field is skipped without being kept", async () => {
  assert.deepEqual(await data(`: ${"x".repeat(4 * 1024 * 1024)}\ndata: 1\n\n`), ["1"]);
});

test("an event just within the limit is read", async () => {
  const value = JSON.stringify("x".repeat(900_000));
  assert.deepEqual(await data(`data: ${value}\n\n`), [value]);
});

test("however the bytes are cut, the events are the same", async () => {
  const text =
    '\ufeffevent: x\r\ndata: {"t":"naïve 日本 👩‍🚀"}\r\n\r\n: ping\n\ndata: {"t":2}\n\ndata: [DONE]\n\n';
  const bytes = encoder.encode(text);
  const whole = await eventsIn([bytes]);
  assert.equal(whole.length, 3);
  for (let at = 0; at <= bytes.length; at++)
    assert.deepEqual(await eventsIn([bytes.subarray(0, at), bytes.subarray(at)]), whole, `cut at ${at}`);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 20 }), async (cuts) => {
      const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
      const chunks = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
      assert.deepEqual(await eventsIn(chunks), whole);
    }),
  );
});
