import assert from "node:assert/strict";
import { test } from "node:test";
import type { FeedSocket } from "../feed-module.ts";
import { nextMessages } from "./next-messages.ts";

function socketThatSays(texts: readonly string[]): FeedSocket {
  const left = [...texts];
  return {
    get waiting() {
      return left.length;
    },
    next: () => (left.length > 0 ? Promise.resolve(left.shift()!) : new Promise(() => {})),
    closedBecause: null,
    close() {},
  };
}

const { signal } = new AbortController();
const event = JSON.stringify({ did: "did:plc:mira", time_us: 1, kind: "identity", identity: {} });

test("what came together is read together, and what is no message counted", async () => {
  const stream = {
    socket: socketThatSays([event, "{", event]),
    host: "h",
    wire: "v1",
    dictionary: null,
  } as const;
  const next = await nextMessages(stream, { silenceMsMax: null, tools: { sleep: async () => {} }, signal });
  assert.equal(next?.messages.length, 2);
  assert.equal(next?.unreadable, 1);
});

test("a server that is busy as a rule and tells nothing is left", async () => {
  const stream = { socket: socketThatSays([]), host: "h", wire: "v1", dictionary: null } as const;
  const reading = nextMessages(stream, { silenceMsMax: 30_000, tools: { sleep: async () => {} }, signal });
  await assert.rejects(reading, /h told nothing for 30 s/);
});
