import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { titleFrom } from "./title.ts";

const cases: readonly (readonly [question: string, title: string])[] = [
  ["What is the capital of France?", "Capital of France"],
  ["Hi Grok, can you please tell me how to sort a list in Python?", "Sort a list in Python"],
  ["Why is the sky blue?", "Why is the sky blue"],
  ["What is 17 * 23?", "17 * 23"],
  ["Write a haiku about autumn leaves in Kyoto", "Haiku about autumn leaves in Kyoto"],
  ["Hello! I would like to know the difference between TCP and UDP.", "Difference between TCP and UDP"],
  ["explain quantum entanglement like I'm five", "Quantum entanglement"],
  ["Could you help me write a cover letter for a job as a nurse?", "Cover letter for a job"],
  ["How do I center a div?", "Center a div"],
  ["My laptop won't turn on. It was fine yesterday.", "My laptop won't turn on"],
  ["iPhone battery drains overnight", "iPhone battery drains overnight"],
  ["npm install fails with EACCES", "npm install fails with EACCES"],
  ["Is it safe to eat raw eggs?", "Safe to eat raw eggs"],
  ["who won the 1998 world cup", "Who won the 1998 world cup"],
  ["translate 'good morning' into Japanese", "Translate good morning into Japanese"],
  ["I'm trying to understand why my component re-renders", "Why my component re-renders"],
  ["can you explain the plot of Hamlet", "Plot of Hamlet"],
  ["Please give me ideas for a birthday party for a 7 year old", "Ideas for a birthday party"],
  ["How many planets are there?", "How many planets are there"],
  ["1. Buy milk\n2. Buy eggs", "Buy milk"],
  ["**Important** question about *taxes*", "Important question about taxes"],
  ["Compare Rust and Go for web servers", "Rust and Go for web servers"],
  ["What's the best way to learn the piano as an adult?", "Best way to learn the piano"],
  ["write a python script that renames all files in a folder", "Python script that renames all files"],
  ["Should I buy or rent a house in Berlin in 2026?", "Buy or rent a house"],
  ["Fix this:\n```js\nconst a = ;\n```", "Fix this (js)"],
  ["```python\nprint('hi')\n```", "Python code: print('hi')"],
  ["```\nSELECT 1\n```", "SELECT 1"],
  ["> a quoted line\n\nWhat do you think about this?", "What do you think about this"],
  ["Summarize https://www.example.org/2024/01/01/foo.html", "Summarize example.org"],
  ["17*23", "17*23"],
  ["what does snake_case mean in Python", "What does snake_case mean in Python"],
  ["你好，请问光速是多少？", "光速是多少"],
  ["帮我写一首关于秋天的诗", "秋天的诗"],
  ["如何学习弹吉他？", "学习弹吉他"],
  ["什么是量子纠缠？请用简单的话解释一下", "量子纠缠"],
  ["请用 Python 写一个快速排序", "用 Python 写一个快速排序"],
  ["フランスの首都はどこですか？", "フランスの首都はどこですか"],
  ["한국의 수도는 어디인가요?", "한국의 수도는 어디인가요"],
  [
    "Was ist der Unterschied zwischen Datenschutz und Datensicherheit?",
    "Unterschied zwischen Datenschutz und Datensicherheit",
  ],
  ["Qu'est-ce que la photosynthèse ?", "Photosynthèse"],
  ["¿Cuál es la capital de Perú?", "Capital de Perú"],
  ["hey", "Hey"],
  ["Thanks!", "Thanks"],
  ["👩‍🚀🚀", "👩‍🚀🚀"],
  ["???", "???"],
  ["", "New conversation"],
  [" \n\t\u200b", "New conversation"],
];

describe("the title of a conversation", () => {
  for (const [question, title] of cases) {
    test(`that begins with ${JSON.stringify(question.slice(0, 40))} is ${title}`, () => {
      assert.equal(titleFrom(question), title);
    });
  }

  test("ends a long Chinese message within sixteen characters, between words", () => {
    const title = titleFrom("我最近在学习人工智能深度学习神经网络模型训练以及大规模分布式计算系统的相关知识");
    assert.ok([...title].length <= 16 && [...title].length >= 4, title);
  });

  test("of any text is one short line of whole characters, and always the same", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 300 }),
      fc
        .array(
          fc.constantFrom(
            "please",
            "how",
            "to",
            "the",
            "```",
            "\n",
            "你好",
            "请问",
            "*",
            "> ",
            "word",
            "🙂",
            "?",
          ),
        )
        .map((words) => words.join(" ")),
    );
    fc.assert(
      fc.property(text, (question) => {
        const title = titleFrom(question);
        assert.ok(title.trim().length > 0);
        assert.ok(title.length <= 72, title);
        assert.ok(!/[\n\r]/.test(title));
        assert.ok(title.isWellFormed());
        assert.equal(titleFrom(question), title);
      }),
    );
  });

  test("of a megabyte of one letter takes no time to speak of", () => {
    assert.ok(titleFrom("a".repeat(1_000_000)).length <= 56);
    assert.ok(titleFrom(`${" ".repeat(500_000)}x`).length <= 56);
  });
});
