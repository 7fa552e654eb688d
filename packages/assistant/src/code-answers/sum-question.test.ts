import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sumIn } from "./sum-question.ts";

const sums: readonly (readonly [question: string, result: string])[] = [
  ["what is 17*23?", "391"],
  ["17*23", "391"],
  ["What's 2+2", "4"],
  ["calculate 15% of 80", "12"],
  ["how much is 12 / 4?", "3"],
  ["1+1=?", "2"],
  ["1 + 1 =", "2"],
  ["what is 10/2?", "5"],
  ["Compute (3.5 + 2) * 4", "22"],
  ["17 times 23", "391"],
  ["what is 3 squared", "9"],
  ["5 x 6", "30"],
  ["what is 2 to the power of 10", "1024"],
  ["99 minus 1", "98"],
  ["7 mod 3", "1"],
  ["hey grok, what is 6*7?", "42"],
  ["17乘以23等于多少？", "391"],
  ["计算 3+5", "8"],
  ["3加5等于几", "8"],
  ["2的10次方是多少", "1024"],
  ["请问 12*12 是多少？", "144"],
  ["12×12=？", "144"],
  ["what does 8*8 equal?", "64"],
  ["what is the result of 5+5", "10"],
  ["1000-7 =", "993"],
  ["could you calculate 19*21 please", "399"],
  ["what is 100 divided by 8?", "12.5"],
  ["１２＋３０＝？", "42"],
  ["5的平方是多少", "25"],
  ["2+2?", "4"],
  ["what is 5+5 please?", "10"],
  ["how much is 20 percent of 50", "10"],
];

/** Written with the same signs, and not sums, or not bare ones. */
const others: readonly string[] = [
  "what is 9/11?",
  "24/7",
  "50/50",
  "2024-11-23",
  "555-1234",
  "11/23/2026",
  "1-800-555-0199",
  "what is 42?",
  "5",
  "+1 555 123 4567",
  "what is the 4-4-2 formation",
  "10-4",
  "2x4",
  "3x+2=5",
  "solve x^2=4",
  "is 2+2=5?",
  "what is 2+2 in binary",
  "why is 2+2=4",
  "1.2.3",
  "192.168.0.1/24",
  "windows 10",
  "100!",
  "what is 3d",
  "4k",
  "A+B",
  "2+2 is five",
  "17 * twenty",
  "what is 24/7?",
  "2026",
  "1984",
  "50%",
  "3个苹果加5个梨等于多少",
  "十加五等于几",
  "Apollo 11 - 13",
  "10:30 - 11:45",
  "what is 1/2 cup in ml",
  "7-11",
  "9-5",
  "1-1",
  "what is 7-eleven",
  "what is 555-1234?",
  "what happened 2020-2021",
  "what is 2019-2020",
];

describe("a bare sum", () => {
  for (const [question, result] of sums)
    test(`is found in ${JSON.stringify(question)}`, () => {
      const sum = sumIn(question);
      assert.ok(sum?.type === "value");
      assert.equal(sum.text, result);
    });
});

describe("no sum", () => {
  for (const text of others)
    test(`is seen in ${JSON.stringify(text)}`, () => {
      assert.equal(sumIn(text), null);
    });
});
