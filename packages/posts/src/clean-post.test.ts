import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { cleanPost } from "./clean-post.ts";
import type { Post, PostMedia } from "./post.ts";
import { postSources } from "./post.ts";

const arrivedAtMs = Date.UTC(2026, 8, 1, 12);

function post(change: Partial<Post>): Post {
  return {
    source: "mastodon",
    id: "1",
    author: { id: "a1", handle: "mira", name: "Mira" },
    text: "Rain over the harbour",
    createdAtMs: arrivedAtMs - 5_000,
    arrivedAtMs,
    language: "en",
    url: "https://social.example/@mira/1",
    replyTo: "",
    repostOf: "",
    media: [],
    links: [],
    engagement: { likes: 0, reposts: 0, replies: 0 },
    ...change,
  };
}

const textOf = (text: string) => cleanPost(post({ text }))?.text;

describe("cleanPost", () => {
  it("leaves a clean post as it is", () => {
    assert.deepEqual(cleanPost(post({})), post({}));
  });

  it("takes out what cannot be seen, and turns of direction", () => {
    assert.equal(textOf("a\u202eb\u2066c\u200bd\ufeffe\u0000f\u{e0041}g"), "abcdefg");
    assert.equal(textOf("soft\u00adhyphen and\u2060word"), "softhyphen andword");
    assert.equal(textOf("pay\u200dpal"), "paypal");
  });

  it("keeps line breaks, and makes one kind of them", () => {
    assert.equal(textOf(" one\r\ntwo\rthree\u2028four\n"), "one\ntwo\nthree\nfour");
  });

  it("keeps joiners where scripts and emoji need them", () => {
    assert.equal(textOf("می\u200cروم"), "می\u200cروم");
    assert.equal(textOf("👩\u200d🚀"), "👩\u200d🚀");
    assert.equal(textOf("❤️"), "❤️");
  });

  it("composes letters and thins out piles of marks", () => {
    assert.equal(textOf("Cafe\u0301"), "Café");
    assert.equal(textOf(`x${"\u0316".repeat(50)}`), `x${"\u0316".repeat(6)}`);
  });

  it("cuts long text between characters", () => {
    const cut = textOf(`${"x".repeat(9_999)}🌕 and more`);
    assert.equal(cut, "x".repeat(9_999));
  });

  it("keeps at most 8 links, and only such that a browser may follow", () => {
    const links = ["javascript:alert(1)", "data:,x", "ftp://a.example", "http://", "https://a b.example"];
    const good = Array.from({ length: 12 }, (_, at) => `https://site.example/${at}`);
    assert.deepEqual(cleanPost(post({ links: [...links, good[0]!, ...good] }))?.links, good.slice(0, 8));
    assert.equal(cleanPost(post({ url: "javascript:alert(1)" }))?.url, "");
  });

  it("never lets a post be younger than its arrival, nor older than all sources", () => {
    assert.equal(cleanPost(post({ createdAtMs: arrivedAtMs + 60_000 }))?.createdAtMs, arrivedAtMs);
    assert.equal(cleanPost(post({ createdAtMs: 5 }))?.createdAtMs, Date.UTC(2006, 0, 1));
    assert.equal(cleanPost(post({ createdAtMs: Number.NaN }))?.createdAtMs, arrivedAtMs);
  });

  it("makes one subtag of a language", () => {
    assert.equal(cleanPost(post({ language: "pt-BR" }))?.language, "pt");
    assert.equal(cleanPost(post({ language: "ZH_hans" }))?.language, "zh");
    assert.equal(cleanPost(post({ language: "english" }))?.language, "");
  });

  it("has no use for a post with nothing to find, but for reposts", () => {
    assert.equal(cleanPost(post({ text: " \u200b\n" })), null);
    assert.equal(cleanPost(post({ text: "", media: ["image"] }))?.text, "");
    assert.equal(cleanPost(post({ text: "", repostOf: "7" }))?.repostOf, "7");
    assert.equal(cleanPost(post({ id: "" })), null);
    assert.equal(cleanPost(post({ id: "x".repeat(513) })), null);
  });

  it("writes a handle without its sign", () => {
    assert.equal(cleanPost(post({ author: { id: "a", handle: "@mira", name: "" } }))?.author.handle, "mira");
    assert.equal(cleanPost(post({ author: { id: "a", handle: "", name: "" } }))?.author.handle, "a");
  });

  it("never throws, keeps its bounds, and changes nothing the second time", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.string({ unit: "grapheme", maxLength: 60 }),
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
        .map((codes) => String.fromCharCode(...codes)),
      fc.constantFrom("👩\u200d🚀\u200d", "\ud800", "e\u0301\u0301\u200c\u200d\u0301", "x".repeat(10_050)),
    );
    const number = fc.oneof(fc.double(), fc.integer());
    const junk: fc.Arbitrary<Post> = fc.record({
      source: fc.constantFrom(...postSources),
      id: text,
      author: fc.record({ id: text, handle: text, name: text }),
      text,
      createdAtMs: number,
      arrivedAtMs: number,
      language: text,
      url: fc.oneof(text, fc.webUrl()),
      replyTo: text,
      repostOf: text,
      media: fc.array(
        fc.oneof(fc.constantFrom<PostMedia[]>("image", "video", "audio"), text as fc.Arbitrary<PostMedia>),
      ),
      links: fc.array(fc.oneof(text, fc.webUrl()), { maxLength: 20 }),
      engagement: fc.record({ likes: number, reposts: number, replies: number }),
    });
    fc.assert(
      fc.property(junk, (given) => {
        const clean = cleanPost(given);
        if (clean === null) return;
        assert.ok(clean.text.length <= 10_000 && clean.text.isWellFormed());
        assert.equal(clean.text, clean.text.normalize("NFC"));
        assert.doesNotMatch(clean.text, /[[\p{Cc}--\n]\u202a-\u202e\u2066-\u2069\u200b\ufeff]/v);
        assert.ok(clean.createdAtMs <= clean.arrivedAtMs && clean.createdAtMs >= Date.UTC(2006, 0, 1));
        assert.ok(clean.links.length <= 8 && clean.links.every((link) => /^https?:\/\//i.test(link)));
        for (const count of Object.values(clean.engagement))
          assert.ok(Number.isSafeInteger(count) && count >= 0);
        assert.deepEqual(cleanPost(clean), clean);
      }),
      { numRuns: 3_000 },
    );
  });
});
