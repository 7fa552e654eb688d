import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { workOut } from "./arithmetic.ts";

function result(expression: string): string | null {
  const sum = workOut(expression);
  return sum === null ? null : sum.type === "value" ? sum.text : sum.type;
}

const results: readonly (readonly [expression: string, result: string | null])[] = [
  ["17*23", "391"],
  ["2 + 3 * 4", "14"],
  ["(2 + 3) * 4", "20"],
  ["10 - 4 - 3", "3"],
  ["100 / 10 / 5", "2"],
  ["2^3^2", "512"],
  ["2**10", "1024"],
  ["-2^2", "-4"],
  ["(-2)^2", "4"],
  ["2^-1", "0.5"],
  ["5 - -3", "8"],
  ["0.1 + 0.2", "0.3"],
  [".5 + .25", "0.75"],
  ["10 / 4", "2.5"],
  ["1 / 3", "1/3 ≈ 0.3333333333"],
  ["22 / 7", "22/7 ≈ 3.142857143"],
  ["1,234,567 * 2", "2469134"],
  ["99999999999999999999 * 99999999999999999999", "9999999999999999999800000000000000000001"],
  ["15% of 80", "12"],
  ["50% * 2", "1"],
  ["7 % 3", "1"],
  ["-7 % 3", "-1"],
  ["2^0.5", "1.414213562"],
  ["0^0", "1"],
  ["(-1)^999999999", "-1"],
  ["1 / 0", "division-by-zero"],
  ["5 % 0", "division-by-zero"],
  ["0^-1", "division-by-zero"],
  ["2^5000", "out-of-range"],
  ["9^9^9", "out-of-range"],
  ["5", null],
  ["-5", null],
  ["50%", null],
  ["200 + 10%", null],
  ["12 34", null],
  ["3x + 2", null],
  ["(1 + 2", null],
  ["1 + 2)", null],
  ["2 +", null],
  ["3,5 + 2", null],
  ["1.2.3 + 4", null],
  ["(-8)^(1/3)", null],
  ["", null],
];

describe("the calculator", () => {
  for (const [expression, expected] of results)
    test(`makes ${expected ?? "nothing"} of ${JSON.stringify(expression)}`, () => {
      assert.equal(result(expression), expected);
    });

  test("shows the expression in typeset form", () => {
    assert.equal(workOut("-17*23/(4-1)^2")?.expression, "−17 × 23 ÷ (4 − 1)^2");
    assert.equal(workOut("15% of 80")?.expression, "15% of 80");
  });

  test("says when a result was rounded", () => {
    const rounded = workOut("2^0.5");
    assert.ok(rounded?.type === "value" && !rounded.exact);
    const exact = workOut("1/3");
    assert.ok(exact?.type === "value" && exact.exact);
  });

  const whole = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });

  test("adds, subtracts and multiplies whole numbers of any size exactly", () => {
    fc.assert(
      fc.property(whole, whole, whole, (a, b, c) => {
        assert.equal(result(`(${a}) + (${b}) * (${c})`), String(a + b * c));
        assert.equal(result(`((${a}) - (${b})) * (${c})`), String((a - b) * c));
      }),
    );
  });

  test("divides exactly: what was multiplied comes back", () => {
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        fc.pre(b !== 0n);
        assert.equal(result(`(${a}) * (${b}) / (${b})`), String(a));
      }),
    );
  });

  test("agrees with floating point on small decimals", () => {
    const decimal = fc.integer({ min: -9_999, max: 9_999 }).map((cents) => cents / 100);
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        assert.equal(Number(result(`(${a}) * (${b})`)), Math.round(a * b * 10_000) / 10_000 + 0);
      }),
    );
  });

  test("takes any text without failing", () => {
    const signs = fc.constantFrom(
      "1",
      "23",
      ".5",
      "1,000",
      "+",
      "-",
      "*",
      "/",
      "^",
      "%",
      "(",
      ")",
      " ",
      "of",
      "9",
    );
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 30 }), (pieces) => {
        const sum = workOut(pieces.join(""));
        if (sum?.type === "value") assert.ok(sum.text.length > 0);
      }),
    );
  });

  test("refuses what is nested deeper or longer than anybody types", () => {
    assert.equal(result(`${"(".repeat(100)}1+1${")".repeat(100)}`), null);
    assert.equal(result("1+".repeat(400)), null);
  });
});
