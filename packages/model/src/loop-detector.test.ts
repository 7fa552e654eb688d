import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LoopDetector } from "./loop-detector.ts";

/** The text that stays when `pieces` run into a loop; undefined when they do not. */
function cut(...pieces: string[]): string | undefined {
  const detector = new LoopDetector();
  let text = "";
  for (const piece of pieces) {
    text += piece;
    const at = detector.push(piece);
    if (at !== undefined) return text.slice(0, at);
  }
  return undefined;
}

test("one to three words loop when they come four times", () => {
  assert.equal(cut("It is fine. very very very "), undefined);
  assert.equal(cut("It is fine. Very very very very "), "It is fine.");
  assert.equal(cut("Well. And so on and so on and so on and so on. "), "Well.");
});

test("four to eleven words loop when they come three times", () => {
  const unit = "the cat sat on the mat ";
  assert.equal(cut("Once. ", unit, unit), undefined);
  assert.equal(cut("Once. ", unit, unit, unit), "Once.");
});

test("twelve to thirty words loop when they come twice", () => {
  const unit = "one two three four five six seven eight nine ten eleven twelve thirteen. ";
  assert.equal(cut("Listen! ", unit, unit), `Listen! ${unit.trim()}`);
});

test("the first coming of a whole sentence stays", () => {
  assert.equal(cut("I like red cats. ".repeat(6)), "I like red cats.");
});

test("without a whole sentence the first coming of the unit stays", () => {
  assert.equal(cut("so many ".repeat(6)), "so many");
});

test("a word still being written does not count", () => {
  assert.equal(cut("Go. no no no no", "w"), undefined);
  assert.equal(cut("Go. no no no no", " "), "Go.");
});

test("lists with counting numbers are no loop", () => {
  assert.equal(cut(Array.from({ length: 20 }, (_, index) => `${index}. item\n`).join("")), undefined);
});

test("the same list entry again and again is one", () => {
  assert.equal(cut(`Here:\n${"- an apple\n".repeat(9)}`), "Here:\n- an apple");
});

test("code fences are left out, the text after them is not", () => {
  const code = `Look:\n\`\`\`js\n${"x = x + 1;\n".repeat(20)}\`\`\`\n`;
  assert.equal(cut(code), undefined);
  assert.equal(cut(code, "Done. ", "ha ".repeat(5)), `${code}Done.`);
});

test("tables are left out", () => {
  assert.equal(cut(`| a | b |\n|---|---|\n${"| 0 | 0 |\n".repeat(20)}`), undefined);
});

test("Chinese and Japanese are counted by character, and may laugh", () => {
  assert.equal(cut("今天天气很好。我们去公园我们去公园我们去公园"), "今天天气很好。");
  assert.equal(cut("哈哈哈哈"), undefined);
  assert.equal(cut(`好。${"哈".repeat(12)}`), "好。");
  assert.equal(cut("東京は日本の首都です。人口は約千四百万人です。"), undefined);
});

test("ordinary prose is no loop", () => {
  const prose =
    "The sea was calm, and the people of the village went out to the sea in the morning. In the evening they " +
    "came back to the village, and the people on the shore were glad. The weather was fair, the wind was fair.";
  assert.equal(cut(prose), undefined);
});

test("what was written long ago is let go, and the place to cut is still right", () => {
  const lines = Array.from({ length: 2_000 }, (_, index) => `Line ${index} says ${index * index}.\n`);
  const written = lines.join("");
  assert.equal(cut(...lines, "Well. ", "so it goes ".repeat(5)), `${written}Well.`);
  assert.equal(cut(...lines, "so it goes ".repeat(5)), written.trimEnd());
  const endless = Array.from({ length: 2_000 }, (_, index) => `part ${index} of ${index * index}\n`);
  assert.equal(cut("Once. ", ...endless, "no ".repeat(5)), `Once. ${endless.join("")}`.trimEnd());
});

test("what the text goes on from may have opened a fence", () => {
  const goOn = (before: string) => new LoopDetector(before).push("x = x + 1;\n".repeat(20));
  assert.notEqual(goOn("Look:\n"), undefined);
  assert.equal(goOn("Look:\n```js\n"), undefined);
  assert.equal(goOn("Look:\n```js\ny = 1;"), undefined);
  assert.notEqual(goOn("Look:\n```js\ny = 1;\n```\n"), undefined);
});

test("the finding does not depend on how the text is cut", () => {
  const text =
    "Yes.\n```\na a a a a a\n```\nIt was said. And then again and then again and then again, and then again.";
  const whole = cut(text);
  assert.equal(whole?.endsWith("It was said."), true);
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), (places) => {
      const at = [0, ...places.toSorted((a, b) => a - b), text.length];
      assert.equal(cut(...at.slice(1).map((place, index) => text.slice(at[index], place))), whole);
    }),
  );
});

test("the place to cut always lies within the text", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a ", "b ", "。", "```\n", "|", "\n", ". ", "好"), { maxLength: 60 }),
      (pieces) => {
        const kept = cut(...pieces);
        if (kept !== undefined) assert.ok(pieces.join("").startsWith(kept));
      },
    ),
  );
});
