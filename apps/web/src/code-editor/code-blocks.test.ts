import assert from "node:assert/strict";
import { test } from "node:test";
import { codeBlocks } from "./code-blocks.ts";

test("code is found wherever it is nested, in order, with its place in the text", () => {
  const markdown = [
    "Intro",
    "```ts a.ts",
    "one",
    "```",
    "> - ```py",
    ">   two",
    ">   ```",
    "",
    "1. x",
    "",
    "   ~~~",
    "   three",
    "   ~~~",
    "",
    "Between",
    "",
    "    four",
  ].join("\n");
  const found = codeBlocks(markdown);
  assert.deepEqual(
    found.map(({ source, language }) => [source, language]),
    [
      ["one", "ts"],
      ["two", "py"],
      ["three", ""],
      ["four", ""],
    ],
  );
  assert.equal(found[0]?.fileName, "a.ts");
  for (const [index, sign] of ["```ts", "```py", "~~~", "    four"].entries())
    assert.equal(found[index]?.offset, markdown.indexOf(sign));
});

test("text without code has no blocks", () => {
  assert.deepEqual(codeBlocks("Only `inline` code."), []);
});
