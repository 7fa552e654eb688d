import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { escapeMarkdown, shownHandle } from "./escape-markdown.ts";
import { foldSpace, postSentences } from "./post-sentences.ts";

test("sentences end at marks, lines and addresses, but not within numbers, times and titles", () => {
  assert.deepEqual(
    postSentences("Peak at 23.30. Look east!\nDr. Vance agrees at 4.25 percent. More: https://a.example/b"),
    ["Peak at 23.30.", "Look east!", "Dr. Vance agrees at 4.25 percent."],
  );
  assert.deepEqual(postSentences("大桥今天通车了。请注意安全！"), ["大桥今天通车了。", "请注意安全！"]);
});

test("brackets, mail and turning characters are in none; names of people may be", () => {
  assert.deepEqual(postSentences("The bridge is open [1] and mail me@evil.example says @mira.example so"), [
    "The bridge is open",
    "and mail",
    "says @mira.example so",
  ]);
});

test("every sentence is a part of the text, bounded, whatever the text is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 900 }), (text) => {
      for (const sentence of postSentences(text)) {
        assert.ok(foldSpace(text).includes(sentence));
        assert.ok(sentence.length <= 280 && sentence.isWellFormed() === text.isWellFormed());
      }
    }),
  );
});

test("a handle from another server is no address of mail, and one of marks is none", () => {
  assert.equal(shownHandle("mira.example"), "@mira.example");
  assert.equal(shownHandle("@mira@server.example"), "@mira (server.example)");
  assert.equal(shownHandle("[x](http://evil)"), "@xhttpevil");
  assert.equal(shownHandle("***"), "");
  assert.equal(escapeMarkdown("*a* <b> `c` $1 & &lt;"), "\\*a\\* \\<b\\> \\`c\\` \\$1 & \\&lt;");
});

test("tags and names alone are no passage", () => {
  assert.deepEqual(postSentences("The 7:40 is late. #trains #morning @mira"), ["The 7:40 is late."]);
  assert.deepEqual(postSentences("#trains"), []);
});
