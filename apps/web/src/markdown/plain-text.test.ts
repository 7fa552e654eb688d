import assert from "node:assert/strict";
import { test } from "node:test";
import { plainTextOf } from "./plain-text.ts";

test("the text of a message has no marks", () => {
  assert.equal(
    plainTextOf(
      "# Title\n\nA **b** `c` [d](https://a.example)[^1] $x$.\n\n- one\n- two\n\n3. three\n\n[^1]: note\n",
    ),
    "Title\n\nA b c d x.\n\n- one\n- two\n\n3. three",
  );
});

test("code, tables, quotes and images keep what they say", () => {
  assert.equal(
    plainTextOf(
      "```js\nlet a;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> q\n\n---\n\n![alt](https://a.example/x.png)",
    ),
    "let a;\n\na\tb\n1\t2\n\nq\n\nalt",
  );
});

test("only the beginning of a very long message is looked at", () => {
  assert.equal(plainTextOf("**abc** defghij", 10), "abc de");
});
