import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { describe, test } from "node:test";
import fc from "fast-check";
import { samplePost } from "../../test/sample-post.ts";
import { isFacet } from "./facets.ts";
import { foldText } from "./fold-text.ts";
import { indexTextOf, postTokens } from "./post-words.ts";
import { domainOf, readText } from "./read-text.ts";

const wordsOf = (text: string) => readText(text).words.join(" ");
const marksOf = (text: string) => readText(text).marks.join(" ");

describe("the words of a text", () => {
  test("are letters and digits, folded", () => {
    assert.equal(wordsOf("Rust 1.90 is OUT, n'est-ce pas?"), "rust 1 90 is out n est ce pas");
    assert.equal(wordsOf("Größe STRASSE straße ＣＡＦＥ́"), "grosse strasse strasse cafe");
    assert.equal(wordsOf("Ёлка и Йод"), "елка и иод");
    assert.equal(wordsOf("İstanbul ISTANBUL ıstanbul"), "istanbul istanbul istanbul");
    assert.equal(wordsOf("الْمَطَر كـــثير"), "المطر كثير");
    assert.equal(wordsOf("हिन्दी में"), "हिन्दी में");
  });

  test("are cut at apostrophes where a part can be looked for", () => {
    assert.equal(
      wordsOf("don't we'll Mira's l'avion rock'n'roll O’Neill dogs'"),
      "dont well mira l avion rock n roll o neill dogs",
    );
  });

  test("are pairs in scripts without spaces, and a character that stands alone", () => {
    assert.equal(wordsOf("東京タワー。雨 is ok"), "東京 京タ タワ ワー 雨 is ok");
    assert.equal(wordsOf("iPhone買った"), "iphone 買っ った");
    assert.equal(wordsOf("ｶﾞｷﾞ"), "ガギ");
    assert.equal(wordsOf("𠮷野家"), "𠮷野 野家");
    assert.deepEqual(readText("雨雨の").characters, ["ｃ雨", "ｃの"]);
  });

  test("do not come from addresses, whose domains are marks", () => {
    assert.equal(wordsOf("see https://www.Example.org/path?q=1#x now"), "see now");
    assert.equal(marksOf("see https://www.Example.org/path?q=1#x now"), "ｄexample．org");
    assert.equal(wordsOf("https and http"), "https and http");
    assert.equal(domainOf("http://user.example:80/a"), "user.example");
    assert.equal(domainOf("ftp://a.example"), "");
  });

  test("stay words where they are tags, mentions and cash tags, which are marks, too", () => {
    assert.equal(wordsOf("#Rust_lang by @mira.example, $ABC"), "rust lang by mira example abc");
    assert.equal(marksOf("#Rust_lang by @mira.example, $ABC"), "＃rust＿lang ＠mira．example ＄abc");
    assert.equal(marksOf("a@b.example C#x a#b $5 # @ @@ $toolong1 #東京！"), "＃東京");
    assert.equal(marksOf("#a #A #a"), "＃a");
  });

  test("leave emoji to the marks, without tones and joiners, flags whole", () => {
    assert.equal(marksOf("😂😂 👩🏽‍🚀 🇵🇱 ❤️ ©"), "😂 👩 🚀 🇵🇱 ❤");
    assert.equal(wordsOf("love 😂 it"), "love it");
  });

  test("are never longer than an index holds, and never broken", () => {
    assert.equal(wordsOf("x".repeat(500)).length, 64);
    assert.ok(wordsOf(`x${"𝕏".repeat(80)}`.normalize("NFC")).isWellFormed());
  });
});

describe("tokens of posts", () => {
  test("tell words from all that stands for something else, which no text can write", () => {
    const text = fc.string({ unit: "binary", maxLength: 80 });
    fc.assert(
      fc.property(text, (each) => {
        const { words, marks, characters } = readText(each);
        assert.ok(words.every((word) => word !== "" && !isFacet(word)));
        assert.ok(characters.every(isFacet));
        for (const token of [...words, ...marks, ...characters])
          assert.doesNotMatch(token, /[\s"]|[^a-z0-9\u0080-\u{10ffff}]/u);
        assert.deepEqual(readText(foldText(each)).words, words);
      }),
      { numRuns: 3_000 },
    );
  });

  test("are what SQLite keeps, each whole and in its place", () => {
    const database = new DatabaseSync(":memory:");
    database.exec("CREATE VIRTUAL TABLE held USING fts5 (words, tokenize = 'ascii')");
    database.exec("CREATE VIRTUAL TABLE vocabulary USING fts5vocab (held, 'instance')");
    const insert = database.prepare("INSERT INTO held (rowid, words) VALUES (1, ?)");
    const read = database.prepare("SELECT term FROM vocabulary ORDER BY offset");
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.string({ unit: "grapheme", maxLength: 40 }),
      fc.constantFrom("#a_b @c.d-e $F 東京 🌕🇵🇱 https://x.example/é", "İ ß ﬁ ½ ª Ⅷ"),
    );
    fc.assert(
      fc.property(text, text, (each, handle) => {
        const post = samplePost({
          text: each.replaceAll("\0", ""),
          author: { id: "did:plc:1", handle, name: "" },
          links: ["https://a.example/"],
          media: ["image"],
        });
        database.exec("DELETE FROM held");
        insert.run(indexTextOf(post));
        assert.deepEqual(
          read.all().map(({ term }) => term),
          postTokens(post),
        );
      }),
      { numRuns: 500 },
    );
  });

  test("hold author, language, source, media and links", () => {
    const post = samplePost({
      text: "hi",
      author: { id: "did:plc:1", handle: "mira.example", name: "Mira" },
      language: "en",
      source: "hacker-news",
      media: ["image"],
      links: ["https://news.example/a"],
    });
    assert.equal(
      indexTextOf(post),
      "hi ｄnews．example ａmira．example ａdid：plc：1 ｌen ｓhacker－news ｍimage ｍlinks",
    );
  });
});
