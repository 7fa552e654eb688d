import assert from "node:assert/strict";
import { test } from "node:test";
import { noteParts } from "./note-parts.ts";
import { readMarkdown } from "./piece-reader.ts";
import { plainTextOfBlocks } from "./plain-text.ts";

function parts(markdown: string): { title: string; body: string; excerpt: string } {
  const { titleText, body, excerpt } = noteParts(readMarkdown(markdown, []).blocks);
  return { title: titleText, body: plainTextOfBlocks(body), excerpt };
}

test("strong type at the start is the title, without the sign after it", () => {
  assert.deepEqual(parts("**The paradox.** Feller says so."), {
    title: "The paradox",
    body: "Feller says so.",
    excerpt: "Feller says so.",
  });
  assert.equal(parts("**检查悖论**：只要不均匀").body, "只要不均匀");
  assert.equal(parts("**Feller** – says so").body, "says so");
});

test("a link at the start is the title, too", () => {
  assert.deepEqual(parts("[Feld, 1991](https://a.example/): AJS 96"), {
    title: "Feld, 1991",
    body: "AJS 96",
    excerpt: "AJS 96",
  });
});

test("a note that leads with plain text has no title", () => {
  assert.deepEqual(parts("Just **words**."), { title: "", body: "Just words.", excerpt: "Just words." });
  assert.equal(parts("**Alone**").title, "");
});

test("the excerpt is short and on one line", () => {
  const { excerpt } = parts(`${"long ".repeat(40)}\n\nsecond`);
  assert.ok(excerpt.length <= 80 && !excerpt.includes("\n"));
});
