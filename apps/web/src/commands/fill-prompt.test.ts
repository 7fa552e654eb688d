import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fillPrompt, wordsIn } from "./fill-prompt.ts";

test("words are found once each, in the order in which they stand", () => {
  assert.deepEqual(wordsIn("Write to {name} about {text}; {name} is {age group}."), [
    "name",
    "text",
    "age group",
  ]);
  assert.deepEqual(wordsIn("把 {文字} 译成 {language}"), ["文字", "language"]);
});

test("braces that hold no word are braces", () => {
  const code = 'const a = { "b": 1 }; function f() { return {}; } { x }';
  assert.deepEqual(wordsIn(code), []);
  assert.equal(fillPrompt(code, { b: "no", x: "no" }), code);
});

test("a word that stands twice is filled in twice", () => {
  assert.equal(fillPrompt("{name}, dear {name}", { name: "Ada" }), "Ada, dear Ada");
});

test("a word without a value becomes empty, whatever objects have by themselves", () => {
  assert.equal(fillPrompt("[{nothing}]", {}), "[]");
  assert.equal(fillPrompt("[{constructor}{toString}{__proto__}]", {}), "[]");
});

test("doubled braces are braces", () => {
  assert.deepEqual(wordsIn("{{text}}"), []);
  assert.equal(fillPrompt("{{text}} is {text}", { text: "this" }), "{text} is this");
});

test("the innermost of nested braces is the word", () => {
  assert.deepEqual(wordsIn("{a{b}c}"), ["b"]);
  assert.equal(fillPrompt("{a{b}c}", { b: "B", a: "A" }), "{aBc}");
});

test("what is filled in is never read again", () => {
  assert.equal(fillPrompt("{a} {b}", { a: "{b}", b: "{a}" }), "{b} {a}");
  assert.equal(fillPrompt("{a}", { a: "$& $1 {{a}}" }), "$& $1 {{a}}");
});

test("what follows the command goes to the end where the template has no place for it", () => {
  assert.equal(fillPrompt("Shorten this.", { text: "Long." }), "Shorten this.\n\nLong.");
  assert.equal(fillPrompt("Shorten this.", { text: " " }), "Shorten this.");
  assert.equal(fillPrompt("Shorten {text}.", { text: "it" }), "Shorten it.");
});

test("whatever stands in a value comes out as it went in", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      assert.equal(fillPrompt("<{a}|{b}>", { a, b }), `<${a}|${b}>`);
    }),
  );
});
