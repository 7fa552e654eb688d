import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readMarkdown } from "./piece-reader.ts";
import { plainTextOfBlocks } from "./plain-text.ts";
import { repairRows, repairTail } from "./repair-tail.ts";

function repairs(pairs: readonly (readonly [string, string])[]): void {
  for (const [source, expected] of pairs) assert.equal(repairTail(source), expected, JSON.stringify(source));
}

test("emphasis, code and strikethrough that are open are closed", () => {
  repairs([
    ["a **bold", "a **bold**"],
    ["a **bold ", "a **bold** "],
    ["a *it", "a *it*"],
    ["a ***both", "a ***both***"],
    ["a **b *c", "a **b *c***"],
    ["a _it", "a _it_"],
    ["a ~~gone", "a ~~gone~~"],
    ["a `code", "a `code`"],
    ["a ``co`de", "a ``co`de``"],
    ["**a** and **b", "**a** and **b**"],
  ]);
});

test("signs that are no emphasis are left alone", () => {
  repairs([
    ["2 * 3 = 6", "2 * 3 = 6"],
    ["snake_case_name", "snake_case_name"],
    ["a \\*b", "a \\*b"],
    ["`**` and so", "`**` and so"],
    ["$a_b$ so", "$a_b$ so"],
  ]);
});

test("a marker that says nothing yet is not shown", () => {
  repairs([
    ["a **", "a "],
    ["a `", "a "],
    ["text\n-", "text\n"],
    ["text\n==", "text\n"],
    ["text\n##", "text\n"],
    ["text\n``", "text\n"],
    ["text\n3.", "text\n"],
    ["- [", "- "],
    ["- [x", "- "],
    ["end\\", "end"],
  ]);
});

test("of half a link only its words are shown, of half an image or mark nothing", () => {
  repairs([
    ["see [the docs", "see the docs"],
    ["see [the docs](https://a.exa", "see the docs"],
    ["see [the **docs", "see the **docs**"],
    ["see ![a chart](https://a", "see "],
    ["as said[^1", "as said"],
    ["an [x](https://a.example) and [y](ht", "an [x](https://a.example) and y"],
  ]);
});

test("half a formula waits", () => {
  repairs([
    ["so \\(a + b", "so "],
    ["so $$a", "so "],
    ["so \\(a\\) and \\[b", "so \\(a\\) and "],
  ]);
});

test("only the last paragraph, item or cell can be open", () => {
  repairs([
    ["**never closed\n\nnew *text", "**never closed\n\nnew *text*"],
    ["- **a\n- b `c", "- **a\n- b `c`"],
    ["> a **b\n> c", "> a **b\n> c**"],
    ["> a **b\n>\n> c `d", "> a **b\n>\n> c `d`"],
  ]);
});

test("a table is a table from its first row", () => {
  repairs([
    ["| a | b", "| a | b |\n| - | - |"],
    ["| a | b |\n|--", "| a | b |\n| - | - |"],
  ]);
  assert.equal(repairTail("| a | b |\n|---|---|\n| 1 | **2"), "| a | b |\n|---|---|\n| 1 | **2**");
  assert.equal(repairRows("| 1 | 2 |\n| 3 | `4"), "| 1 | 2 |\n| 3 | `4`");
});

test("text that is complete stays as it is", () => {
  const word = fc.constantFrom(
    "plain",
    "**bold**",
    "*it*",
    "`code`",
    "[link](https://a.example)",
    "~~x~~",
    "$n$",
    "\\(y\\)",
    "12",
    "(a)",
  );
  const sentence = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => `So ${words.join(" ")}.`);
  fc.assert(
    fc.property(fc.array(sentence, { minLength: 1, maxLength: 4 }), (sentences) => {
      const text = sentences.join("\n");
      assert.equal(repairTail(text), text);
    }),
  );
});

test("whatever the beginning, the repaired text shows no more letters than were written", () => {
  const letters = (text: string) => text.replace(/[^a-z]/gi, "").length;
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(..."ab *_~`[]()!\\$|-#>\n1.".split("")), maxLength: 60 }),
      (text) => {
        const shown = plainTextOfBlocks(readMarkdown(repairTail(text), []).blocks);
        assert.ok(letters(shown) <= letters(text), shown);
      },
    ),
    { numRuns: 300 },
  );
});
