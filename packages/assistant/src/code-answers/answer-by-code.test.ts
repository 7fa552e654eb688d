import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { PersonaMode } from "@grok/conversation";
import { answerByCode } from "./answer-by-code.ts";
import { englishWit } from "./wit-en.ts";
import { chineseWit } from "./wit-zh.ts";

const small = { title: "Tiny 135M", abilities: [] };
const able = { title: "Able 8B", abilities: ["persona" as const] };

function answer(question: string, mode: PersonaMode = "regular", pick = 0, language: "en" | "zh" = "en") {
  return answerByCode(question, { model: small, mode, language, pick });
}

describe("the program answers for a small model", () => {
  test("who it is, by name, and what is inside, in both modes and both languages, whatever is picked", () => {
    for (const question of ["Who are you?", "What is your name and who made you?", "你是谁？"])
      for (const mode of ["regular", "fun"] as const)
        for (let pick = 0; pick < 1; pick += 0.1) {
          const said = answer(question, mode, pick);
          assert.match(said!, /Grok/);
          assert.match(said!, /Tiny 135M/);
          assert.match(said!, question === "你是谁？" ? /程序|软件|代码/ : /program|code|software/);
        }
  });

  test("in the language of the question", () => {
    assert.match(answer("谢谢")!, /\p{Script=Han}/u);
    assert.doesNotMatch(answer("thanks")!, /\p{Script=Han}/u);
    assert.match(answer("17*23", "regular", 0.5, "zh")!, /程序/);
  });

  test("a bare sum, exactly", () => {
    assert.match(answer("What is 17*23?")!, /17 × 23 = 391/);
    assert.match(answer("what is 1/0?")!, /division by zero/);
    assert.match(answer("what is 2^0.5?")!, /≈ 1\.414213562/);
    assert.match(answer("calculate 9^9^9", "fun")!, /1,200/);
  });

  test("with another of several answers for another pick", () => {
    const said = new Set([0, 0.3, 0.6, 0.9].map((pick) => answer("hello", "fun", pick)));
    assert.ok(said.size >= 3);
    assert.equal(answer("hello", "fun", 0.3), answer("hello", "fun", 0.3));
    assert.notEqual(answer("hello", "fun", 1), "");
  });

  test("nothing else", () => {
    assert.equal(answer("What is the capital of France?"), null);
  });
});

test("a model that keeps a persona answers for itself", () => {
  const options = { model: able, mode: "fun", language: "en", pick: 0 } as const;
  for (const question of ["Who are you?", "hello", "17*23", "讲个笑话"])
    assert.equal(answerByCode(question, options), null);
});

test("the ready answers are distinct, and say things without shouting", () => {
  for (const wit of [englishWit, chineseWit])
    for (const modes of Object.values(wit)) {
      const all = [...modes.regular, ...modes.fun];
      assert.equal(new Set(all).size, all.length);
      assert.ok(modes.regular.length >= 6 && modes.fun.length >= 6);
      for (const said of all) assert.doesNotMatch(said, /[!！]|Oops/);
    }
});
