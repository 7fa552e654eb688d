import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkText, cleanText, utf8Bytes } from "./message-text.ts";

test("utf8Bytes counts as an encoder does", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      assert.equal(utf8Bytes(text), Buffer.byteLength(text, "utf8"));
    }),
  );
  assert.equal(utf8Bytes("a\ud800b\udc00"), Buffer.byteLength("a\ud800b\udc00"));
});

test("a text at the limit is taken, one byte more is refused with both numbers", () => {
  checkText("é".repeat(5), 10, "the message");
  assert.throws(() => checkText(`${"é".repeat(5)}a`, 10, "the message"), {
    code: "bad-input",
    message: "the message is 11 bytes long, the limit is 10",
  });
  assert.throws(() => checkText("a".repeat(11), 10, "the message"), /at least 11 bytes.*limit is 10/);
});

test("half a character and a NUL are refused", () => {
  assert.throws(() => checkText("a\ud83d", 100, "it"), { code: "bad-input", message: /surrogate/ });
  assert.throws(() => checkText("ab\0", 100, "it"), { code: "bad-input", message: /NUL.*place 2/ });
});

test("cleaned text passes the check", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a", "\0", "\ud83d", "\ude00", "字")).map((units) => units.join("")),
      (text) => checkText(cleanText(text), 10_000, "it"),
    ),
  );
  assert.equal(cleanText("plain 😀"), "plain 😀");
});
