import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { xFeed } from "../../src/x/x-feed.ts";
import { patientTools, Reading } from "../feed-under-test.ts";
import { mockPost } from "./mock-posts.ts";

const path = "/2/tweets/search/stream";

/** X, as far as a stream needs it: one rule, and a body in these pieces. */
function xThatSends(pieces: readonly Uint8Array[]): typeof fetch {
  return async (address) => {
    if (!String(address).includes(`${path}?`))
      return Response.json({ data: [{ id: "1", value: "r", tag: "grok:1" }] });
    let at = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (sink) => (at < pieces.length ? sink.enqueue(pieces[at++]!) : sink.close()),
    });
    return new Response(body);
  };
}

const text = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
  .filter((each) => each.trim() !== "");

test("a stream tells the same wherever its bytes are cut, and whatever keeps it alive between", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ text, beats: fc.nat(2) }), { minLength: 1, maxLength: 8 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }),
      async (told, cuts) => {
        const plain = told.map(({ text }) => text.replaceAll("&", "+"));
        const lines = told.map(({ beats }, n) => {
          const data = JSON.stringify({ data: mockPost(n, plain[n]!), matching_rules: [{ id: "1" }] });
          return `${"\r\n".repeat(beats)}${data}\r\n`;
        });
        const bytes = new TextEncoder().encode(lines.join(""));
        const edges = [...new Set([0, ...cuts.map((cut) => Math.floor(cut * bytes.length)), bytes.length])];
        edges.sort((a, b) => a - b);
        const pieces = edges.slice(1).map((edge, at) => bytes.slice(edges[at], edge));
        const given = { token: "key", budget: "100", rules: "r", address: "https://x.example" };
        const reading = new Reading(xFeed.create(given, patientTools({ fetch: xThatSends(pieces) })));
        await assert.rejects(reading.posts(told.length + 1), /ended the stream/);
        assert.deepEqual(
          reading.texts,
          plain.map((each) => each.trim()),
        );
        assert.deepEqual(
          reading.news.filter(({ type }) => type === "unreadable"),
          [],
        );
      },
    ),
    { numRuns: 60 },
  );
});
