import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { readSuggestions } from "./read-suggestions.ts";

const asked = ["Why is the sky blue?"];
const read = (text: string, language = "en") => readSuggestions(text, asked, language);

describe("a model's suggestions", () => {
  const wanted = ["What colour is the sky on Mars?", "Who was Lord Rayleigh?"];
  for (const [form, text] of Object.entries({
    "as asked": JSON.stringify({ questions: wanted }),
    "as a bare array": JSON.stringify(wanted),
    "as objects": JSON.stringify({ suggestions: wanted.map((question) => ({ question })) }),
    "in a fence": `\`\`\`json\n${JSON.stringify({ questions: wanted })}\n\`\`\``,
    "with words around": `Sure: ${JSON.stringify({ questions: wanted })} Enjoy.`,
    "cut off": JSON.stringify({ questions: [...wanted, "And what"] }).slice(0, -8),
    "as a numbered list": wanted.map((question, at) => `${at + 1}. ${question}`).join("\n"),
    "as quoted lines": wanted.map((question) => `- "${question}"`).join("\n"),
  }))
    test(`are read ${form}`, () => assert.deepEqual(read(text), wanted));

  for (const [why, text] of Object.entries({
    "repeats the question": "Why is the sky blue?",
    "only rewords it": "What makes the blue sky blue?",
    "is too long": `Why ${"very ".repeat(30)}blue?`,
    "is in another language": "为什么海是蓝的？",
    "holds an address": "What does https://example.com say?",
    "names a site": "What does example.com say about light?",
    "holds a control character": "What is\u0007 light?",
    "turns the direction of reading": "What is \u202elight?",
    "asks nothing": "Light is a wave.",
    "is a mark": "???",
    "is HTML": "What is <b>light</b>?",
  }))
    test(`are dropped where one ${why}`, () => {
      assert.deepEqual(read(JSON.stringify({ questions: [text, wanted[1]] })), [wanted[1]]);
    });

  test("are at most three, none twice", () => {
    const many = [
      "What is light?",
      "what is light",
      "Who was Lord Rayleigh?",
      "How do prisms work?",
      "What is red?",
    ];
    assert.deepEqual(read(JSON.stringify(many)), [
      "What is light?",
      "Who was Lord Rayleigh?",
      "How do prisms work?",
    ]);
  });

  test("in Chinese are short and in Chinese", () => {
    const text = JSON.stringify({ questions: ["火星的天空是什么颜色？", "长".repeat(60), "What is light?"] });
    assert.deepEqual(readSuggestions(text, ["为什么天空是蓝的？"], "zh"), ["火星的天空是什么颜色？"]);
    assert.deepEqual(readSuggestions('["天空为什么是蓝的？"]', ["为什么天空是蓝的？"], "zh"), []);
  });

  test("of any text are read without a throw, and keep the rules", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        assert.ok(read(text, "").length <= 3);
      }),
    );
    assert.deepEqual(read("[".repeat(100_000)), []);
    assert.deepEqual(read(`{"questions":["${"a".repeat(1_000_000)}`), []);
  });
});
