import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { excerptLengthMax, excerptOf } from "./excerpt.ts";
import { parseQuery } from "./search-query.ts";
import { indexText, wordsOf } from "./search-words.ts";

describe("indexText", () => {
  test("folds case, width and diacritics and cuts at everything else", () => {
    assert.equal(indexText("Café CAFE ＣＡＦＥ, cafe\u0301!"), "cafe cafe cafe cafe");
    assert.equal(indexText("don't node_id 3.14 Straße İzmir"), "don t node id 3 14 strasse izmir");
    assert.equal(indexText("Ёлка и Μάιος"), "елка и μαιος");
    assert.equal(indexText("!? — 😀"), "");
  });

  test("takes scripts without spaces as pairs of neighbours", () => {
    assert.equal(indexText("你好世界"), "你好 好世 世界 界");
    assert.equal(indexText("用GPT写。"), "用 gpt 写");
    assert.equal(indexText("ｶﾞラス、コーヒー"), indexText("ガラス、コーヒー"));
    assert.equal(indexText("한국어".normalize("NFD")), "한국 국어 어");
  });

  test("compares very long words by their beginning", () => {
    assert.equal(indexText("a".repeat(10_000)), "a".repeat(64));
  });
});

test("words lie where they say", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (raw) => {
      const text = raw.normalize("NFC");
      let at = 0;
      for (const word of wordsOf(text))
        for (const term of word.type === "word" ? [word.term] : word.terms) {
          assert.ok(term.start >= at && term.end > term.start && term.end <= text.length);
          at = term.end;
        }
    }),
  );
});

describe("parseQuery", () => {
  test("takes the last word as half typed, and nothing as an operator", () => {
    assert.deepEqual(parseQuery('Blue OR "NOT* wha'), [
      { type: "word", text: "blue", prefix: false },
      { type: "word", text: "or", prefix: false },
      { type: "word", text: "not", prefix: false },
      { type: "word", text: "wha", prefix: true },
    ]);
    assert.deepEqual(parseQuery("世界"), [{ type: "dense", characters: ["世", "界"] }]);
  });

  test("finds no term in a wordless query, and each term once", () => {
    assert.deepEqual(parseQuery(" … 😀 "), []);
    assert.equal(parseQuery("a b a b").length, 3);
  });

  test("refuses a query that is too long", () => {
    assert.throws(() => parseQuery("x".repeat(1_001)), { code: "bad-input", message: /1001.*1000/ });
  });
});

describe("excerptOf", () => {
  const marked = (text: string, query: string) => {
    const { excerpt, matches } = excerptOf(text, parseQuery(query));
    const found: string[] = [];
    for (let at = 0; at < matches.length; at += 2) found.push(excerpt.slice(matches[at], matches[at + 1]));
    return { excerpt, found };
  };

  test("marks words, beginnings of words and characters", () => {
    assert.deepEqual(marked("The Café is blue.", "cafe blu"), {
      excerpt: "The Café is blue.",
      found: ["Café", "blue"],
    });
    assert.deepEqual(marked("你好，世界和平。世界", "世界").found, ["世界", "世界"]);
  });

  test("stands around the match in a long text and says what is left out", () => {
    const text = `${"lorem ipsum ".repeat(1_000)}needle${" dolor sit".repeat(1_000)}`;
    const { excerpt, found } = marked(text, "needle");
    assert.match(excerpt, /^…(?:lorem|ipsum).*needle.*…$/);
    assert.deepEqual(found, ["needle"]);
  });

  test("prefers the place that shows most of the query", () => {
    const text = `one ${"x ".repeat(300)} two one three ${"y ".repeat(300)}`;
    assert.deepEqual(marked(text, "one two three").found, ["two", "one", "three"]);
  });

  test("shows the beginning where nothing is found, on one line", () => {
    assert.deepEqual(marked("a\nb\tc", "zzz"), { excerpt: "a b c", found: [] });
  });

  test("is never too long, never cuts a character, and its matches are in order", () => {
    const words = fc.constantFrom("a", "ab", "世界", "\n", "😀😀", "é", "word", " ");
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 400 }),
        fc.constantFrom("a", "世", "word a"),
        (parts, query) => {
          const { excerpt, matches } = excerptOf(parts.join(" "), parseQuery(query));
          assert.ok(excerpt.length <= excerptLengthMax);
          assert.ok(excerpt.isWellFormed());
          assert.deepEqual(
            matches,
            matches.toSorted((left, right) => left - right),
          );
          assert.ok(matches.every((at) => at >= 0 && at <= excerpt.length));
        },
      ),
    );
  });
});
