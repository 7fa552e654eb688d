import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { samplePost } from "../../test/sample-post.ts";
import { matchesPost } from "./matches-post.ts";
import { parsePostQuery } from "./parse-post-query.ts";
import { postQueryToText } from "./query-to-text.ts";
import { readPostQuery } from "./read-post-query.ts";

const finds = (query: string, post: Parameters<typeof samplePost>[0]) =>
  matchesPost(parsePostQuery(query), samplePost(post));

describe("a query", () => {
  test("finds posts that hold all of its words, whatever their case, width and accents", () => {
    assert.ok(finds("CAFE harbour", { text: "Café at the ｈａｒｂｏｕｒ" }));
    assert.ok(!finds("cafe bakery", { text: "Café at the harbour" }));
    assert.ok(finds("dont", { text: "I don't know" }));
  });

  test("takes what stands in quotes as it stands", () => {
    assert.ok(finds('"moon rises"', { text: "The moon rises at nine" }));
    assert.ok(!finds('"rises moon"', { text: "The moon rises at nine" }));
    assert.ok(finds("first-quarter", { text: "a first quarter moon" }));
    assert.ok(finds("“moon rises”", { text: "moon rises" }));
  });

  test("takes OR between two terms, and minus for what must not be there", () => {
    assert.ok(finds("moon OR sun rises", { text: "the sun rises" }));
    assert.ok(!finds("moon OR sun rises", { text: "the sun sets" }));
    assert.ok(!finds("moon -full", { text: "a full moon" }));
    assert.ok(!finds('moon -"full of it"', { text: "full of it, said the moon" }));
    assert.ok(finds("OR", { text: "anything" }));
  });

  test("finds any part of a stretch of Chinese, Japanese or Thai", () => {
    const text = "長野、雲が切れてきた。ひとつ流れた。";
    for (const part of ["長野", "雲", "切れてき", "流れた"]) assert.ok(finds(part, { text }), part);
    assert.ok(!finds("野雲", { text }));
    assert.ok(finds("ฝน", { text: "วันนี้ฝนตก" }));
  });

  test("knows tags, mentions, tickers, domains and pictures", () => {
    assert.ok(finds("#rust", { text: "learning #Rust today" }));
    assert.ok(!finds("#rust", { text: "rust on the gate" }));
    assert.ok(finds("rust", { text: "learning #Rust today" }));
    assert.ok(finds("@mira.example", { text: "thanks @mira.example." }));
    assert.ok(finds("$ABC", { text: "$ABC is up" }));
    assert.ok(finds("🌕", { text: "look 🌕" }));
    assert.ok(!finds("@b", { text: "write to a@b" }));
  });

  test("narrows by author, language, source, media and time", () => {
    assert.ok(finds("from:@mira", {}));
    assert.ok(!finds("from:mira", { handle: "ida" }));
    assert.ok(finds("lang:en source:push", {}));
    assert.ok(!finds("lang:de", {}));
    assert.ok(finds("has:image", { media: ["image"] }));
    assert.ok(finds("has:links", { links: ["https://example.org/a"] }));
    assert.ok(finds("since:2026-09-01 until:2026-09-02", {}));
    assert.ok(!finds("until:2026-09-01", {}));
    assert.ok(finds("from:mira from:ida", { handle: "ida" }));
  });

  test("says what it could not understand, and leaves it out", () => {
    const parsed = parsePostQuery("rain since:yesterday source:telegraph has:smell lang:1");
    assert.equal(parsed.problems.length, 4);
    assert.equal(parsed.words.length, 1);
  });

  test("is refused where it cannot be", () => {
    for (const query of [
      { text: "x".repeat(600), order: "latest" as const },
      { text: "", order: "latest" as const, limit: 0 },
      { text: "", order: "latest" as const, limit: 101 },
      { text: "", order: "top" as const, sinceMs: Number.NaN },
      { text: "", order: "top" as const, authors: Array<string>(21).fill("mira") },
    ])
      assert.throws(() => readPostQuery(query), { code: "bad-input" });
  });

  test("takes fields and text together, the narrower time of both", () => {
    const parsed = readPostQuery({
      text: "since:2026-01-02",
      order: "latest",
      sinceMs: 0,
      authors: ["@mira", "ida"],
      excludedAuthors: ["@tom"],
      media: "link",
    });
    assert.equal(parsed.sinceMs, Date.UTC(2026, 0, 2));
    assert.deepEqual(
      parsed.facets.map((terms) => terms.map(({ text }) => text)),
      [["from:mira", "from:ida"], ["has:links"]],
    );
    assert.deepEqual(
      parsed.excluded.map(({ text }) => text),
      ["from:tom"],
    );
  });

  test("looks for words with apostrophes as people write them", () => {
    assert.ok(finds("mira", { text: "that is Mira’s boat" }));
    assert.ok(finds("avion", { text: "l'avion est en retard" }));
    assert.ok(finds("don't", { text: "they don’t know" }));
    assert.ok(finds("mira's boat", { text: "a boat for mira" }));
  });

  test("takes numbers before a character of a script without spaces", () => {
    assert.ok(finds("5月", { text: "明天是5月1日" }));
    assert.ok(finds("5月", { text: "5月に会いましょう" }));
    assert.ok(!finds("5月", { text: "月が5つ" }));
  });

  test("joins operators with OR, and narrows by has: one after the other", () => {
    assert.ok(finds("from:ida OR from:mira", {}));
    assert.ok(finds("lang:de lang:en", {}));
    assert.ok(!finds("has:image has:links", { media: ["image"] }));
    assert.ok(finds("has:image OR has:links", { media: ["image"] }));
    assert.ok(finds("has:media", { media: ["audio"] }));
    assert.ok(finds("-has:media -lang:de", {}));
    assert.equal(parsePostQuery("rain OR from:mira from:mira OR rain").problems.length, 1);
  });

  test("gives up words, but neither quotes nor what narrows, where it is relaxed", () => {
    const some = (query: string, text: string) =>
      matchesPost(parsePostQuery(query), samplePost({ text }), "any");
    assert.ok(some("moon zeppelin", "the moon"));
    assert.ok(!some('"moon zeppelin"', "the moon"));
    assert.ok(!some("moon zeppelin -the", "the moon"));
    assert.ok(!some("moon zeppelin lang:de", "the moon"));
    assert.ok(some("北京今天下雨吗", "北京的月亮"));
    assert.ok(!some("北京今天下雨吗", "上海的月亮"));
  });

  test("reads again what it wrote, whatever was typed", () => {
    const word = fc.oneof(
      fc.constantFrom(
        "rain",
        "first-quarter",
        "OR",
        "AND",
        "#rust-y",
        "#Tag_1,",
        "@mira.example.",
        "$ABC",
        "$5",
        "雨",
        "5月",
        "東京",
      ),
      fc.constantFrom(
        "🌕",
        "🎉🔥",
        "🇵🇱",
        "https://example.org/a",
        "it's",
        "(a)",
        "-",
        "--x",
        "since:2026-01-02",
        "until:2026-01-02T03:04:05.678Z",
      ),
      fc.constantFrom(
        "from:@mira",
        "from:did:plc:abc",
        "lang:zh-Hans",
        "source:X",
        "has:media",
        "has:image",
        '"a b"',
        '"',
        "“c d”",
        "from:",
        "＃full",
      ),
      fc.string({ unit: "grapheme", maxLength: 8 }),
      fc.string({ unit: "binary", maxLength: 8 }),
    );
    const typed = fc
      .array(fc.tuple(fc.constantFrom("", "", "-", '"'), word))
      .map((all) => all.map((each) => each.join("")).join(" "));
    fc.assert(
      fc.property(typed, (text) => {
        const parsed = { ...parsePostQuery(text), problems: [] };
        const written = postQueryToText(parsed);
        if (written.length > 512) return;
        assert.deepEqual({ ...parsePostQuery(written), problems: [] }, parsed, written);
      }),
      { numRuns: 5_000 },
    );
  });
});
