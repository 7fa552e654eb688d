import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseFirstWire, parseSecondWire } from "./jetstream-message.ts";

const did = "did:plc:mira2222222222222222aaaa";
const type = "network.bsky.jetstream.subscribeEvents";
const second = (payload: object) => parseSecondWire(JSON.stringify({ $type: "message", payload }));

test("times of the second wire are exact to the microsecond", () => {
  const told = second({ $type: `${type}#sync`, seq: 5, did, time: "2026-09-01T12:00:00.123456Z", sync: {} });
  assert.deepEqual(told, { kind: "other", seq: 5, did, timeUs: Date.UTC(2026, 8, 1, 12) * 1_000 + 123_456 });
});

test("when the instance saw an event counts, not what an operator set", () => {
  const time = "2020-01-01T00:00:00.000000Z";
  const witnessedAt = "2026-09-01T12:00:00.000007Z";
  const told = second({ $type: `${type}#sync`, seq: 5, did, time, witnessedAt });
  assert.equal("timeUs" in told && told.timeUs, Date.UTC(2026, 8, 1, 12) * 1_000 + 7);
});

test("what a later version may add is read over", () => {
  const told = parseFirstWire(JSON.stringify({ did, time_us: 1, kind: "mystery", mystery: {}, cursor: 9 }));
  assert.deepEqual(told, { kind: "other", seq: null, timeUs: 1, did });
  assert.equal(second({ $type: `${type}#mystery`, seq: 1, did, time: "2026-09-01T12:00:00Z" }).kind, "other");
});

test("an author or key that is none is refused", () => {
  const commit = { operation: "delete", collection: "app.bsky.feed.post", rkey: "a/b" };
  assert.throws(() => parseFirstWire(JSON.stringify({ did, time_us: 1, kind: "commit", commit })));
  assert.throws(() => parseFirstWire(JSON.stringify({ did: "mira", time_us: 1, kind: "identity" })));
});

test("whatever comes, it is a message or an error that can be caught", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      for (const parse of [parseFirstWire, parseSecondWire]) {
        try {
          assert.ok(parse(text).kind);
        } catch (error) {
          assert.ok(error instanceof Error);
        }
      }
    }),
  );
});
