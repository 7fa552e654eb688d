import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { detectLanguage } from "./language.ts";

const cases: readonly (readonly [text: string, language: string])[] = [
  ["What is the capital of France?", "en"],
  ["hello", "en"],
  ["Explain photosynthesis", "en"],
  ["法国的首都是哪里？", "zh"],
  ["请用 Python 写一个快速排序", "zh"],
  ["用 JavaScript 和 TypeScript 写一个 React 组件，要有按钮", "zh"],
  ["What does 你好 mean?", "en"],
  ["フランスの首都はどこですか", "ja"],
  ["東京タワーの高さを教えて", "ja"],
  ["한국의 수도는 어디인가요?", "ko"],
  ["Какая столица Франции?", "ru"],
  ["Яка столиця Франції?", "uk"],
  ["ما هي عاصمة فرنسا؟", "ar"],
  ["מה בירת צרפת?", "he"],
  ["Ποια είναι η πρωτεύουσα της Γαλλίας;", "el"],
  ["फ्रांस की राजधानी क्या है?", "hi"],
  ["เมืองหลวงของฝรั่งเศสคืออะไร", "th"],
  ["Was ist die Hauptstadt von Frankreich?", "de"],
  ["Quelle est la capitale de la France ?", "fr"],
  ["¿Cuál es la capital de Francia?", "es"],
  ["Qual è la capitale della Francia?", "it"],
  ["Qual é a capital da França?", "pt"],
  ["Wat is de hoofdstad van Frankrijk?", "nl"],
  ["Jak się nazywa stolica Francji i co to jest?", "pl"],
  ["Vad är huvudstaden i Frankrike?", "sv"],
  ["Thủ đô của nước Pháp là gì?", "vi"],
  ["Fix this:\n```js\nconst naïve = 'ça';\n```", "en"],
  ["", ""],
  ["12 + 30 = ?", ""],
  ["🙂", ""],
];

describe("the language", () => {
  for (const [text, language] of cases) {
    test(`of ${JSON.stringify(text)} is ${language || "unknown"}`, () => {
      assert.equal(detectLanguage(text), language);
    });
  }
});
