import assert from "node:assert/strict";
import { test } from "node:test";
import type { Citation } from "@grok/conversation";
import { citedText, placeInText } from "./cited-text.ts";

const words = {
  quote: (text: string) => `“${text}”`,
  deleted: "Deleted since.",
  where: () => "Bluesky, 22:57",
};
const citation = (number: number, change: Partial<Citation> = {}): Citation => ({
  number,
  source: "bluesky",
  sourceId: `post${number}`,
  author: "Mira",
  handle: "mira",
  quote: "Three in twenty minutes",
  url: `https://example.org/${number}`,
  postedAtMs: 0,
  ...change,
});
const cite = (text: string, citations = [citation(1)], fates = {}, ended = true) =>
  citedText(text, citations, fates, words, ended);

test("a mark becomes a reference, and the passage a note with a link to the post", () => {
  assert.equal(
    cite("Two meteors [1]."),
    "Two meteors [^1].\n\n[^1]: **Mira**: “Three in twenty minutes”\\\n    [Bluesky, 22\\:57](<https://example.org/1>)\n",
  );
});

test("numbers that cite nothing, code, and links are left alone", () => {
  const text = "a [2] `b [1]` [1](https://example.org)\n```\nc[1]\n```\nd";
  assert.ok(cite(text).startsWith(text));
});

test("while it grows, each text begins with the one before", () => {
  const text = "One [1] and `[1]` two [1]";
  for (let length = 0; length < text.length; length++) {
    const before = cite(text.slice(0, length), undefined, {}, false);
    const marks = /\[\d*$|\[1\]$|`[^`]*$/.test(text.slice(0, length));
    if (!marks) assert.ok(cite(text, undefined, {}, false).startsWith(before), text.slice(0, length));
  }
});

test("a deleted post hides its words and says so", () => {
  const text = cite("So it is [1].", undefined, { "bluesky post1": "deleted" });
  assert.ok(!text.includes("Three in twenty"));
  assert.match(text, /Deleted since/);
});

test("nothing that a post says becomes Markdown", () => {
  const quote = "**bold** [x](javascript:y) <b> # `code` ![i](z)\n- list";
  const text = cite("[1]", [citation(1, { quote, author: "*A*", url: "" })]);
  assert.ok(!/[^\\]\*\*bold|[^\\]\[x|[^\\]<b|[^\\]`code/.test(text.slice(text.indexOf("[^1]:"))));
});

test("a place behind marks is found again in the text itself", () => {
  const text = "One [1] two [9] three [1]\n```js\nx\n```";
  const cited = citedText(text, [citation(1)], {}, words, true);
  assert.equal(placeInText(text, [citation(1)], cited.indexOf("```js")), text.indexOf("```js"));
  assert.equal(placeInText("plain", [], 3), 3);
});
