import assert from "node:assert/strict";
import { test } from "node:test";
import type { FeedNews, Post } from "@grok/posts";
import fc from "fast-check";
import { eventsOfLines } from "./events-of-lines.ts";
import { parsePostLine } from "./post-line.ts";
import { type Line, LineSplitter } from "./split-lines.ts";

const nowMs = Date.UTC(2026, 10, 22);
const postOf = (value: unknown): Post => {
  const { event } = parsePostLine(value, "file", nowMs);
  assert.ok(event?.type === "post");
  return event.post;
};

test("a text and an author make a post, and the same line again makes the same", () => {
  const post = postOf({ text: "hello", author: "mira" });
  assert.deepEqual(post.author, { id: "mira", handle: "mira", name: "" });
  assert.deepEqual([post.source, post.createdAtMs, post.arrivedAtMs], ["file", nowMs, nowMs]);
  assert.equal(postOf({ author: "mira", text: "hello" }).id, post.id);
  assert.notEqual(postOf({ text: "hello", author: "kit" }).id, post.id);
  assert.notEqual(postOf({ text: "hello", author: "mira", createdAt: 5 }).id, post.id);
});

test("everything that a post has can be said", () => {
  const post = postOf({
    id: "7",
    text: "hello",
    author: { id: "u1", name: "Mira" },
    createdAt: "2026-11-21T10:00:00Z",
    language: "en",
    url: "https://n.example/7",
    replyTo: "6",
    repostOf: "5",
    media: ["image"],
    links: ["https://n.example"],
    likes: 3,
    reposts: 2,
    replies: 1,
    mood: "unknown fields are left out",
  });
  assert.deepEqual(post, {
    source: "file",
    id: "7",
    text: "hello",
    author: { id: "u1", handle: "u1", name: "Mira" },
    createdAtMs: Date.UTC(2026, 10, 21, 10),
    arrivedAtMs: nowMs,
    language: "en",
    url: "https://n.example/7",
    replyTo: "6",
    repostOf: "5",
    media: ["image"],
    links: ["https://n.example"],
    engagement: { likes: 3, reposts: 2, replies: 1 },
  });
});

test("a post of tomorrow is of now, and a deletion names its id", () => {
  assert.equal(postOf({ text: "x", author: "a", createdAt: nowMs + 1e9 }).createdAtMs, nowMs);
  assert.deepEqual(parsePostLine({ delete: "7" }, "push", nowMs), {
    event: { type: "delete", ref: { source: "push", id: "7" } },
  });
});

const refused: [value: unknown, path: string][] = [
  [null, ""],
  ["text", ""],
  [{ text: "x" }, "author"],
  [{ author: "a" }, "text"],
  [{ text: "x", author: {} }, "author"],
  [{ text: "x", author: "a", createdAt: "yesterday" }, "createdAt"],
  [{ text: "x", author: "a", media: ["smell"] }, "media.0"],
  [{ text: "x", author: "a", likes: -1 }, "likes"],
  [{ delete: 7 }, "delete"],
];
for (const [value, path] of refused)
  test(`${JSON.stringify(value)} is refused at "${path}"`, () => {
    const parsed = parsePostLine(value, "file", nowMs);
    assert.equal(parsed.event, null);
    assert.equal("path" in parsed && parsed.path, path);
  });

test("whatever the pieces, the lines and their places are those of the whole", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "\n", "\r\n", "\u00e9", "\u{1f600}", "\r") });
  fc.assert(
    fc.property(text, fc.array(fc.nat(9), { minLength: 1 }), (whole, sizes) => {
      const bytes = Buffer.from(whole);
      const splitter = new LineSplitter(1_000);
      const lines: Line[] = [];
      for (let at = 0, n = 0; at < bytes.length; n++) {
        const end = at + sizes[n % sizes.length]! + 1;
        const chunk = Buffer.from(bytes.subarray(at, end));
        lines.push(...splitter.push(chunk));
        chunk.fill(0);
        at = end;
        // A reader that begins there gets the rest.
        const { offset, line } = splitter.position;
        assert.equal(bytes.subarray(0, offset).toString().split("\n").length - 1, line);
      }
      const last = splitter.finish();
      const expected = whole.split("\n").map((each) => each.replace(/\r$/, ""));
      if (whole.endsWith("\n") || whole === "") expected.pop();
      assert.deepEqual(
        [...lines, ...(last === null ? [] : [last])].map((line) => line.text),
        expected,
      );
      assert.equal(splitter.position.offset, bytes.length);
    }),
  );
});

test("a line that is too long is left out, without being held", () => {
  const splitter = new LineSplitter(10);
  const lines = [
    ...splitter.push(Buffer.from("short\n0123456789ab")),
    ...splitter.push(Buffer.from("cdef\nnext\n")),
  ];
  assert.deepEqual(lines, [
    { number: 1, text: "short" },
    { number: 2, text: null },
    { number: 3, text: "next" },
  ]);
});

test("empty lines are skipped, and what cannot be read is counted with the last place", () => {
  const news: FeedNews[] = [];
  const lines = ["", '{"text":"x","author":"a"}', "{", '{"text":"x"}', " "].map((text, at) => ({
    number: at + 1,
    text,
  }));
  const events = eventsOfLines([...lines, { number: 6, text: null }], "file", nowMs, (each) =>
    news.push(each),
  );
  assert.equal(events.length, 1);
  assert.deepEqual(news, [{ type: "unreadable", count: 3, message: "Line 6 is too long." }]);
});
