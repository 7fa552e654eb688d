import assert from "node:assert/strict";
import { test } from "node:test";
import { replaceCode } from "./replace-code.ts";

test("only the code of the block changes", () => {
  const before = "Intro\n\n```py wait.py\nold\n```\n\nAfter `x` \\( y \\) <b>\n";
  assert.equal(
    replaceCode(before, before.indexOf("```"), "new\nlines"),
    "Intro\n\n```py wait.py\nnew\nlines\n```\n\nAfter `x` \\( y \\) <b>\n",
  );
});

test("code in an item or a quote keeps its margin", () => {
  const item = "1. one\n   ```js\n   old\n   ```\n2. two\n";
  assert.equal(
    replaceCode(item, item.indexOf("```"), "a\n\nb"),
    "1. one\n   ```js\n   a\n\n   b\n   ```\n2. two\n",
  );
  const quote = "> - ```\n>   old\n>   ```\n";
  assert.equal(replaceCode(quote, quote.indexOf("```"), "a\nb"), "> - ```\n>   a\n>   b\n>   ```\n");
});

test("code by indentation stays so", () => {
  const before = "a\n\n    old\n\nb\n";
  assert.equal(replaceCode(before, 3, "x\n\n  y"), "a\n\n    x\n\n      y\n\nb\n");
});

test("the fence grows when the new code has a fence of its own", () => {
  const before = "```md\nx\n```\n";
  assert.equal(replaceCode(before, 0, "```js\ny\n```"), "````md\n```js\ny\n```\n````\n");
});

test("carriage returns elsewhere stay where they are", () => {
  const before = "a\r\n\r\n```\r\nold\r\n```\r\n\r\nz\r\n";
  // As the renderer counts: one unit for each line ending.
  assert.equal(replaceCode(before, 3, "new"), "a\r\n\r\n```\nnew\n```\r\n\r\nz\r\n");
});

test("a block without a closing fence gets one", () => {
  assert.equal(replaceCode("```\nold", 0, "new"), "```\nnew\n```");
});

test("an offset where no code starts is refused", () => {
  assert.throws(() => replaceCode("plain", 0, "x"), RangeError);
});
