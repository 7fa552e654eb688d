import assert from "node:assert/strict";
import { test } from "node:test";
import { PostsError } from "@grok/posts";
import fc from "fast-check";
import { readServerEvents, type ServerEvent } from "./read-server-events.ts";

const limits = { host: "m.example", silenceMs: 5_000, charsMax: 1_000 };

function bodyOf(pieces: readonly Uint8Array[], end: "closes" | "stays" | "breaks" = "closes") {
  const left = [...pieces];
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = left.shift();
      if (piece !== undefined) controller.enqueue(piece);
      else if (end === "closes") controller.close();
      else if (end === "breaks") controller.error(new TypeError("terminated"));
    },
    cancel() {
      cancelled = true;
    },
  });
  return { body, wasCancelled: () => cancelled };
}

async function readAll(body: ReadableStream<Uint8Array>, change: Partial<typeof limits> = {}) {
  const events: ServerEvent[] = [];
  for await (const group of readServerEvents(body, { ...limits, ...change })) events.push(...group);
  return events;
}

const isCode = (code: string) => (error: unknown) => error instanceof PostsError && error.code === code;

test("events are the same whatever the pieces, with comments and line ends of all kinds between", async () => {
  const wire = Buffer.from(
    ':thump\n\nevent: update\ndata: {"a":"\u00e9\u{1f600}"}\n\n:thump\r\n\r\ndata: one\r\ndata: two\r\n\r\nevent: delete\rdata: 7\r\rdata: torn',
  );
  const expected = [
    { name: "update", data: '{"a":"\u00e9\u{1f600}"}' },
    { name: "message", data: "one\ntwo" },
    { name: "delete", data: "7" },
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(12), { minLength: 1 }), async (sizes) => {
      const pieces: Uint8Array[] = [];
      for (let at = 0, n = 0; at < wire.length; n++) {
        const end = at + sizes[n % sizes.length]! + 1;
        pieces.push(wire.subarray(at, end));
        at = end;
      }
      assert.deepEqual(await readAll(bodyOf(pieces).body), expected);
    }),
  );
});

test("an event without end is an error once it is too long", async () => {
  const endless = Array.from({ length: 50 }, () => Buffer.from(`data: ${"x".repeat(100)}\n`));
  const { body, wasCancelled } = bodyOf(endless, "stays");
  await assert.rejects(readAll(body), isCode("bad-answer"));
  assert.ok(wasCancelled());
});

test("silence and a broken connection make the source unreachable", async () => {
  await assert.rejects(
    readAll(bodyOf([Buffer.from(":hi\n")], "stays").body, { silenceMs: 20 }),
    isCode("unreachable"),
  );
  await assert.rejects(readAll(bodyOf([], "breaks").body), isCode("unreachable"));
});

test("leaving lets go of the body", async () => {
  const { body, wasCancelled } = bodyOf([Buffer.from("data: one\n\n")], "stays");
  for await (const [event] of readServerEvents(body, limits)) {
    assert.equal(event?.data, "one");
    break;
  }
  assert.ok(wasCancelled());
});
