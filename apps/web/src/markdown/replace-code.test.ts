import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { codeBlocks } from "../code-editor/code-blocks.ts";
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

test("carriage returns stay, and the new lines have them too", () => {
  const before = "a\r\n\r\n```\r\nold\r\n```\r\n\r\nz\r\n";
  // As the renderer counts: one unit for each line ending.
  assert.equal(replaceCode(before, 3, "new\nb"), "a\r\n\r\n```\r\nnew\r\nb\r\n```\r\n\r\nz\r\n");
});

test("code by indentation becomes fenced where its first or last line is blank", () => {
  assert.equal(replaceCode("a\n\n    old\n\nb\n", 3, ""), "a\n\n```\n\n```\n\nb\n");
  assert.equal(replaceCode("    old\n", 0, "x\n"), "```\nx\n\n```\n");
});

test("a fence that stands a little to the right stays there", () => {
  const before = "a\n\n  ```js\n  old\n  ```\nb";
  assert.equal(replaceCode(before, 3, "x\n\ty"), "a\n\n  ```js\n  x\n  \ty\n  ```\nb");
});

test("code in a note stays in the note", () => {
  const before = "a[^1]\n\n[^1]: ```js\n    old\n    ```\n";
  const offset = before.indexOf("```");
  assert.equal(replaceCode(before, offset, "x\n  y"), "a[^1]\n\n[^1]: ```js\n    x\n      y\n    ```\n");
});

test("a block of a megabyte is replaced at once", () => {
  const code = "const line = 1;\n".repeat(70_000);
  const before = `a\n\n\`\`\`js\n${code}\`\`\`\n\nb\n`;
  const startedAt = performance.now();
  assert.equal(replaceCode(before, 3, "x"), "a\n\n```js\nx\n```\n\nb\n");
  assert.ok(performance.now() - startedAt < 5_000);
});

test("a block without a closing fence gets one", () => {
  assert.equal(replaceCode("```\nold", 0, "new"), "```\nnew\n```");
});

test("an offset where no code starts is refused", () => {
  assert.throws(() => replaceCode("plain", 0, "x"), RangeError);
});

const anyCode = fc
  .array(
    fc.constantFrom(
      ...[
        "",
        "x",
        "  y = 1",
        "\tz",
        "```",
        "~~~~",
        "````js",
        "> q",
        "- i",
        "# h",
        "<b>",
        "    deep",
        "$$",
        "\\",
      ],
      ...["[^1]: n", "a `b` c", "`", "é😀", "1. one", "[a]: b", "***", "| a | b |", "   ", "&amp;"],
    ),
    { maxLength: 6 },
  )
  .map((lines) => lines.join("\n"));

/** What stands before the first line of a block and before each that follows. */
const anyPlace = fc.constantFrom(
  ["", ""],
  ["> ", "> "],
  [">", ">"],
  ["- ", "  "],
  ["12. ", "    "],
  ["> - ", ">   "],
  ["- > ", "  > "],
  ["- a\n\n  1. ", "     "],
  ["-\t", "\t"],
);

const anyMessage = fc.record({
  place: anyPlace,
  before: fc.constantFrom("", "Intro.\n\n", "# Head\n", "```js\nother\n```\n\n", "1. x\n2. y\n\nBetween\n\n"),
  after: fc.constantFrom("", "\n", "\n\nAfter `x` <b> \\( y \\)\n", "\n\n~~~\nlast\n~~~"),
  fence: fc.constantFrom("```", "`````", "~~~", "  ```", "   ~~~~", "    "),
  info: fc.constantFrom("", "js", " py wait.py", "ts:src/a.ts"),
  old: anyCode,
  crlf: fc.boolean(),
});

test("whatever the message and the code, the block says the new code and every other byte stays", () => {
  fc.assert(
    fc.property(anyMessage, anyCode, ({ place, before, after, fence, info, old, crlf }, source) => {
      const [first, next] = place as [string, string];
      // Spaces after the marker of an item would be part of the marker.
      fc.pre(first.endsWith("> ") || first === "" || !fence.startsWith(" "));
      const lines = fence.trim() === "" ? [`${fence}x`] : [fence + info, ...old.split("\n"), fence];
      const block = first + lines.join(`\n${next}`);
      const plain = before + block + after;
      const markdown = crlf ? plain.replaceAll("\n", "\r\n") : plain;
      const blocks = codeBlocks(markdown);
      for (const [at, { offset }] of blocks.entries()) {
        const replaced = replaceCode(markdown, offset, source);
        const again = codeBlocks(replaced);
        assert.equal(again[at]?.source, source);
        assert.equal(again[at]?.offset, offset);
        assert.equal(again[at]?.language, blocks[at]!.language);
        const others = (list: typeof blocks) => list.flatMap((one, i) => (i === at ? [] : [one.source]));
        assert.deepEqual(others(again), others(blocks));
        const [was, is] = [markdown, replaced].map((text) => text.replaceAll("\r\n", "\n"));
        assert.equal(is!.slice(0, offset), was!.slice(0, offset));
        const whole = blocks[at]!.source === old && was!.indexOf(fence) === before.length + first.length;
        if (whole && offset >= before.length) assert.ok(is!.endsWith(after));
        assert.ok(!markdown.includes("\r\n") || !/[^\r]\n/.test(replaced));
      }
    }),
    { numRuns: 300 },
  );
});
